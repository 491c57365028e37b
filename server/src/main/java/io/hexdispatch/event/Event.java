package io.hexdispatch.event;

import java.time.Instant;
import java.util.Optional;

/**
 * A report that was filed.
 *
 * @param filedAt when it got its number
 * @param queueReason why it waits in its centre's queue for a person to dispatch it; empty while it does not
 * @param course what its history comes to
 */
public record Event(
        EventNumber number,
        Report report,
        Jurisdiction jurisdiction,
        EventStatus status,
        Instant filedAt,
        Optional<String> queueReason,
        Course course) {

    public Event with(EventStatus nextStatus, Optional<String> nextQueueReason, Course nextCourse) {
        return new Event(number, report, jurisdiction, nextStatus, filedAt, nextQueueReason, nextCourse);
    }

    /** The same in other grids. */
    public Event within(Jurisdiction next) {
        return new Event(number, report, next, status, filedAt, queueReason, course);
    }
}
