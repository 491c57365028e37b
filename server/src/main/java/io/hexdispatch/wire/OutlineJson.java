package io.hexdispatch.wire;

import io.hexdispatch.grid.coordinate.CoordinateSystem;
import io.hexdispatch.grid.coordinate.LonLat;
import io.hexdispatch.rollcall.Outline;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.valid.IsValidOp;
import org.locationtech.jts.operation.valid.TopologyValidationError;

/** Drawn polygons as GeoJSON geometries (RFC 7946): Polygon and MultiPolygon, longitude before latitude. */
final class OutlineJson {
    private static final int POSITIONS_MAX = 2_000;
    private static final GeometryFactory GEOMETRY = new GeometryFactory();

    private OutlineJson() {}

    /** What is wrong with a geometry, for the caller who drew it. */
    private static final class NoPolygonException extends Exception {
        private static final long serialVersionUID = 1L;

        private NoPolygonException(String message) {
            super(message, null, false, false);
        }
    }

    /** Reads {@code field}; empty where it is no valid polygon, with the fault noted. @param crs that of its positions */
    static Optional<Outline> read(Fields fields, String field, CoordinateSystem crs) {
        Optional<Fields> given = fields.object(field, "a GeoJSON geometry of type Polygon or MultiPolygon");
        if (given.isEmpty()) {
            return Optional.empty();
        }
        try {
            Outline outline = read(given.get().json(), crs);
            check(outline);
            return Optional.of(outline);
        } catch (NoPolygonException e) {
            fields.fault(field, e.getMessage());
            return Optional.empty();
        }
    }

    /** Reads what {@link #of} wrote. */
    static Outline stored(JsonObject json) {
        try {
            return read(json, CoordinateSystem.WGS84);
        } catch (NoPolygonException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    static JsonObject of(Outline outline) {
        JsonArray parts = new JsonArray();
        for (List<List<LonLat>> part : outline.parts()) {
            JsonArray rings = new JsonArray();
            for (List<LonLat> ring : part) {
                JsonArray positions = new JsonArray();
                ring.forEach(
                        at -> positions.add(new JsonArray().add(at.longitude()).add(at.latitude())));
                rings.add(positions);
            }
            parts.add(rings);
        }
        boolean isOne = parts.size() == 1;
        return new JsonObject()
                .put("type", isOne ? "Polygon" : "MultiPolygon")
                .put("coordinates", isOne ? parts.getJsonArray(0) : parts);
    }

    private static Outline read(JsonObject json, CoordinateSystem crs) throws NoPolygonException {
        List<?> coordinates = list(json.getValue("coordinates"), "coordinates");
        Object type = json.getValue("type");
        List<?> parts;
        if ("Polygon".equals(type)) {
            parts = List.of(coordinates);
        } else if ("MultiPolygon".equals(type)) {
            parts = coordinates;
        } else {
            throw new NoPolygonException("is of type " + type + "; a Polygon or MultiPolygon is right");
        }
        int[] positions = {0};
        List<List<List<LonLat>>> read = new ArrayList<>();
        for (Object part : parts) {
            List<List<LonLat>> rings = new ArrayList<>();
            for (Object ring : list(part, "a polygon")) {
                rings.add(ring(list(ring, "a ring"), crs, positions));
            }
            if (rings.isEmpty()) {
                throw new NoPolygonException("has a polygon without a ring");
            }
            read.add(rings);
        }
        if (read.isEmpty()) {
            throw new NoPolygonException("has no polygon");
        }
        return new Outline(read);
    }

    private static List<LonLat> ring(List<?> positions, CoordinateSystem crs, int[] count) throws NoPolygonException {
        count[0] += positions.size();
        if (count[0] > POSITIONS_MAX) {
            throw new NoPolygonException("has more than " + POSITIONS_MAX + " positions; draw it more simply");
        }
        List<LonLat> ring = new ArrayList<>(positions.size());
        for (Object position : positions) {
            List<?> numbers = list(position, "a position");
            if (numbers.size() < 2
                    || !(numbers.get(0) instanceof Number longitude)
                    || !(numbers.get(1) instanceof Number latitude)
                    || !Double.isFinite(longitude.doubleValue())
                    || !Double.isFinite(latitude.doubleValue())) {
                throw new NoPolygonException("has a position that is not [longitude, latitude]");
            }
            Optional<Fields.Fault> fault = PlaceJson.fault(longitude.doubleValue(), latitude.doubleValue());
            if (fault.isPresent()) {
                throw new NoPolygonException(
                        "has a position where " + fault.get().detail());
            }
            ring.add(crs.toWgs84(new LonLat(longitude.doubleValue(), latitude.doubleValue())));
        }
        if (ring.size() < 4 || !ring.get(0).equals(ring.get(ring.size() - 1))) {
            throw new NoPolygonException("has a ring that is not closed: 4 positions or more, the last as the first");
        }
        return ring;
    }

    private static List<?> list(Object value, String what) throws NoPolygonException {
        if (value instanceof JsonArray array) {
            return array.getList();
        }
        if (value instanceof List<?> list) {
            return list;
        }
        throw new NoPolygonException("is not in order: " + what + " is not a list");
    }

    private static void check(Outline outline) throws NoPolygonException {
        Polygon[] polygons = outline.parts().stream()
                .map(part -> GEOMETRY.createPolygon(
                        ring(part.get(0)),
                        part.stream().skip(1).map(OutlineJson::ring).toArray(LinearRing[]::new)))
                .toArray(Polygon[]::new);
        TopologyValidationError error = new IsValidOp(GEOMETRY.createMultiPolygon(polygons)).getValidationError();
        if (error != null) {
            Coordinate at = error.getCoordinate();
            throw new NoPolygonException(
                    "is not a valid polygon: " + error.getMessage() + " at " + at.x + ", " + at.y + " (WGS 84)");
        }
    }

    private static LinearRing ring(List<LonLat> ring) {
        return GEOMETRY.createLinearRing(ring.stream()
                .map(at -> new Coordinate(at.longitude(), at.latitude()))
                .toArray(Coordinate[]::new));
    }
}
