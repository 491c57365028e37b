package io.hexdispatch.figures;

import io.hexdispatch.event.EventStatus;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What became of an event until now, as the tables of events, orders, deadlines and history have it.
 *
 * @param extensions how often its time was extended; so are the other counts
 * @param rating how satisfied the reporter was when he was asked last, 1 to 5
 * @param acceptedAt when an order of it was accepted first
 * @param resolvedAt when all of its orders were done last; counts only while it is resolved, verified or closed
 * @param closedAt when it was closed last; counts only while it is closed
 * @param disposal the deadline of its present or last round of work; empty where the rules set none
 */
public record CaseOutcome(
        EventStatus status,
        Instant filedAt,
        int extensions,
        int reworked,
        int reopened,
        int returned,
        int handedOn,
        OptionalInt rating,
        Optional<Instant> acceptedAt,
        Optional<Instant> resolvedAt,
        Optional<Instant> closedAt,
        Optional<Disposal> disposal) {

    /**
     * The deadline by which an event must be resolved.
     *
     * @param endedAt when it was; empty while it is not
     * @param stoppedAt since when its clock stands; empty while it runs
     */
    public record Disposal(Instant dueAt, Optional<Instant> endedAt, Optional<Instant> stoppedAt) {}

    boolean isResolved() {
        return status == EventStatus.RESOLVED || status == EventStatus.VERIFIED || status == EventStatus.CLOSED;
    }
}
