package io.hexdispatch.geodata.difference;

import com.fasterxml.jackson.core.JsonGenerator;
import io.hexdispatch.geodata.difference.BoundaryDifference.Handover;
import io.hexdispatch.geodata.write.FeaturePerLine;
import io.hexdispatch.geodata.write.GeoJsonGeometry;
import io.hexdispatch.grid.GridCode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/**
 * Writes the areas that change hands as a GeoJSON layer in UTF-8, one feature to a line, with the properties {@code level},
 * {@code from}, {@code to} (null for nobody) and {@code squareMetres}. Any number of threads may write at once.
 */
public final class DifferenceGeoJson {
    /** Writes all of them, and leaves the stream open. */
    public void write(BoundaryDifference difference, OutputStream out) throws IOException {
        try (JsonGenerator json = FeaturePerLine.generator(out)) {
            json.writeStartObject();
            json.writeStringField("type", "FeatureCollection");
            json.writeStringField("name", "handovers");
            json.writeStringField("versionBefore", difference.versionBefore());
            json.writeStringField("versionAfter", difference.versionAfter());
            json.writeArrayFieldStart("features");
            for (Handover handover : difference.handovers()) {
                json.writeStartObject();
                json.writeStringField("type", "Feature");
                json.writeObjectFieldStart("properties");
                json.writeStringField("level", handover.level().name().toLowerCase(Locale.ROOT));
                json.writeFieldName("from");
                json.writeString(handover.from().map(GridCode::value).orElse(null));
                json.writeFieldName("to");
                json.writeString(handover.to().map(GridCode::value).orElse(null));
                json.writeNumberField("squareMetres", Math.rint(handover.squareMetres() * 1e3) / 1e3);
                json.writeEndObject();
                json.writeFieldName("geometry");
                GeoJsonGeometry.write(json, handover.area());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }
}
