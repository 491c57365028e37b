package io.hexdispatch.geodata.write;

import com.fasterxml.jackson.core.JsonGenerator;
import io.hexdispatch.geodata.DrawnGrid;
import io.hexdispatch.grid.BoundarySet;
import java.io.IOException;
import java.io.OutputStream;
import org.locationtech.jts.geom.Geometry;

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
    /**
     * Writes the whole set, in its order, and leaves the stream open.
     *
     * @throws IllegalArgumentException if a boundary is empty or is neither a Polygon nor a MultiPolygon; nothing is
     *     written then
     */
    public void write(BoundarySet boundaries, OutputStream out) throws IOException {
        write(WritableGrids.of(boundaries), out);
    }

    /** The same for grids in which something may be missing, which is then null. */
    public void write(WritableGrids grids, OutputStream out) throws IOException {
        try (JsonGenerator json = FeaturePerLine.generator(out)) {
            json.writeStartObject();
            json.writeStringField("type", "FeatureCollection");
            json.writeStringField("version", grids.version());
            json.writeStringField("title", grids.title());
            json.writeArrayFieldStart("features");
            for (DrawnGrid grid : grids.grids()) {
                writeFeature(json, grid);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void writeFeature(JsonGenerator json, DrawnGrid grid) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "Feature");
        if (grid.code().isPresent()) {
            json.writeStringField("id", grid.code().get());
        }
        json.writeObjectFieldStart("properties");
        // Null rather than left out: RFC 7946 readers take the columns from the first feature that they see.
        json.writeStringField("code", grid.code().orElse(null));
        json.writeStringField("name", grid.name().orElse(null));
        json.writeStringField("level", grid.level().orElse(null));
        json.writeStringField("parent", grid.parent().orElse(null));
        json.writeEndObject();
        json.writeFieldName("geometry");
        Geometry boundary = grid.boundary().orElse(null);
        if (boundary == null) {
            json.writeNull();
        } else {
            GeoJsonGeometry.write(json, boundary);
        }
        json.writeEndObject();
    }
}
