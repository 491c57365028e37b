package io.hexdispatch.rollcall;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.grid.GridCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Roll calls for tests. */
public final class TestRollCalls {
    public static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    public static final Actor CALLER = new Actor(Role.CENTRE, "410181");
    public static final Duration LIMIT = Duration.ofSeconds(60);

    private TestRollCalls() {}

    public static RollCallWish wish(String key, RollCall.Kind kind) {
        return new RollCallWish(
                key,
                kind,
                RollCall.Purpose.DRILL,
                "all in",
                new Audience.RespondersInGrids(List.of(new GridCode("410181")), false),
                LIMIT,
                50);
    }

    public static RollCall call(RollCall.Kind kind, int called) {
        RollCallWish wish = wish("key", kind);
        return new RollCall(
                new RollCallId(1),
                wish.key(),
                kind,
                wish.purpose(),
                wish.message(),
                CALLER,
                wish.audience(),
                "map-1",
                called,
                0,
                NOW,
                wish.answerBy(NOW),
                wish.remindAt(NOW),
                0,
                Optional.empty());
    }

    public static RollCall ended(RollCall call, RollCall.Cause cause, Instant at) {
        return new RollCall(
                call.id(),
                call.key(),
                call.kind(),
                call.purpose(),
                call.message(),
                call.caller(),
                call.audience(),
                call.mapVersion(),
                call.called(),
                call.leftOut(),
                call.calledAt(),
                call.answerBy(),
                call.remindAt(),
                call.reminders(),
                Optional.of(call.ending().orElse(RollCall.Ending.of(cause, at))));
    }

    /** Responders of two counties and some townships, and one of none. */
    public static List<Called> responders(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Called(
                        new Actor(Role.RESPONDER, "responder-" + i),
                        "No. " + i,
                        CalledLevel.RESPONDER,
                        i == 0 ? Optional.empty() : Optional.of(new GridCode(i % 2 == 0 ? "410181" : "410184")),
                        i == 0
                                ? Optional.empty()
                                : Optional.of(new GridCode((i % 2 == 0 ? "410181" : "410184") + "00" + i % 3))))
                .toList();
    }
}
