package io.hexdispatch.ogcapi;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The form in which an answer is given. */
enum Representation {
    JSON(Set.of(
            "*/*",
            "application/*",
            "application/json",
            "application/geo+json",
            "application/schema+json",
            "application/vnd.oai.openapi+json")),
    HTML(Set.of("text/*", "text/html", "application/xhtml+xml"));

    private final Set<String> mediaTypes;

    Representation(Set<String> mediaTypes) {
        this.mediaTypes = mediaTypes;
    }

    /** The value of the parameter {@code f} that asks for it. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    Representation other() {
        return this == JSON ? HTML : JSON;
    }

    /** What a client wants: by the parameter {@code f}, or else by the header Accept; empty where it takes neither of the two. */
    static Optional<Representation> wanted(Optional<String> f, String accept) {
        if (f.isPresent()) {
            for (Representation representation : values()) {
                if (representation.text().equals(f.get())) {
                    return Optional.of(representation);
                }
            }
            throw QueryParameters.invalid("f", "\"" + f.get() + "\" is neither json nor html");
        }
        if (accept == null || accept.isBlank()) {
            return Optional.of(JSON);
        }
        for (Range range : ranges(accept)) {
            for (Representation representation : values()) {
                if (representation.mediaTypes.contains(range.mediaType())) {
                    return Optional.of(representation);
                }
            }
        }
        return Optional.empty();
    }

    private record Range(String mediaType, double quality) {}

    /** What the header takes, the dearest first. */
    private static List<Range> ranges(String accept) {
        List<Range> ranges = new ArrayList<>();
        for (String part : accept.split(",")) {
            String[] pieces = part.split(";");
            double quality = 1;
            for (int i = 1; i < pieces.length; i++) {
                String parameter = pieces[i].strip();
                if (parameter.startsWith("q=")) {
                    try {
                        quality = Double.parseDouble(parameter.substring(2));
                    } catch (NumberFormatException notANumber) {
                        quality = 0;
                    }
                }
            }
            if (quality > 0) {
                ranges.add(new Range(pieces[0].strip().toLowerCase(Locale.ROOT), quality));
            }
        }
        ranges.sort(Comparator.comparingDouble(Range::quality).reversed());
        return ranges;
    }
}
