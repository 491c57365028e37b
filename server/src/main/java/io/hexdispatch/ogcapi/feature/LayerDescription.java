package io.hexdispatch.ogcapi.feature;

import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Envelope;

/**
 * What a layer is, without its features.
 *
 * @param id stands in its address: lower-case letters, digits and hyphens
 * @param title one line for people
 * @param geometry what its features are drawn as
 * @param extent where they lie, WGS 84 degrees; empty where that is not known
 * @param timeProperty the property of type {@link PropertyType#TIME} that {@code datetime} is compared with
 * @param version changes whenever a feature does, so that answers can be kept; empty where features change at any time
 */
public record LayerDescription(
        String id,
        String title,
        String description,
        GeometryKind geometry,
        Optional<Envelope> extent,
        List<Property> properties,
        Optional<String> timeProperty,
        Optional<String> version) {
    public LayerDescription {
        properties = List.copyOf(properties);
    }

    /** What features are drawn as, by the name that the queryables' schema has for it. */
    public enum GeometryKind {
        POINT("geometry-point-or-multipoint"),
        POLYGON("geometry-polygon-or-multipolygon"),
        ANY("geometry-any");

        private final String format;

        GeometryKind(String format) {
            this.format = format;
        }

        public String format() {
            return format;
        }
    }
}
