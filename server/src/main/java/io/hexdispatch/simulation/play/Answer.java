package io.hexdispatch.simulation.play;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** @param retryAfter what the header says, in seconds */
public record Answer(int status, Buffer body, Optional<String> retryAfter) {
    public JsonObject json() {
        return body.toJsonObject();
    }

    public JsonArray list() {
        return body.toJsonArray();
    }

    public boolean isRefusal() {
        return status >= 400;
    }

    /** What a problem says, or the beginning of whatever came instead. */
    public String detail() {
        try {
            return json().getString("detail", "");
        } catch (DecodeException | ClassCastException noProblem) {
            return body.length() > 200 ? body.getString(0, 200) : body.toString();
        }
    }
}
