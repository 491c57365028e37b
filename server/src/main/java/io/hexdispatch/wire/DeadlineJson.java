package io.hexdispatch.wire;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.deadline.Deadline;
import io.hexdispatch.deadline.Limit;
import io.hexdispatch.deadline.Rung;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.flow.Deadlines.Standing;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/** The JSON form of deadlines, on the wire, and of their terms in the database. */
public final class DeadlineJson {
    private DeadlineJson() {}

    public static JsonObject of(Standing standing, Instant now) {
        JsonObject json = of(standing.event(), standing.deadline());
        standing.endedAt().ifPresent(at -> json.put("endedAt", at.toString()));
        standing.met().ifPresent(met -> json.put("met", met));
        boolean overdue = standing.endedAt()
                .map(at -> at.isAfter(standing.deadline().dueAt()))
                .orElseGet(() -> standing.deadline().isOverdue(now));
        return json.put("overdue", overdue);
    }

    public static JsonObject of(EventNumber event, Deadline deadline) {
        JsonObject json =
                new JsonObject().put("kind", deadline.key().kind().text()).put("event", event.toString());
        if (deadline.key().ordinal() > 0) {
            json.put("order", event + "-" + deadline.key().ordinal());
        }
        json.put("limit", deadline.terms().limit().toString())
                .put("calendar", deadline.terms().calendar())
                .put("startedAt", deadline.startedAt().toString())
                .put("warnAt", deadline.warnAt().toString())
                .put("dueAt", deadline.dueAt().toString());
        deadline.stoppedAt().ifPresent(at -> json.put("stoppedAt", at.toString()));
        return json;
    }

    /** As they are kept. */
    public static JsonObject of(Deadline.Terms terms) {
        JsonArray ladder = new JsonArray();
        for (Rung rung : terms.ladder()) {
            JsonObject json = new JsonObject()
                    .put("role", rung.told().role().name())
                    .put("id", rung.told().id());
            rung.patience().ifPresent(limit -> json.put("after", limit.toString()));
            ladder.add(json);
        }
        return new JsonObject()
                .put("limit", terms.limit().toString())
                .put("calendar", terms.calendar())
                .put("warnPercent", terms.warnPercent())
                .put("ladder", ladder);
    }

    /** Reads what {@link #of(Deadline.Terms)} wrote. */
    public static Deadline.Terms terms(JsonObject json) {
        return new Deadline.Terms(
                Limit.parse(json.getString("limit")).orElseThrow(),
                json.getString("calendar"),
                json.getInteger("warnPercent"),
                json.getJsonArray("ladder").stream()
                        .map(JsonObject.class::cast)
                        .map(rung -> new Rung(
                                new Actor(Role.valueOf(rung.getString("role")), rung.getString("id")),
                                Optional.ofNullable(rung.getString("after")).flatMap(Limit::parse)))
                        .toList());
    }
}
