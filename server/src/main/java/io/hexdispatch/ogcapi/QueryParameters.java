package io.hexdispatch.ogcapi;

import io.hexdispatch.flow.RefusedException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The query of an address, each parameter once; what is wrong with one is a {@link RefusedException} that names it. */
record QueryParameters(Map<String, String> values) {
    /** @param query as it stands in the address, or null where there is none */
    static QueryParameters parse(String query) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            if (values.put(name, value) != null) {
                throw invalid(name, "is given twice; once is right");
            }
        }
        return new QueryParameters(values);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(
                    RefusedException.Kind.INVALID,
                    "the query of the address is not percent-encoded: " + e.getMessage());
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The value; empty where the parameter is absent or has none. */
    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
    }

    /** Refuses whatever is not known, as the standard demands: a misspelt filter must not pass for none. */
    void allow(Collection<String> names) {
        for (String name : values.keySet()) {
            if (!names.contains(name)) {
                throw invalid(
                        name, "is no parameter here; the parameters are " + String.join(", ", new TreeSet<>(names)));
            }
        }
    }

    /** The query with a parameter set, or taken out where the value is empty; with the question mark, where any is left. */
    String with(String name, Optional<String> value) {
        Map<String, String> changed = new LinkedHashMap<>(values);
        changed.remove(name);
        value.ifPresent(text -> changed.put(name, text));
        StringBuilder query = new StringBuilder();
        changed.forEach((key, text) -> query.append(query.isEmpty() ? '?' : '&')
                .append(encoded(key))
                .append('=')
                .append(encoded(text)));
        return query.toString();
    }

    static RefusedException invalid(String parameter, String detail) {
        return new RefusedException(RefusedException.Kind.INVALID, parameter + ": " + detail);
    }
}
