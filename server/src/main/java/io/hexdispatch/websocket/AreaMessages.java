package io.hexdispatch.websocket;

import io.hexdispatch.assignment.Responder;
import io.hexdispatch.assignment.Roster;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.coordinate.LonLat;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.wire.CaseFileJson;
import io.hexdispatch.wire.CloudEvent;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The messages to those who follow an area, each ready to be written. */
public final class AreaMessages {
    static final String PREFIX = CloudEvent.TYPE_PREFIX + "area.";

    private final CaseFileJson caseFileJson;
    private final Roster roster;
    private final Clock clock;

    public AreaMessages(CaseFileJson caseFileJson, Roster roster, Clock clock) {
        this.caseFileJson = caseFileJson;
        this.roster = roster;
        this.clock = clock;
    }

    /** A part of a snapshot; it has events or responders. @param isComplete whether nothing was left out; told with the last part */
    record Part(
            String command,
            int number,
            boolean isLast,
            boolean isComplete,
            List<CaseFile> events,
            JsonArray responders) {}

    String snapshot(AreaSubscription subscription, Part part) {
        JsonArray events = new JsonArray();
        part.events().forEach(caseFile -> events.add(caseFileJson.of(caseFile)));
        JsonObject data = data(subscription)
                .put("command", part.command())
                .put("part", part.number())
                .put("last", part.isLast())
                .put("events", events)
                .put("responders", part.responders());
        if (part.isLast()) {
            data.put("complete", part.isComplete());
        }
        return encode(subscription, "snapshot", data);
    }

    String changed(AreaSubscription subscription, AreaChange change, CaseFile caseFile) {
        return encode(
                subscription,
                "changed",
                data(subscription).put("change", change.text()).put("event", caseFileJson.of(caseFile)));
    }

    String positions(AreaSubscription subscription, JsonArray positions) {
        return encode(subscription, "positions", data(subscription).put("positions", positions));
    }

    /** That somebody is told no more of an area. @param command the id of the command that asked for it */
    String ended(GridCode area, String reason, Optional<String> command) {
        JsonObject data = new JsonObject().put("area", area.value()).put("reason", reason);
        command.ifPresent(id -> data.put("command", id));
        return new CloudEvent(
                        "area/" + area + "/ended/" + clock.instant().toEpochMilli(),
                        PREFIX + "ended",
                        Optional.of(area.value()),
                        data)
                .encode(clock.instant());
    }

    /** A responder as one who does not know him is told of him. @param at when he was there; empty where nobody knows */
    JsonObject responder(int number, Optional<Instant> at) {
        Responder responder = roster.responder(number);
        return position(number, at)
                .put("name", responder.name())
                .put("unit", responder.unit())
                .put("onDuty", responder.onDuty());
    }

    /** Where a responder is. */
    JsonObject position(int number, Optional<Instant> at) {
        LonLat position = roster.position(number);
        JsonObject json = new JsonObject()
                .put("responder", roster.responder(number).id())
                .put("lon", position.longitude())
                .put("lat", position.latitude());
        at.ifPresent(time -> json.put("at", time.toString()));
        return json;
    }

    /** That a responder is in the area no more. */
    JsonObject left(int number) {
        return new JsonObject().put("responder", roster.responder(number).id()).put("left", true);
    }

    private static JsonObject data(AreaSubscription subscription) {
        return new JsonObject()
                .put("area", subscription.area().code().value())
                .put("sequence", subscription.nextSequence());
    }

    private String encode(AreaSubscription subscription, String type, JsonObject data) {
        return new CloudEvent(
                        "area/" + subscription.area().code() + "/" + subscription.id() + "/"
                                + data.getInteger("sequence"),
                        PREFIX + type,
                        Optional.of(subscription.area().code().value()),
                        data)
                .encode(clock.instant());
    }
}
