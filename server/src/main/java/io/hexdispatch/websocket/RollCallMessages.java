package io.hexdispatch.websocket;

import io.hexdispatch.flow.RollCalls.Recorded;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import io.hexdispatch.rollcall.RollCall;
import io.hexdispatch.rollcall.RollCallId;
import io.hexdispatch.rollcall.Tally;
import io.hexdispatch.wire.CloudEvent;
import io.hexdispatch.wire.RollCallJson;
import io.hexdispatch.wire.TallyJson;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** What the server says of roll calls, each message ready to be written. */
public final class RollCallMessages {
    static final String PREFIX = CloudEvent.TYPE_PREFIX + "rollcall.";

    private final TallyJson tallyJson;
    private final Clock clock;

    public RollCallMessages(TallyJson tallyJson, Clock clock) {
        this.tallyJson = tallyJson;
        this.clock = clock;
    }

    /** Sent again it has the same id, so that the receiver knows it. */
    String called(RollCall call) {
        return of(call, "called", "");
    }

    String reminded(RollCall call) {
        return of(call, "reminded", "/" + call.reminders());
    }

    String ended(RollCall call) {
        return of(call, "ended", "");
    }

    private String of(RollCall call, String what, String which) {
        return encode(
                call.id() + "/" + what + which,
                what,
                call.id(),
                new JsonObject().put("rollCall", RollCallJson.brief(call)),
                clock.instant());
    }

    /** @param area whose part of the call it is; empty for all of it */
    String counted(RollCall call, Tally tally, Optional<GridCode> area) {
        Instant now = clock.instant();
        GridLevel[] grids = tally.byGrid(GridLevel.COUNTY).size() > 1
                ? new GridLevel[] {GridLevel.COUNTY}
                : new GridLevel[] {GridLevel.COUNTY, GridLevel.TOWNSHIP};
        JsonObject data = new JsonObject()
                .put("rollCall", call.id().toString())
                .put("kind", call.kind().text())
                .put("state", call.state().text());
        area.ifPresent(code -> data.put("area", code.value()));
        data.put("tally", tallyJson.of(tally, call.kind(), grids));
        return encode(
                call.id() + "/tally/" + call.state().text() + "/" + now.toEpochMilli(), "tally", call.id(), data, now);
    }

    /** That an answer counts. @param command that of the terminal that sent it; empty for the others of the same person */
    String answered(RollCallId id, Recorded recorded, Optional<String> command) {
        JsonObject data = new JsonObject()
                .put("rollCall", id.toString())
                .put("state", recorded.state().text())
                .put("own", RollCallJson.of(recorded.attendance()));
        command.ifPresent(sent -> data.put("command", sent));
        return encode(id + "/answered", "answered", id, data, clock.instant());
    }

    private static String encode(String id, String what, RollCallId subject, JsonObject data, Instant now) {
        return new CloudEvent(id, PREFIX + what, Optional.of(subject.toString()), data).encode(now);
    }
}
