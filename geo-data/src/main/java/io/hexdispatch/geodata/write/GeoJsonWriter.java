package io.hexdispatch.geodata.write;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.hexdispatch.grid.BoundarySet;
import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridCode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;

/**
 * Writes a boundary set as a GeoJSON FeatureCollection (RFC 7946) in UTF-8, one feature to a line.
 *
 * <p>The collection carries the foreign members {@code version} and {@code title}. Each feature has the grid's code as its
 * {@code id}, and the properties {@code code}, {@code name}, {@code level} (the level's name in lower case) and
 * {@code parent} (null for a grid without one). Positions are longitude, latitude in WGS 84 degrees; exterior rings run
 * counterclockwise, holes clockwise.
 *
 * <p>Coordinates are rounded to 1e-7 degrees, about a centimetre: a value that is already a multiple of that is written
 * unchanged, and equal values stay equal, so neighbours keep sharing their edges. A ring with details finer than that may
 * come out touching itself.
 *
 * <p>Any number of threads may write at once, each to its own stream. Nothing is held in memory beyond one ring.
 */
public final class GeoJsonWriter {
    private static final double STEPS_PER_DEGREE = 1e7;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            // Rare characters of place names lie beyond the first plane: in UTF-8, not as two escapes.
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            // A file that an error broke off must not be closed into one that looks whole.
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
            .build();

    /**
     * Writes the whole set, in its order, and leaves the stream open.
     *
     * @throws IllegalArgumentException if a boundary is empty or is neither a Polygon nor a MultiPolygon; nothing is
     *     written then
     */
    public void write(BoundarySet boundaries, OutputStream out) throws IOException {
        WritableGrids.check(boundaries);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.setPrettyPrinter(new FeaturePerLine());
            json.writeStartObject();
            json.writeStringField("type", "FeatureCollection");
            json.writeStringField("version", boundaries.version());
            json.writeStringField("title", boundaries.title());
            json.writeArrayFieldStart("features");
            for (Grid grid : boundaries.grids()) {
                writeFeature(json, grid);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void writeFeature(JsonGenerator json, Grid grid) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "Feature");
        json.writeStringField("id", grid.code().value());
        json.writeObjectFieldStart("properties");
        json.writeStringField("code", grid.code().value());
        json.writeStringField("name", grid.name());
        json.writeStringField("level", grid.level().name().toLowerCase(Locale.ROOT));
        json.writeFieldName("parent");
        // Null rather than left out: RFC 7946 readers take the columns from the first feature that they see.
        json.writeString(grid.parent().map(GridCode::value).orElse(null));
        json.writeEndObject();
        json.writeObjectFieldStart("geometry");
        writeGeometry(json, grid.boundary());
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeGeometry(JsonGenerator json, Geometry boundary) throws IOException {
        json.writeStringField("type", boundary.getGeometryType());
        json.writeFieldName("coordinates");
        if (boundary instanceof MultiPolygon) {
            json.writeStartArray();
            for (int part = 0; part < boundary.getNumGeometries(); part++) {
                writePolygon(json, (Polygon) boundary.getGeometryN(part));
            }
            json.writeEndArray();
        } else {
            writePolygon(json, (Polygon) boundary);
        }
    }

    private static void writePolygon(JsonGenerator json, Polygon polygon) throws IOException {
        json.writeStartArray();
        writeRing(json, polygon.getExteriorRing(), Winding.COUNTERCLOCKWISE);
        for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
            writeRing(json, polygon.getInteriorRingN(hole), Winding.CLOCKWISE);
        }
        json.writeEndArray();
    }

    private static void writeRing(JsonGenerator json, LinearRing ring, Winding winding) throws IOException {
        CoordinateSequence positions = winding.of(ring);
        json.writeStartArray();
        for (int i = 0; i < positions.size(); i++) {
            json.writeStartArray();
            json.writeNumber(rounded(positions.getX(i)));
            json.writeNumber(rounded(positions.getY(i)));
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    /** The multiple of 1e-7 nearest to a value: the division is rounded correctly, so such a multiple comes back as itself. */
    private static double rounded(double degrees) {
        return Math.rint(degrees * STEPS_PER_DEGREE) / STEPS_PER_DEGREE;
    }

    /** Breaks lines between features only, so that a line number in an error, or a diff, points at one grid. */
    private static final class FeaturePerLine extends MinimalPrettyPrinter {
        private static final long serialVersionUID = 1L;
        private static final int FEATURES_DEPTH = 2;

        @Override
        public void beforeArrayValues(JsonGenerator json) throws IOException {
            breakLine(json);
        }

        @Override
        public void writeArrayValueSeparator(JsonGenerator json) throws IOException {
            json.writeRaw(',');
            breakLine(json);
        }

        @Override
        public void writeEndArray(JsonGenerator json, int valueCount) throws IOException {
            breakLine(json);
            json.writeRaw(']');
        }

        private static void breakLine(JsonGenerator json) throws IOException {
            if (json.getOutputContext().getNestingDepth() == FEATURES_DEPTH) {
                json.writeRaw('\n');
            }
        }
    }
}
