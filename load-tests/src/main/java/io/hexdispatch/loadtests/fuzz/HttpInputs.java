package io.hexdispatch.loadtests.fuzz;

import io.hexdispatch.loadtests.fuzz.Documents.Operation;
import io.hexdispatch.loadtests.fuzz.Documents.Parameter;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Requests: such as HTTP allows, whatever stands in them, and such as it does not. */
final class HttpInputs {
    private static final List<String> TYPES = List.of(
            "application/json",
            "application/json; charset=utf-16",
            "application/x-ndjson",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "multipart/form-data",
            "text/csv",
            "text/xml",
            "application/yaml",
            ";",
            "");
    /** What other protocols answer, of which the documents say nothing. */
    private static final List<String> ELSEWHERE = List.of(
            "/ogc",
            "/ogc/conformance",
            "/ogc/collections",
            "/ogc/collections/events/items?limit=5&filter=",
            "/ogc/collections/grids-city/items?bbox=",
            "/ogc/collections/units/items?crs=",
            "/tiles/grids-city/",
            "/tiles/grids/WebMercatorQuad/10/400/800",
            "/open311/v2/services.json",
            "/open311/v2/requests.json?start_date=",
            "/open311/v2/requests.xml?service_code=",
            "/open311/v2/requests/",
            "/ws?access_token=",
            "/");

    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND");

    private final Documents documents;
    private final Values values;
    private final Known known;
    private final Map<String, List<String>> tokens;

    /** @param tokens by role */
    HttpInputs(Documents documents, Values values, Known known, Map<String, List<String>> tokens) {
        this.documents = documents;
        this.values = values;
        this.known = known;
        this.tokens = tokens;
    }

    /** A request that any server can read. */
    record Request(boolean isHead, byte[] bytes) {}

    Request request(SplittableRandom random) {
        Operation operation =
                documents.operations().get(random.nextInt(documents.operations().size()));
        boolean isElsewhere = random.nextInt(8) == 0;
        String method = isElsewhere
                ? "GET"
                : random.nextInt(25) == 0 ? METHODS.get(random.nextInt(METHODS.size())) : operation.method();
        String address = isElsewhere
                ? ELSEWHERE.get(random.nextInt(ELSEWHERE.size())) + encoded(Hostile.text(random), random)
                : address(operation, random);
        byte[] body = body(operation, random);
        StringBuilder head =
                new StringBuilder(method).append(' ').append(address).append(" HTTP/1.1\r\nHost: 127.0.0.1\r\n");
        authorization(head, operation, random);
        String type = operation.contentTypes().isEmpty() || random.nextInt(8) == 0
                ? TYPES.get(random.nextInt(TYPES.size()))
                : operation.contentTypes().get(0);
        if (!type.isEmpty()) {
            head.append("Content-Type: ").append(type).append("\r\n");
        }
        for (int more = random.nextInt(3); more > 0; more--) {
            header(head, random);
        }
        boolean hasBody = body.length > 0 || !method.equals("GET");
        boolean isChunked = hasBody && random.nextInt(12) == 0;
        if (isChunked) {
            head.append("Transfer-Encoding: chunked\r\n");
        } else if (hasBody) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        head.append("\r\n");
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        if (isChunked) {
            chunks(request, body, random);
        } else {
            request.writeBytes(body);
        }
        return new Request(method.equals("HEAD"), request.toByteArray());
    }

    private static void chunks(ByteArrayOutputStream request, byte[] body, SplittableRandom random) {
        int at = 0;
        while (at < body.length) {
            int length = Math.min(body.length - at, 1 + random.nextInt(50));
            request.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            request.write(body, at, length);
            request.writeBytes(new byte[] {'\r', '\n'});
            at += length;
        }
        request.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    /** A request in which HTTP itself is broken. */
    byte[] broken(SplittableRandom random) {
        byte[] request = random.nextInt(6) == 0
                ? Hostile.text(random).getBytes(StandardCharsets.UTF_8)
                : request(random).bytes();
        return Hostile.mutated(request, random);
    }

    private String address(Operation operation, SplittableRandom random) {
        String path = operation.path();
        StringBuilder query = new StringBuilder();
        for (Parameter parameter : operation.parameters()) {
            String text = random.nextInt(8) == 0
                    ? Hostile.text(random)
                    : random.nextBoolean()
                            ? known.any(parameter.name(), random)
                            : String.valueOf(values.value(parameter.schema(), parameter.name(), random, 6));
            if (parameter.in().equals("path")) {
                path = path.replace("{" + parameter.name() + "}", encoded(text, random));
            } else if (parameter.in().equals("query") && random.nextInt(5) < 2) {
                for (int times = random.nextInt(15) == 0 ? 2 : 1; times > 0; times--) {
                    query.append(query.isEmpty() ? '?' : '&')
                            .append(parameter.name())
                            .append('=')
                            .append(encoded(text, random));
                }
            }
        }
        if (random.nextInt(25) == 0) {
            query.append(query.isEmpty() ? '?' : '&').append(encoded(Hostile.text(random), random));
        }
        return path + query;
    }

    /** As it should be, or as a careless client would send it, without what ends a line. */
    private static String encoded(String text, SplittableRandom random) {
        String cut = text.length() > 3_000 ? text.substring(0, 3_000) : text;
        return random.nextInt(10) > 0
                ? URLEncoder.encode(cut, StandardCharsets.UTF_8).replace("+", "%20")
                : cut.replaceAll("[\\x00-\\x20\\x7f-\\uffff]", "%E4%BA");
    }

    private void authorization(StringBuilder head, Operation operation, SplittableRandom random) {
        int choice = random.nextInt(40);
        if (choice == 0) {
            return;
        }
        if (choice == 1) {
            head.append("Authorization: ")
                    .append(printable(Hostile.text(random)))
                    .append("\r\n");
            return;
        }
        List<String> roles =
                operation.roles().isEmpty() || choice < 6 ? List.copyOf(tokens.keySet()) : operation.roles();
        List<String> some = tokens.get(roles.get(random.nextInt(roles.size())));
        String token = some.get(random.nextInt(some.size()));
        head.append("Authorization: Bearer ")
                .append(
                        choice == 2
                                ? printable(new String(
                                        Hostile.mutated(token.getBytes(StandardCharsets.US_ASCII), random),
                                        StandardCharsets.ISO_8859_1))
                                : token)
                .append("\r\n");
    }

    private static String printable(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "?");
    }

    private static void header(StringBuilder head, SplittableRandom random) {
        String value = printable(Hostile.text(random));
        String[] names = {
            "Accept",
            "Accept-Encoding",
            "Accept-Language",
            "Origin",
            "Cookie",
            "If-None-Match",
            "Range",
            "Forwarded",
            "X-Forwarded-For",
            "User-Agent",
            "Referer",
            "X-HTTP-Method-Override",
            "Upgrade",
            "X-Nothing"
        };
        head.append(names[random.nextInt(names.length)]).append(": ");
        head.append(random.nextBoolean() ? value : random.nextBoolean() ? "gzip, deflate, br" : "application/json")
                .append("\r\n");
    }

    private byte[] body(Operation operation, SplittableRandom random) {
        if (operation.bodies().isEmpty()) {
            return random.nextInt(20) == 0 ? Hostile.text(random).getBytes(StandardCharsets.UTF_8) : new byte[0];
        }
        int which = random.nextInt(operation.bodies().size());
        Object value = random.nextInt(15) == 0
                ? Hostile.value(random, 0)
                : values.value(operation.bodies().get(which), "body", random, 0);
        String text = operation.contentTypes().get(which).contains("json")
                ? JsonText.of(value)
                : value instanceof String plain ? plain : JsonText.of(value);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return random.nextInt(5) == 0 ? Hostile.mutated(bytes, random) : bytes;
    }
}
