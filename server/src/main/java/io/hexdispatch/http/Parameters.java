package io.hexdispatch.http;

import io.hexdispatch.flow.RefusedException;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** Reads query parameters; what is wrong with one is a {@link RefusedException} that names it. */
final class Parameters {
    private Parameters() {}

    static Optional<String> text(RoutingContext context, String name) {
        List<String> values = context.queryParam(name);
        if (values.size() > 1) {
            throw invalid(name, "is given " + values.size() + " times; once is right");
        }
        if (values.stream().anyMatch(value -> value.indexOf('\0') >= 0)) {
            throw invalid(name, "holds the character NUL, which no text has");
        }
        return values.stream().filter(value -> !value.isEmpty()).findFirst();
    }

    /** A name in the path, for the database; one that no text can be is the name of nothing. */
    static String path(RoutingContext context, String name) {
        String text = context.pathParam(name);
        if (text.indexOf('\0') >= 0) {
            throw new RefusedException(
                    RefusedException.Kind.NOT_FOUND, "the " + name + " in the path holds the character NUL");
        }
        return text;
    }

    static Optional<Integer> wholeNumber(RoutingContext context, String name, int min, int max) {
        return text(context, name).map(text -> {
            try {
                int value = Integer.parseInt(text);
                if (value >= min && value <= max) {
                    return value;
                }
            } catch (NumberFormatException notANumber) {
                // answered below, like a number out of range
            }
            throw invalid(name, "\"" + text + "\" is not a whole number from " + min + " to " + max);
        });
    }

    /** A time with its offset from UTC, of a year from 1970 to 9999. */
    static Optional<Instant> time(RoutingContext context, String name) {
        return text(context, name).map(text -> {
            try {
                // A + that stands in an address as it is means a space.
                OffsetDateTime time = OffsetDateTime.parse(text.replace(' ', '+'));
                if (time.getYear() >= 1970 && time.getYear() <= 9_999) {
                    return time.toInstant();
                }
            } catch (DateTimeException notATime) {
                // told below, like a year out of range
            }
            throw invalid(name, "\"" + text + "\" is not a time such as 2026-03-01T08:00:00%2B08:00");
        });
    }

    static double number(RoutingContext context, String name) {
        String text = text(context, name).orElseThrow(() -> invalid(name, "is missing; a number of degrees is right"));
        try {
            double value = Double.parseDouble(text);
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            // answered below, like NaN
        }
        throw invalid(name, "\"" + text + "\" is not a number of degrees");
    }

    /** Refuses a parameter that nobody asks for: a misspelt filter must not pass in silence. */
    static void only(RoutingContext context, String... known) {
        for (String name : context.queryParams().names()) {
            if (!List.of(known).contains(name)) {
                throw invalid(name, "is no parameter here; the parameters are " + String.join(", ", known));
            }
        }
    }

    /** The address of the next page: the same, from elsewhere on. */
    static String nextPage(RoutingContext context, String from, String value) {
        StringBuilder query = new StringBuilder();
        for (var parameter : context.queryParams()) {
            if (!parameter.getKey().equals(from)) {
                query.append(parameter.getKey())
                        .append('=')
                        .append(encoded(parameter.getValue()))
                        .append('&');
            }
        }
        return context.request().path() + "?" + query + from + "=" + encoded(value);
    }

    static RefusedException invalid(String parameter, String detail) {
        return new RefusedException(RefusedException.Kind.INVALID, parameter + ": " + detail);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
