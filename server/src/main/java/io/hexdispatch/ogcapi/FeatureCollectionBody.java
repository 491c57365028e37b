package io.hexdispatch.ogcapi;

import com.fasterxml.jackson.core.JsonGenerator;
import io.hexdispatch.ogcapi.feature.Feature;
import io.hexdispatch.ogcapi.feature.FeaturePage;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Iterator;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** A page of features as a GeoJSON FeatureCollection, written in pieces and compressed here rather than on the event loop. */
final class FeatureCollectionBody implements ChunkedBody {
    /** How much JSON makes a piece: about a millisecond's work. A single feature that is larger makes a larger one. */
    static final int PIECE_BYTES = 128 * 1024;

    private static final JsonArray NO_LINKS = new JsonArray();

    private final FeatureJson form;
    private final Iterator<Feature> features;
    private final ByteArrayOutputStream piece = new ByteArrayOutputStream(PIECE_BYTES + PIECE_BYTES / 4);
    private final JsonGenerator json;
    private final FeaturePage page;
    private final JsonArray links;
    private final Instant timeStamp;
    private boolean begun;
    private boolean done;

    FeatureCollectionBody(FeatureJson form, FeaturePage page, JsonArray links, Instant timeStamp, boolean gzip)
            throws IOException {
        this.form = form;
        this.page = page;
        this.links = links;
        this.timeStamp = timeStamp;
        this.features = page.features().iterator();
        OutputStream out = gzip ? new FastGzip(piece) : piece;
        this.json = FeatureJson.JSON.createGenerator(out);
    }

    /** Fast rather than tight: the digits of coordinates give little more for four times the work. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, 8192);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    @Override
    public Buffer next() throws IOException {
        if (!begun) {
            begin();
            begun = true;
        }
        long written = 0;
        while (written < PIECE_BYTES && features.hasNext()) {
            Feature feature = features.next();
            form.write(json, feature, NO_LINKS);
            // What the compressor holds back cannot be seen, so the work is counted by positions.
            written += 200
                    + feature.geometry()
                            .map(geometry -> 24L * geometry.getNumPoints())
                            .orElse(0L);
        }
        if (features.hasNext()) {
            json.flush();
        } else {
            json.writeEndArray();
            json.writeEndObject();
            json.close();
            done = true;
        }
        Buffer buffer = Buffer.buffer(piece.toByteArray());
        piece.reset();
        return buffer;
    }

    private void begin() throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "FeatureCollection");
        json.writeStringField("timeStamp", timeStamp.toString());
        if (page.matched().isPresent()) {
            json.writeNumberField("numberMatched", page.matched().get());
        }
        json.writeNumberField("numberReturned", page.features().size());
        json.writeFieldName("links");
        FeatureJson.writeLinks(json, links);
        json.writeArrayFieldStart("features");
    }

    @Override
    public boolean isDone() {
        return done;
    }
}
