package io.hexdispatch.ogcapi;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.hexdispatch.ogcapi.crs.ReferenceSystem;
import io.hexdispatch.ogcapi.feature.Feature;
import io.hexdispatch.ogcapi.feature.Property;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryCollection;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;

/**
 * Writes features as GeoJSON in a reference system. Exterior rings run counterclockwise on the ground, as RFC 7946 has it. Degrees
 * are rounded to 1e-7, about a centimetre, and metres to a millimetre, so that neighbours keep sharing their edges.
 */
record FeatureJson(ReferenceSystem system, List<Property> properties) {
    static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            // A body that an error broke off must not be closed into one that looks whole.
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
            .build();

    private static final double STEPS_PER_DEGREE = 1e7;
    private static final double STEPS_PER_METRE = 1e3;

    /** One feature as a document of its own. */
    Buffer toBytes(Feature feature, JsonArray links) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            write(json, feature, links);
        }
        return Buffer.buffer(bytes.toByteArray());
    }

    /** @param links of the feature; empty for one in a collection */
    void write(JsonGenerator json, Feature feature, JsonArray links) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "Feature");
        json.writeStringField("id", feature.id());
        json.writeFieldName("geometry");
        if (feature.geometry().isPresent()) {
            writeGeometry(json, feature.geometry().get());
        } else {
            json.writeNull();
        }
        json.writeObjectFieldStart("properties");
        for (Property property : properties) {
            json.writeFieldName(property.name());
            writeValue(json, feature.properties().get(property.name()));
        }
        json.writeEndObject();
        if (!links.isEmpty()) {
            json.writeFieldName("links");
            writeLinks(json, links);
        }
        json.writeEndObject();
    }

    static void writeLinks(JsonGenerator json, JsonArray links) throws IOException {
        json.writeStartArray();
        for (Object link : links) {
            json.writeStartObject();
            for (var member : (JsonObject) link) {
                json.writeStringField(member.getKey(), member.getValue().toString());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeValue(JsonGenerator json, Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof Integer || value instanceof Long) {
            json.writeNumber(((Number) value).longValue());
        } else if (value instanceof Number number) {
            json.writeNumber(number.doubleValue());
        } else if (value instanceof Instant instant) {
            json.writeString(instant.toString());
        } else {
            json.writeString((String) value);
        }
    }

    private void writeGeometry(JsonGenerator json, Geometry geometry) throws IOException {
        json.writeStartObject();
        json.writeStringField(
                "type", geometry.getGeometryType().equals("LinearRing") ? "LineString" : geometry.getGeometryType());
        if (geometry.getGeometryType().equals("GeometryCollection")) {
            json.writeArrayFieldStart("geometries");
            for (int part = 0; part < geometry.getNumGeometries(); part++) {
                writeGeometry(json, geometry.getGeometryN(part));
            }
            json.writeEndArray();
        } else {
            json.writeFieldName("coordinates");
            writeCoordinates(json, geometry);
        }
        json.writeEndObject();
    }

    private void writeCoordinates(JsonGenerator json, Geometry geometry) throws IOException {
        if (geometry instanceof GeometryCollection) {
            json.writeStartArray();
            for (int part = 0; part < geometry.getNumGeometries(); part++) {
                writeCoordinates(json, geometry.getGeometryN(part));
            }
            json.writeEndArray();
        } else if (geometry instanceof Polygon polygon) {
            json.writeStartArray();
            if (!polygon.isEmpty()) {
                writeRing(json, polygon.getExteriorRing().getCoordinateSequence(), true);
                for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
                    writeRing(json, polygon.getInteriorRingN(hole).getCoordinateSequence(), false);
                }
            }
            json.writeEndArray();
        } else if (geometry instanceof Point point) {
            if (point.isEmpty()) {
                json.writeStartArray();
                json.writeEndArray();
            } else {
                writePosition(json, point.getX(), point.getY());
            }
        } else {
            writePositions(json, ((LineString) geometry).getCoordinateSequence(), false);
        }
    }

    private void writeRing(JsonGenerator json, CoordinateSequence ring, boolean counterclockwise) throws IOException {
        writePositions(json, ring, Orientation.isCCW(ring) != counterclockwise);
    }

    private void writePositions(JsonGenerator json, CoordinateSequence positions, boolean backwards)
            throws IOException {
        json.writeStartArray();
        for (int i = 0; i < positions.size(); i++) {
            int at = backwards ? positions.size() - 1 - i : i;
            writePosition(json, positions.getX(at), positions.getY(at));
        }
        json.writeEndArray();
    }

    private void writePosition(JsonGenerator json, double longitude, double latitude) throws IOException {
        json.writeStartArray();
        json.writeNumber(rounded(system.first(longitude, latitude)));
        json.writeNumber(rounded(system.second(longitude, latitude)));
        json.writeEndArray();
    }

    private double rounded(double ordinate) {
        double steps = system.isInMetres() ? STEPS_PER_METRE : STEPS_PER_DEGREE;
        return Math.rint(ordinate * steps) / steps;
    }
}
