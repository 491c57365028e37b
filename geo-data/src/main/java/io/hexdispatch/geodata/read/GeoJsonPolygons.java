package io.hexdispatch.geodata.read;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateXY;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/** Reads one GeoJSON geometry after another, Polygons and MultiPolygons; an altitude, a third number, is passed over. */
final class GeoJsonPolygons {
    private static final int POLYGON_DEPTH = 3;
    private static final int MULTI_POLYGON_DEPTH = 4;
    private static final int RING_POSITIONS_MIN = 4;

    private final JsonCursor cursor;
    private final GeometryFactory geometries;
    private final boolean inDegrees;
    private final int positionsMax;
    private int positions;

    /**
     * @param inDegrees whether the positions are longitude and latitude, and have to be on the earth
     * @param positionsMax how many positions a geometry may have
     */
    GeoJsonPolygons(JsonCursor cursor, GeometryFactory geometries, boolean inDegrees, int positionsMax) {
        this.cursor = cursor;
        this.geometries = geometries;
        this.inDegrees = inDegrees;
        this.positionsMax = positionsMax;
    }

    /** Reads the geometry object on which the cursor stands, to its end. */
    Geometry geometry() throws IOException, InvalidBoundaryFileException {
        cursor.expect(JsonToken.START_OBJECT, "\"geometry\"");
        positions = 0;
        String type = null;
        Geometry geometry = null;
        while (cursor.nextMember()) {
            switch (cursor.memberName()) {
                case "type" -> type = type();
                case "coordinates" -> geometry = coordinates();
                default -> cursor.skipValue();
            }
        }
        if (type == null) {
            throw cursor.problem("the geometry has no \"type\"; Polygon or MultiPolygon is wanted");
        }
        if (geometry == null) {
            throw cursor.problem("the geometry has no \"coordinates\"");
        }
        if (!geometry.getGeometryType().equals(type)) {
            throw cursor.problem("the geometry's type is " + type + ", but its coordinates are nested as those of a "
                    + geometry.getGeometryType());
        }
        return geometry;
    }

    private String type() throws IOException, InvalidBoundaryFileException {
        String type = cursor.text("the geometry's \"type\"");
        if (!type.equals(Geometry.TYPENAME_POLYGON) && !type.equals(Geometry.TYPENAME_MULTIPOLYGON)) {
            throw cursor.problem("the geometry is a " + type + "; Polygon or MultiPolygon is wanted");
        }
        return type;
    }

    /**
     * Reads coordinates by their nesting, not by the type, because the type may stand after them.
     *
     * <p>The methods below are each entered with the cursor on the first number of what they read, all arrays around it
     * being open, and left with it on the end of the array that they read.
     */
    private Geometry coordinates() throws IOException, InvalidBoundaryFileException {
        cursor.expect(JsonToken.START_ARRAY, "\"coordinates\"");
        int depth = 0;
        while (cursor.token() == JsonToken.START_ARRAY) {
            depth++;
            cursor.next();
        }
        return switch (depth) {
            case POLYGON_DEPTH -> polygon();
            case MULTI_POLYGON_DEPTH -> multiPolygon();
            default ->
                throw cursor.problem("the coordinates are nested " + depth + " deep; " + POLYGON_DEPTH
                        + " is wanted for a Polygon (rings, positions, numbers), " + MULTI_POLYGON_DEPTH
                        + " for a MultiPolygon");
        };
    }

    private Geometry multiPolygon() throws IOException, InvalidBoundaryFileException {
        List<Polygon> polygons = new ArrayList<>();
        do {
            polygons.add(polygon());
        } while (another("polygon") && opened("polygon") && opened("ring"));
        return geometries.createMultiPolygon(polygons.toArray(Polygon[]::new));
    }

    private Polygon polygon() throws IOException, InvalidBoundaryFileException {
        List<LinearRing> rings = new ArrayList<>();
        do {
            rings.add(ring(rings.size() + 1));
        } while (another("ring") && opened("ring"));
        return geometries.createPolygon(
                rings.get(0), rings.subList(1, rings.size()).toArray(LinearRing[]::new));
    }

    private LinearRing ring(int number) throws IOException, InvalidBoundaryFileException {
        List<Coordinate> line = new ArrayList<>();
        do {
            line.add(position());
        } while (another("position"));
        Coordinate first = line.get(0);
        Coordinate last = line.get(line.size() - 1);
        if (!first.equals2D(last)) {
            throw cursor.problem("ring " + number + " is not closed: it begins at " + shown(first) + " and ends at "
                    + shown(last) + "; its last position has to repeat its first");
        }
        if (line.size() < RING_POSITIONS_MIN) {
            throw cursor.problem("ring " + number + " has " + line.size() + " positions; at least " + RING_POSITIONS_MIN
                    + " are wanted, the last one repeating the first");
        }
        return geometries.createLinearRing(line.toArray(Coordinate[]::new));
    }

    private Coordinate position() throws IOException, InvalidBoundaryFileException {
        if (++positions > positionsMax) {
            throw cursor.problem(
                    "the geometry has more than " + positionsMax + " positions, which is the most that is read");
        }
        double longitude = cursor.number("a longitude");
        cursor.next();
        double latitude = cursor.number("a latitude");
        if (inDegrees) {
            checkRange(longitude, latitude);
        }
        if (cursor.next() != JsonToken.END_ARRAY) {
            cursor.number("an altitude");
            cursor.next();
        }
        cursor.expect(
                JsonToken.END_ARRAY,
                "what follows the numbers of a position (longitude, latitude, at most an altitude)");
        return new CoordinateXY(longitude, latitude);
    }

    private void checkRange(double longitude, double latitude) throws InvalidBoundaryFileException {
        boolean swapFitsWorld = Math.abs(latitude) <= 180 && Math.abs(longitude) <= 90;
        boolean swapAloneFitsChina = longitude >= 18 && longitude <= 54 && latitude >= 73 && latitude <= 90;
        if (swapAloneFitsChina || (Math.abs(latitude) > 90 && swapFitsWorld)) {
            throw cursor.problem(
                    "[" + longitude + ", " + latitude + "] has its coordinates swapped, it seems: GeoJSON has"
                            + " longitude before latitude, [" + latitude + ", " + longitude + "]");
        }
        if (!(Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90)) {
            throw cursor.problem(
                    "[" + longitude + ", " + latitude + "] is not on the earth; longitude (-180 to 180) and"
                            + " latitude (-90 to 90) in WGS 84 degrees are wanted, not metres of a projection");
        }
    }

    /** Steps on behind an element of an array: true on the start of another one, which it enters; false on the array's end. */
    private boolean another(String what) throws IOException, InvalidBoundaryFileException {
        if (cursor.next() == JsonToken.END_ARRAY) {
            return false;
        }
        cursor.expect(JsonToken.START_ARRAY, "a " + what);
        cursor.next();
        return true;
    }

    private boolean opened(String what) throws IOException, InvalidBoundaryFileException {
        cursor.expect(JsonToken.START_ARRAY, "what is in a " + what);
        cursor.next();
        return true;
    }

    private static String shown(Coordinate position) {
        return "[" + position.x + ", " + position.y + "]";
    }
}
