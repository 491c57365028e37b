package io.hexdispatch.figures;

import io.hexdispatch.event.EventStatus;
import io.hexdispatch.figures.CaseOutcome.Disposal;

/** What became of an event, as the bits of 16. */
final class Marks {
    static final int VOIDED = 1;
    static final int RESOLVED = 1 << 1;
    static final int CLOSED = 1 << 2;
    static final int SUSPENDED = 1 << 3;
    static final int EXTENDED = 1 << 4;
    static final int REWORKED = 1 << 5;
    static final int REOPENED = 1 << 6;
    static final int RETURNED = 1 << 7;
    static final int HANDED_ON = 1 << 8;
    /** It was resolved in time. */
    static final int IN_TIME = 1 << 9;
    /** It was resolved late, or its clock stood still when it was late already. */
    static final int LATE = 1 << 10;
    /** It is not resolved and its clock runs: whether it is late depends on the time of day. */
    static final int RUNNING = 1 << 11;

    private static final int RATING_SHIFT = 13;

    private Marks() {}

    static int of(CaseOutcome outcome) {
        if (outcome.status() == EventStatus.VOIDED) {
            return VOIDED;
        }
        return (outcome.isResolved() ? RESOLVED : 0)
                | (outcome.status() == EventStatus.CLOSED ? CLOSED : 0)
                | (outcome.status() == EventStatus.SUSPENDED ? SUSPENDED : 0)
                | (outcome.extensions() > 0 ? EXTENDED : 0)
                | (outcome.reworked() > 0 ? REWORKED : 0)
                | (outcome.reopened() > 0 ? REOPENED : 0)
                | (outcome.returned() > 0 ? RETURNED : 0)
                | (outcome.handedOn() > 0 ? HANDED_ON : 0)
                | outcome.disposal().map(Marks::of).orElse(0)
                | outcome.rating().orElse(0) << RATING_SHIFT;
    }

    private static int of(Disposal disposal) {
        if (disposal.endedAt().isPresent()) {
            return disposal.endedAt().get().isAfter(disposal.dueAt()) ? LATE : IN_TIME;
        }
        if (disposal.stoppedAt().isPresent()) {
            return disposal.stoppedAt().get().isAfter(disposal.dueAt()) ? LATE : 0;
        }
        return RUNNING;
    }

    /** 1 to 5; 0 where nobody was asked. */
    static int rating(int marks) {
        return marks >>> RATING_SHIFT;
    }
}
