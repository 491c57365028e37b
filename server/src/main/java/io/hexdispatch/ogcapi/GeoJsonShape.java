package io.hexdispatch.ogcapi;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.function.IntFunction;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;

/** Reads a GeoJSON geometry (RFC 7946) that this program wrote itself. */
final class GeoJsonShape {
    private static final GeometryFactory GEOMETRY = new GeometryFactory();

    private GeoJsonShape() {}

    /** @throws IllegalArgumentException if it is a collection of mixed kinds, or not a geometry */
    static Geometry of(JsonObject json) {
        JsonArray coordinates = json.getJsonArray("coordinates");
        return switch (json.getString("type")) {
            case "Point" -> point(coordinates);
            case "LineString" -> line(coordinates);
            case "Polygon" -> polygon(coordinates);
            case "MultiPoint" ->
                GEOMETRY.createMultiPoint(
                        all(coordinates, Point[]::new, part -> point(coordinates.getJsonArray(part))));
            case "MultiLineString" ->
                GEOMETRY.createMultiLineString(
                        all(coordinates, LineString[]::new, part -> line(coordinates.getJsonArray(part))));
            case "MultiPolygon" ->
                GEOMETRY.createMultiPolygon(
                        all(coordinates, Polygon[]::new, part -> polygon(coordinates.getJsonArray(part))));
            default -> throw new IllegalArgumentException("no geometry that findings have: " + json.getString("type"));
        };
    }

    private static <T> T[] all(JsonArray parts, IntFunction<T[]> array, IntFunction<T> part) {
        T[] all = array.apply(parts.size());
        for (int i = 0; i < all.length; i++) {
            all[i] = part.apply(i);
        }
        return all;
    }

    private static Coordinate position(JsonArray position) {
        return new Coordinate(position.getDouble(0), position.getDouble(1));
    }

    private static Coordinate[] positions(JsonArray positions) {
        return all(positions, Coordinate[]::new, i -> position(positions.getJsonArray(i)));
    }

    private static Point point(JsonArray position) {
        return position.isEmpty() ? GEOMETRY.createPoint() : GEOMETRY.createPoint(position(position));
    }

    private static LineString line(JsonArray positions) {
        return GEOMETRY.createLineString(positions(positions));
    }

    private static Polygon polygon(JsonArray rings) {
        if (rings.isEmpty()) {
            return GEOMETRY.createPolygon();
        }
        LinearRing[] all =
                all(rings, LinearRing[]::new, i -> GEOMETRY.createLinearRing(positions(rings.getJsonArray(i))));
        LinearRing[] holes = new LinearRing[all.length - 1];
        System.arraycopy(all, 1, holes, 0, holes.length);
        return GEOMETRY.createPolygon(all[0], holes);
    }
}
