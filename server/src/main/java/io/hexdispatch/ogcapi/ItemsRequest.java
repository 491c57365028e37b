package io.hexdispatch.ogcapi;

import io.hexdispatch.ogcapi.cql.Filter;
import io.hexdispatch.ogcapi.cql.InvalidFilterException;
import io.hexdispatch.ogcapi.crs.Box;
import io.hexdispatch.ogcapi.crs.ReferenceSystem;
import io.hexdispatch.ogcapi.feature.Feature;
import io.hexdispatch.ogcapi.feature.FeatureQuery;
import io.hexdispatch.ogcapi.feature.LayerDescription;
import io.hexdispatch.ogcapi.feature.Property;
import io.hexdispatch.ogcapi.feature.PropertyType;
import io.hexdispatch.ogcapi.feature.TimeSpan;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.locationtech.jts.geom.Envelope;

/**
 * What a request for items asks for.
 *
 * @param system that of the coordinates in the answer
 */
record ItemsRequest(FeatureQuery query, ReferenceSystem system) {
    static final int LIMIT_DEFAULT = 100;
    static final int LIMIT_MAX = 10_000;

    /** The parameters that every layer takes; its properties come beside them. */
    static final List<String> PARAMETERS = List.of(
            "f", "bbox", "bbox-crs", "datetime", "limit", "crs", "filter", "filter-lang", "filter-crs", "after");

    /** How the text form of CQL2 is called; the second is its name in the drafts, which GDAL 3.6 speaks. */
    static final List<String> FILTER_LANGUAGES = List.of("cql2-text", "cql-text");

    /** @throws io.hexdispatch.flow.RefusedException if a parameter is wrong or not known */
    static ItemsRequest of(QueryParameters parameters, LayerDescription layer) {
        List<String> known = new ArrayList<>(PARAMETERS);
        // A property with the name of a parameter is left to filters.
        layer.properties().stream().map(Property::name).forEach(known::add);
        parameters.allow(known);
        List<Envelope> boxes = parameters
                .text("bbox")
                .map(text -> box(text, system(parameters, "bbox-crs")))
                .orElse(List.of());
        Optional<Filter> filter = filter(parameters, layer);
        Optional<Predicate<Feature>> condition = properties(parameters, layer)
                .map(equal -> filter.<Predicate<Feature>>map(equal::and).orElse(equal))
                .or(() -> filter.map(found -> found));
        return new ItemsRequest(
                new FeatureQuery(
                        within(boxes, filter.flatMap(Filter::bounds)),
                        parameters.text("datetime").map(ItemsRequest::time),
                        condition,
                        parameters.text("after"),
                        limit(parameters)),
                system(parameters, "crs"));
    }

    static ReferenceSystem system(QueryParameters parameters, String name) {
        return parameters
                .text(name)
                .map(uri -> ReferenceSystem.ofUri(uri)
                        .orElseThrow(() -> QueryParameters.invalid(
                                name, "\"" + uri + "\" is not known here; right is one of " + ReferenceSystem.uris())))
                .orElse(ReferenceSystem.CRS84);
    }

    private static List<Envelope> box(String text, ReferenceSystem system) {
        try {
            return Box.of(
                            Arrays.stream(text.split(",", -1))
                                    .mapToDouble(number -> ordinate(number.strip()))
                                    .toArray(),
                            system)
                    .parts();
        } catch (IllegalArgumentException e) {
            throw QueryParameters.invalid("bbox", e.getMessage());
        }
    }

    private static double ordinate(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("has \"" + text + "\" in it, which is no number");
        }
    }

    /** What lies in the boxes and in the bounds of the filter: what the filter cannot hold for need not be looked at. */
    private static List<Envelope> within(List<Envelope> boxes, Optional<Envelope> bounds) {
        if (bounds.isEmpty()) {
            return boxes;
        }
        return boxes.isEmpty()
                ? List.of(bounds.get())
                : boxes.stream()
                        .map(box -> box.intersects(bounds.get()) ? box : new Envelope())
                        .toList();
    }

    private static Optional<Filter> filter(QueryParameters parameters, LayerDescription layer) {
        parameters.text("filter-lang").ifPresent(language -> {
            if (!FILTER_LANGUAGES.contains(language)) {
                throw QueryParameters.invalid(
                        "filter-lang", "\"" + language + "\" is not read here; right is cql2-text");
            }
        });
        ReferenceSystem system = system(parameters, "filter-crs");
        return parameters.text("filter").map(text -> {
            try {
                return Filter.parse(text, layer.properties(), system);
            } catch (InvalidFilterException e) {
                throw QueryParameters.invalid("filter", e.getMessage());
            }
        });
    }

    private static Optional<Predicate<Feature>> properties(QueryParameters parameters, LayerDescription layer) {
        return layer.properties().stream()
                .filter(property -> !PARAMETERS.contains(property.name()))
                .flatMap(property -> parameters.text(property.name()).map(text -> equal(property, text)).stream())
                .reduce(Predicate::and);
    }

    private static Predicate<Feature> equal(Property property, String text) {
        Object wanted =
                switch (property.type()) {
                    case TEXT -> text;
                    case BOOLEAN -> truth(property, text);
                    case TIME -> instant(property.name(), text);
                    case NUMBER -> number(property, text);
                };
        if (!property.values().isEmpty() && !property.values().contains(text)) {
            throw QueryParameters.invalid(
                    property.name(), "\"" + text + "\" is none of " + String.join(", ", property.values()));
        }
        return feature -> feature.property(property.name())
                .filter(value -> property.type() == PropertyType.NUMBER
                        ? ((Number) value).doubleValue() == (Double) wanted
                        : value.equals(wanted))
                .isPresent();
    }

    private static boolean truth(Property property, String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw QueryParameters.invalid(property.name(), "\"" + text + "\" is neither true nor false");
        }
        return text.equals("true");
    }

    private static double number(Property property, String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException notANumber) {
            throw QueryParameters.invalid(property.name(), "\"" + text + "\" is not a number");
        }
    }

    private static int limit(QueryParameters parameters) {
        return parameters
                .text("limit")
                .map(text -> {
                    if (!text.matches("[0-9]{1,18}") || Long.parseLong(text) < 1) {
                        throw QueryParameters.invalid("limit", "\"" + text + "\" is not a whole number of 1 or more");
                    }
                    // More than the maximum is no error by the standard: the client gets pages of the maximum.
                    return (int) Math.min(LIMIT_MAX, Long.parseLong(text));
                })
                .orElse(LIMIT_DEFAULT);
    }

    /** An instant, or two with a slash between; an end that is open is written as two points or left out. */
    static TimeSpan time(String text) {
        String[] ends = text.split("/", -1);
        if (ends.length > 2 || (ends.length == 2 && isOpen(ends[0]) && isOpen(ends[1]))) {
            throw QueryParameters.invalid(
                    "datetime", "\"" + text + "\" is neither a time nor two of which one at most is open (..)");
        }
        if (ends.length == 1) {
            return TimeSpan.at(instant("datetime", text));
        }
        Instant from = isOpen(ends[0]) ? Instant.MIN : instant("datetime", ends[0]);
        Instant to = isOpen(ends[1]) ? Instant.MAX : instant("datetime", ends[1]);
        try {
            return new TimeSpan(from, to);
        } catch (IllegalArgumentException e) {
            throw QueryParameters.invalid("datetime", e.getMessage());
        }
    }

    private static boolean isOpen(String end) {
        return end.isEmpty() || end.equals("..");
    }

    private static Instant instant(String parameter, String text) {
        try {
            // RFC 3339 has years of four digits; what lies beyond them no database need take.
            if (text.matches("[0-9]{4}-.*")) {
                return OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
            }
        } catch (DateTimeException notATime) {
            // answered below
        }
        throw QueryParameters.invalid(
                parameter, "\"" + text + "\" is not a time with its offset such as 2026-03-01T08:00:00Z");
    }
}
