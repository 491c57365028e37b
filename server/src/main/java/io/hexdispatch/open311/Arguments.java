package io.hexdispatch.open311;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The arguments of a request, of its address or of its form. An empty one is none, as the specification has it. */
record Arguments(Map<String, String> values) {
    private static final int MAX = 200;

    /** @param encoded application/x-www-form-urlencoded in UTF-8; null for none */
    static Arguments of(String encoded) {
        Map<String, String> values = new LinkedHashMap<>();
        if (encoded != null && !encoded.isEmpty()) {
            String[] pairs = encoded.split("&");
            if (pairs.length > MAX) {
                throw new RefusedRequestException(
                        400, "there are " + pairs.length + " arguments; at most " + MAX + " are taken");
            }
            for (String pair : pairs) {
                String[] parts = pair.split("=", 2);
                String name = decoded(parts[0]);
                String value = parts.length == 2 ? decoded(parts[1]) : "";
                if (!value.isBlank() && values.put(name, value) != null) {
                    throw new RefusedRequestException(400, name + " is given twice");
                }
            }
        }
        return new Arguments(values);
    }

    static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException wrongEscape) {
            throw new RefusedRequestException(400, "the arguments are not URL-encoded: " + wrongEscape.getMessage());
        }
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** What stands between commas. */
    List<String> list(String name) {
        return text(name).stream()
                .flatMap(text -> Arrays.stream(text.split(",")))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }
}
