package io.hexdispatch.geodata.write;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryCollection;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.MultiLineString;
import org.locationtech.jts.geom.MultiPoint;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;

/**
 * Writes a geometry as a GeoJSON geometry object (RFC 7946): positions are longitude, latitude, rounded to 1e-7 degrees, about
 * a centimetre; exterior rings run counterclockwise, holes clockwise. Stateless.
 */
public final class GeoJsonGeometry {
    private static final double STEPS_PER_DEGREE = 1e7;

    private GeoJsonGeometry() {}

    /**
     * Writes one object where a value may stand.
     *
     * @param geometry in degrees, its coordinates finite; not a collection of mixed kinds
     * @throws IllegalArgumentException if it is such a collection
     */
    public static void write(JsonGenerator json, Geometry geometry) throws IOException {
        json.writeStartObject();
        // JTS has a kind of its own for a closed line.
        json.writeStringField("type", geometry instanceof LinearRing ? "LineString" : geometry.getGeometryType());
        json.writeFieldName("coordinates");
        if (geometry instanceof MultiPolygon || geometry instanceof MultiLineString || geometry instanceof MultiPoint) {
            json.writeStartArray();
            for (int part = 0; part < geometry.getNumGeometries(); part++) {
                writeCoordinates(json, geometry.getGeometryN(part));
            }
            json.writeEndArray();
        } else if (geometry instanceof GeometryCollection) {
            throw new IllegalArgumentException("a " + geometry.getGeometryType() + " has no coordinates of one kind");
        } else {
            writeCoordinates(json, geometry);
        }
        json.writeEndObject();
    }

    private static void writeCoordinates(JsonGenerator json, Geometry geometry) throws IOException {
        if (geometry instanceof Polygon polygon) {
            writePolygon(json, polygon);
        } else if (geometry instanceof LineString line) {
            writePositions(json, line.getCoordinateSequence());
        } else if (geometry.isEmpty()) {
            json.writeStartArray();
            json.writeEndArray();
        } else {
            writePosition(json, ((Point) geometry).getCoordinateSequence(), 0);
        }
    }

    private static void writePolygon(JsonGenerator json, Polygon polygon) throws IOException {
        json.writeStartArray();
        if (!polygon.isEmpty()) {
            writePositions(json, Winding.COUNTERCLOCKWISE.of(polygon.getExteriorRing()));
            for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
                writePositions(json, Winding.CLOCKWISE.of(polygon.getInteriorRingN(hole)));
            }
        }
        json.writeEndArray();
    }

    private static void writePositions(JsonGenerator json, CoordinateSequence positions) throws IOException {
        json.writeStartArray();
        for (int i = 0; i < positions.size(); i++) {
            writePosition(json, positions, i);
        }
        json.writeEndArray();
    }

    private static void writePosition(JsonGenerator json, CoordinateSequence positions, int i) throws IOException {
        json.writeStartArray();
        json.writeNumber(rounded(positions.getX(i)));
        json.writeNumber(rounded(positions.getY(i)));
        json.writeEndArray();
    }

    /** The multiple of 1e-7 nearest to a value: the division is rounded correctly, so such a multiple comes back as itself. */
    private static double rounded(double degrees) {
        return Math.rint(degrees * STEPS_PER_DEGREE) / STEPS_PER_DEGREE;
    }
}
