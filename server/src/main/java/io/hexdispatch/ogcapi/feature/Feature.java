package io.hexdispatch.ogcapi.feature;

import java.util.Map;
import java.util.Optional;
import org.locationtech.jts.geom.Geometry;

/**
 * Something on the map.
 *
 * @param id unique within its layer
 * @param geometry x longitude and y latitude in WGS 84 degrees; never to be modified; empty where it has no place
 * @param properties of the types that the layer's {@link Property properties} say; a property without a value is left out
 */
public record Feature(String id, Optional<Geometry> geometry, Map<String, Object> properties) {
    public Feature {
        properties = Map.copyOf(properties);
    }

    public Optional<Object> property(String name) {
        return Optional.ofNullable(properties.get(name));
    }
}
