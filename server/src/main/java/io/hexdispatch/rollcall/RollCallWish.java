package io.hexdispatch.rollcall;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A call that somebody wants made.
 *
 * @param key the caller's own name for it, by which the same wish sent again is known
 * @param limit how long there is to answer, or how long a broadcast is offered
 * @param remindAfterPercent after how much of the time the silent are reminded; 0 for never
 */
public record RollCallWish(
        String key,
        RollCall.Kind kind,
        RollCall.Purpose purpose,
        String message,
        Audience audience,
        Duration limit,
        int remindAfterPercent) {
    public Instant answerBy(Instant calledAt) {
        return calledAt.plus(limit);
    }

    public Optional<Instant> remindAt(Instant calledAt) {
        return remindAfterPercent == 0
                ? Optional.empty()
                : Optional.of(
                        calledAt.plus(limit.multipliedBy(remindAfterPercent).dividedBy(100)));
    }
}
