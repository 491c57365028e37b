package io.hexdispatch.order;

import io.hexdispatch.access.Actor;
import io.hexdispatch.event.Course;
import io.hexdispatch.event.Event;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.event.EventStatus;
import io.hexdispatch.event.HistoryEntry;
import io.hexdispatch.event.Particulars;
import io.hexdispatch.event.Particulars.Into;
import io.hexdispatch.event.Particulars.Taken;
import io.hexdispatch.order.CaseFile.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What becomes of the others when an event is merged or separated: of its principal, and of those that are merged into it. */
public final class Merging {
    /** As many can be merged into one event; each goes with it in the same transaction. */
    public static final int MERGED_MAX = 200;

    private Merging() {}

    /**
     * Takes another event in that was merged into this one; its state stays.
     *
     * @throws IllegalTransitionException if nothing is to be done about the principal any more, or too many are merged into it
     */
    public static Change takeIn(
            CaseFile principal, EventNumber other, Actor actor, Optional<String> reason, Instant now)
            throws IllegalTransitionException {
        if (!EventStatus.OPEN_TO_REQUESTS.contains(principal.event().status())) {
            throw principal.illegal(
                    "others can be merged into it only while it is FILED, DISPATCHED, IN_PROGRESS or SUSPENDED");
        }
        if (principal.event().course().merged().size() >= MERGED_MAX) {
            throw principal.illegal(MERGED_MAX + " events are merged into it, which is as many as can be");
        }
        return stay(principal, Course.TAKE_IN, actor, reason, new Taken(other), now);
    }

    /** Lets one go that was merged into it and is so no more. */
    public static Change letGo(
            CaseFile principal, EventNumber other, Actor actor, Optional<String> reason, Instant now) {
        return stay(principal, Course.LET_GO, actor, reason, new Taken(other), now);
    }

    /** What an event is merged into is merged into another itself: it goes there as well. */
    public static Change goTo(CaseFile taken, EventNumber principal, Optional<String> reason, Instant now) {
        return stay(taken, Course.FOLLOW, Actor.SYSTEM, reason, new Into(principal), now);
    }

    /** Ends with what it is merged into, and is merged into it again where that is opened again. */
    static Change goWith(CaseFile taken, Event principal, Instant now) {
        Event event = taken.event();
        EventStatus next = principal.status().isOver() ? principal.status() : EventStatus.MERGED;
        boolean isTaken =
                event.course().mergedInto().filter(principal.number()::equals).isPresent();
        if (!isTaken || next == event.status()) {
            return new Change(taken, taken, List.of());
        }
        List<HistoryEntry> history = new ArrayList<>();
        history.add(new HistoryEntry(
                now,
                Actor.SYSTEM,
                Optional.empty(),
                Course.FOLLOW,
                Optional.of(event.status().name()),
                next.name(),
                Optional.of("event " + principal.number() + ", into which it is merged, is " + principal.status()),
                new Into(principal.number())));
        return taken.change(next, Optional.empty(), taken.orders(), history, now);
    }

    private static Change stay(
            CaseFile caseFile,
            String action,
            Actor actor,
            Optional<String> reason,
            Particulars particulars,
            Instant now) {
        Event event = caseFile.event();
        List<HistoryEntry> history = new ArrayList<>();
        history.add(new HistoryEntry(
                now,
                actor,
                Optional.empty(),
                action,
                Optional.of(event.status().name()),
                event.status().name(),
                reason,
                particulars));
        return caseFile.change(event.status(), event.queueReason(), caseFile.orders(), history, now);
    }
}
