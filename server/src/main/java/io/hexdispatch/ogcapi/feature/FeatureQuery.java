package io.hexdispatch.ogcapi.feature;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.locationtech.jts.geom.Envelope;

/**
 * Which features of a layer are asked for, in the layer's own order.
 *
 * @param boxes the features must meet one of these, x longitude and y latitude in WGS 84 degrees; empty for everywhere
 * @param time the time of the features must meet this; a feature without a time always does
 * @param filter what else must hold; empty for nothing
 * @param after the {@link FeaturePage#next} of the page before; empty for the first page
 * @param limit how many at most, 1 or more
 */
public record FeatureQuery(
        List<Envelope> boxes,
        Optional<TimeSpan> time,
        Optional<Predicate<Feature>> filter,
        Optional<String> after,
        int limit) {
    public FeatureQuery {
        boxes = List.copyOf(boxes);
    }

    /** A query for whatever there is. */
    public static FeatureQuery all(int limit) {
        return new FeatureQuery(List.of(), Optional.empty(), Optional.empty(), Optional.empty(), limit);
    }
}
