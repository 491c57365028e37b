package io.hexdispatch.event;

import java.time.Instant;
import java.util.Optional;

/**
 * A report that was filed.
 *
 * @param filedAt when it got its number
 * @param queueReason why it waits in its centre's queue for a person to dispatch it; empty while it does not
 */
public record Event(
        EventNumber number,
        Report report,
        Jurisdiction jurisdiction,
        EventStatus status,
        Instant filedAt,
        Optional<String> queueReason) {

    public Event with(EventStatus nextStatus, Optional<String> nextQueueReason) {
        return new Event(number, report, jurisdiction, nextStatus, filedAt, nextQueueReason);
    }

    /** The same in other grids. */
    public Event within(Jurisdiction next) {
        return new Event(number, report, next, status, filedAt, queueReason);
    }
}
