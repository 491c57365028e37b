package io.hexdispatch.wire;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * A message in the envelope of CloudEvents 1.0, structured JSON mode.
 *
 * @param id names the message together with its source
 * @param type what it is about, beginning with {@link #TYPE_PREFIX}
 * @param subject the order or event that it concerns
 */
public record CloudEvent(String id, String type, Optional<String> subject, JsonObject data) {
    /** The WebSocket subprotocol of the CloudEvents WebSocket binding. */
    public static final String SUBPROTOCOL = "cloudevents.json";

    public static final String TYPE_PREFIX = "io.hexdispatch.";

    private static final String SOURCE = "/hexdispatch";
    private static final int TEXT_LENGTH_MAX = 200;

    /** The message as text, from this server at {@code time}. */
    public String encode(Instant time) {
        JsonObject json = new JsonObject()
                .put("specversion", "1.0")
                .put("id", id)
                .put("source", SOURCE)
                .put("type", type)
                .put("time", time.toString());
        subject.ifPresent(text -> json.put("subject", text));
        return json.put("datacontenttype", "application/json").put("data", data).encode();
    }

    /** Reads a message of a client; empty where the envelope is not right, with the faults noted. */
    public static Optional<CloudEvent> read(Fields fields) {
        int before = fields.faults().size();
        Optional<String> version = fields.text("specversion", TEXT_LENGTH_MAX);
        if (version.isPresent() && !version.get().equals("1.0")) {
            fields.fault("specversion", "is \"" + version.get() + "\"; CloudEvents 1.0 are spoken here");
        }
        Optional<String> id = fields.text("id", TEXT_LENGTH_MAX);
        fields.text("source", TEXT_LENGTH_MAX);
        Optional<String> type = fields.text("type", TEXT_LENGTH_MAX);
        Optional<String> subject = fields.optionalText("subject", TEXT_LENGTH_MAX);
        JsonObject data =
                fields.optionalObject("data", "an object").map(Fields::json).orElseGet(JsonObject::new);
        return fields.faults().size() > before
                ? Optional.empty()
                : Optional.of(new CloudEvent(id.orElseThrow(), type.orElseThrow(), subject, data));
    }
}
