package io.hexdispatch.wire;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.event.HistoryEntry;
import io.hexdispatch.order.OrderId;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/** The JSON form of a line of the history. */
final class HistoryJson {
    private static final String SYSTEM = "system";

    private HistoryJson() {}

    /** @param number of the event, for the ids of its orders */
    static JsonObject of(EventNumber number, HistoryEntry line) {
        JsonObject json = new JsonObject()
                .put("at", line.at().toString())
                .put("by", by(line.actor()))
                .put("action", line.action());
        line.order().ifPresent(ordinal -> json.put("order", number + "-" + ordinal));
        return rest(json, line);
    }

    /** A line about the event as a whole. */
    static JsonObject of(HistoryEntry line) {
        return rest(
                new JsonObject()
                        .put("at", line.at().toString())
                        .put("by", by(line.actor()))
                        .put("action", line.action()),
                line);
    }

    private static JsonObject rest(JsonObject json, HistoryEntry line) {
        line.from().ifPresent(from -> json.put("from", from));
        json.put("to", line.to());
        line.reason().ifPresent(reason -> json.put("reason", reason));
        return json.mergeIn(ParticularsJson.of(line.particulars()));
    }

    /** Reads a line, about the event as a whole or an order of it. */
    static HistoryEntry read(JsonObject json) {
        return new HistoryEntry(
                Instant.parse(json.getString("at")),
                actor(json.getJsonObject("by")),
                Optional.ofNullable(json.getString("order"))
                        .flatMap(OrderId::parse)
                        .map(OrderId::ordinal),
                json.getString("action"),
                Optional.ofNullable(json.getString("from")),
                json.getString("to"),
                Optional.ofNullable(json.getString("reason")),
                ParticularsJson.read(json));
    }

    static JsonObject by(Actor actor) {
        return actor.equals(Actor.SYSTEM)
                ? new JsonObject().put("role", SYSTEM)
                : new JsonObject().put("role", actor.role().text()).put("id", actor.id());
    }

    static Actor actor(JsonObject json) {
        return json.getString("role").equals(SYSTEM)
                ? Actor.SYSTEM
                : new Actor(Role.ofText(json.getString("role")).orElseThrow(), json.getString("id"));
    }
}
