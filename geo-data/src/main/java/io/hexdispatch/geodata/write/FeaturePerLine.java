package io.hexdispatch.geodata.write;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.OutputStream;

/** Breaks lines between features only, so that a line number in an error, or a diff, points at one feature. */
public final class FeaturePerLine extends MinimalPrettyPrinter {
    private static final long serialVersionUID = 1L;
    private static final int FEATURES_DEPTH = 2;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            // Rare characters of place names lie beyond the first plane: in UTF-8, not as two escapes.
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            // A file that an error broke off must not be closed into one that looks whole.
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
            .build();

    private FeaturePerLine() {}

    /** A generator of JSON in UTF-8 whose arrays on the first level have a line for each element; it leaves the stream open. */
    public static JsonGenerator generator(OutputStream out) throws IOException {
        JsonGenerator json = JSON.createGenerator(out);
        json.setPrettyPrinter(new FeaturePerLine());
        return json;
    }

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
