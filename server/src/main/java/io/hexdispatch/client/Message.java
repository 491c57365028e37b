package io.hexdispatch.client;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * What the server told.
 *
 * @param type without its prefix, such as {@code order.dispatched}
 * @param subject the order, event, area, ... that it is about
 * @param json the whole of it, as it came
 */
public record Message(
        String id, String type, Optional<String> subject, Instant time, JsonObject data, JsonObject json) {
    static final String TYPE_PREFIX = "io.hexdispatch.";

    static Message of(JsonObject json) {
        return new Message(
                json.getString("id"),
                json.getString("type", "").replaceFirst("^" + TYPE_PREFIX.replace(".", "\\."), ""),
                Optional.ofNullable(json.getString("subject")),
                Instant.parse(json.getString("time")),
                json.getJsonObject("data", new JsonObject()),
                json);
    }

    /** The command that it answers, where it is an answer. */
    Optional<String> command() {
        return Optional.ofNullable(data.getString("command"));
    }
}
