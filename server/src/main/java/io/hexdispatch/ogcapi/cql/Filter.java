package io.hexdispatch.ogcapi.cql;

import io.hexdispatch.ogcapi.crs.ReferenceSystem;
import io.hexdispatch.ogcapi.feature.Feature;
import io.hexdispatch.ogcapi.feature.Property;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.locationtech.jts.geom.Envelope;

/** A CQL2 filter that was read and fits its layer. Immutable. */
public final class Filter implements Predicate<Feature> {
    private final Condition condition;

    private Filter(Condition condition) {
        this.condition = condition;
    }

    /**
     * Reads a filter in the text form of CQL2: comparisons, AND, OR, NOT, LIKE, BETWEEN, IN, IS NULL, CASEI, the spatial functions
     * with WKT and BBOX, and the temporal functions with TIMESTAMP, DATE and INTERVAL. Arithmetic, arrays and accents are not read.
     *
     * @param properties those that the filter may name; the feature's geometry is {@value FilterParser#GEOMETRY}
     * @param system that of the coordinates in the filter
     * @throws InvalidFilterException if it is no such filter, names another property or compares what cannot be compared
     */
    public static Filter parse(String text, List<Property> properties, ReferenceSystem system)
            throws InvalidFilterException {
        return new Filter(new FilterParser(text, properties, system).parse());
    }

    @Override
    public boolean test(Feature feature) {
        return condition.of(feature) == Truth.TRUE;
    }

    /** A box that every feature meets for which the filter holds, WGS 84 degrees; empty where it could lie anywhere. */
    public Optional<Envelope> bounds() {
        return condition.bounds();
    }
}
