package io.hexdispatch.server;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which server a command speaks to, as whom, and how it does so. */
final class ServerOptions {
    private static final String ROOT = "/api/v1/";
    private static final Duration ANSWER_MAX = Duration.ofMinutes(10);

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8080",
            description = "The server. Default: ${DEFAULT-VALUE}")
    private URI url;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "A token of role gis or admin; better in the environment, as HEXDISPATCH_TOKEN")
    private String token;

    @Mixin
    private AuthorityOption authority;

    private HttpClient http;

    boolean hasToken() {
        return token != null;
    }

    void useToken(String another) {
        token = another;
    }

    JsonObject get(String path) throws IOException, StartException {
        return new JsonObject(text(path, "application/json"));
    }

    /** @param accept the media type that is wanted */
    String text(String path, String accept) throws IOException, StartException {
        return send(request(path).header("Accept", accept).GET().build(), BodyHandlers.ofString())
                .body();
    }

    JsonObject post(String path, Optional<String> reason) throws IOException, StartException {
        HttpRequest.Builder request = request(path);
        reason.ifPresent(text -> request.header("Content-Type", "application/json"));
        return new JsonObject(send(
                        request.POST(reason.map(text -> BodyPublishers.ofString(new JsonObject()
                                                .put("reason", text)
                                                .encode()))
                                        .orElseGet(BodyPublishers::noBody))
                                .build(),
                        BodyHandlers.ofString())
                .body());
    }

    JsonObject postJson(String path, JsonObject body) throws IOException, StartException {
        HttpRequest request = request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.encode()))
                .build();
        return new JsonObject(send(request, BodyHandlers.ofString()).body());
    }

    JsonObject upload(String path, Path file) throws IOException, StartException {
        HttpRequest request = request(path)
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofFile(file))
                .build();
        return new JsonObject(send(request, BodyHandlers.ofString()).body());
    }

    /** Under another name first, so that there is a whole file or none. */
    void download(String path, Path to) throws IOException, StartException {
        Path draft = to.resolveSibling(to.getFileName() + ".part");
        try {
            send(
                    request(path).GET().build(),
                    info -> info.statusCode() == 200
                            ? HttpResponse.BodySubscribers.mapping(
                                    HttpResponse.BodySubscribers.ofFile(draft), Path::toString)
                            : HttpResponse.BodySubscribers.ofString(StandardCharsets.UTF_8));
            Files.move(draft, to, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** Where the next page of an answer is, as the other methods take it; empty on the last one. */
    static Optional<String> next(JsonObject page) {
        return Optional.ofNullable(page.getString("next")).map(next -> next.substring(ROOT.length()));
    }

    /** A path with its parameters. */
    static String path(String path, Map<String, String> parameters) {
        return parameters.isEmpty()
                ? path
                : path
                        + parameters.entrySet().stream()
                                .map(parameter -> encode(parameter.getKey()) + "=" + encode(parameter.getValue()))
                                .collect(Collectors.joining("&", "?", ""));
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder request(String path) {
        if (token == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--token is needed: see hexdispatch token --role gis, or set HEXDISPATCH_TOKEN");
        }
        return HttpRequest.newBuilder(url.resolve(ROOT + path))
                .header("Authorization", "Bearer " + token)
                .timeout(ANSWER_MAX);
    }

    private HttpResponse<String> send(HttpRequest request, HttpResponse.BodyHandler<String> handler)
            throws IOException, StartException {
        if (http == null) {
            http = authority.client();
        }
        try {
            HttpResponse<String> answer = http.send(request, handler);
            if (answer.statusCode() >= 400) {
                throw new StartException(
                        detail(answer.body()).orElse(url + " answers with status " + answer.statusCode()));
            }
            return answer;
        } catch (ConnectException e) {
            throw new StartException("no connection to " + url + "; does the server run there?", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static Optional<String> detail(String body) {
        try {
            return Optional.ofNullable(new JsonObject(body).getString("detail"));
        } catch (DecodeException | ClassCastException noProblemDocument) {
            return Optional.empty();
        }
    }
}
