package io.hexdispatch.loadtests.benchmark;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/** The polygons of a GeoJSON feature collection (RFC 7946), with nothing of what a loader of boundaries must check. */
final class GeoJsonPolygons {
    private static final GeometryFactory GEOMETRY = new GeometryFactory();

    private GeoJsonPolygons() {}

    /** @throws RuntimeException if the file is none */
    static List<Geometry> of(byte[] file) {
        List<Geometry> polygons = new ArrayList<>();
        for (Object feature : new JsonObject(Buffer.buffer(file)).getJsonArray("features")) {
            JsonObject geometry = ((JsonObject) feature).getJsonObject("geometry");
            JsonArray coordinates = geometry == null ? new JsonArray() : geometry.getJsonArray("coordinates");
            switch (geometry == null ? "" : geometry.getString("type")) {
                case "Polygon" -> polygons.add(polygon(coordinates));
                case "MultiPolygon" ->
                    polygons.add(GEOMETRY.createMultiPolygon(coordinates.stream()
                            .map(part -> polygon((JsonArray) part))
                            .toArray(Polygon[]::new)));
                default -> {
                    // Points and lines are no grids.
                }
            }
        }
        return polygons;
    }

    private static Polygon polygon(JsonArray rings) {
        LinearRing[] all = rings.stream().map(ring -> ring((JsonArray) ring)).toArray(LinearRing[]::new);
        LinearRing[] holes = new LinearRing[all.length - 1];
        System.arraycopy(all, 1, holes, 0, holes.length);
        return GEOMETRY.createPolygon(all[0], holes);
    }

    private static LinearRing ring(JsonArray positions) {
        return GEOMETRY.createLinearRing(positions.stream()
                .map(position -> (JsonArray) position)
                .map(position -> new Coordinate(position.getDouble(0), position.getDouble(1)))
                .toArray(Coordinate[]::new));
    }
}
