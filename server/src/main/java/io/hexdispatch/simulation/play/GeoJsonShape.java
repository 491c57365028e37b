package io.hexdispatch.simulation.play;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.stream.IntStream;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/** The polygon of a feature, RFC 7946. */
final class GeoJsonShape {
    private static final GeometryFactory GEOMETRY = new GeometryFactory();

    private GeoJsonShape() {}

    /** @throws IllegalArgumentException if it is neither a polygon nor several */
    static Geometry of(JsonObject geometry) {
        JsonArray coordinates = geometry.getJsonArray("coordinates");
        return switch (geometry.getString("type")) {
            case "Polygon" -> polygon(coordinates);
            case "MultiPolygon" ->
                GEOMETRY.createMultiPolygon(IntStream.range(0, coordinates.size())
                        .mapToObj(i -> polygon(coordinates.getJsonArray(i)))
                        .toArray(Polygon[]::new));
            default -> throw new IllegalArgumentException("a grid is a " + geometry.getString("type"));
        };
    }

    private static Polygon polygon(JsonArray rings) {
        LinearRing[] holes = IntStream.range(1, rings.size())
                .mapToObj(i -> ring(rings.getJsonArray(i)))
                .toArray(LinearRing[]::new);
        return GEOMETRY.createPolygon(ring(rings.getJsonArray(0)), holes);
    }

    private static LinearRing ring(JsonArray positions) {
        return GEOMETRY.createLinearRing(IntStream.range(0, positions.size())
                .mapToObj(positions::getJsonArray)
                .map(position -> new Coordinate(position.getDouble(0), position.getDouble(1)))
                .toArray(Coordinate[]::new));
    }
}
