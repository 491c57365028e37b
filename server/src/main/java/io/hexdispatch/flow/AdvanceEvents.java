package io.hexdispatch.flow;

import io.hexdispatch.assignment.Roster;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.order.CaseFile;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Time goes on: suspensions end, and verified events to which nobody objects are closed. For a timer to call. */
public final class AdvanceEvents {
    private static final int PAGE = 100;

    private final Roster roster;
    private final Events events;
    private final Announcements announcements;
    private final Clock clock;

    public AdvanceEvents(Roster roster, Events events, Announcements announcements, Clock clock) {
        this.roster = roster;
        this.events = events;
        this.announcements = announcements;
        this.clock = clock;
    }

    /**
     * Carries out all that is due, and gives how many events went on. Twice does no harm: what was done is due no more. Fails where one
     * of them could not be carried out; it is due again at the next call.
     */
    public Future<Integer> advance() {
        return advance(clock.instant(), new Tally(0, Optional.empty()));
    }

    /** How many events went on so far, and what went wrong first, if anything did. */
    private record Tally(int advanced, Optional<Throwable> failure) {
        Tally plus(CaseFile.Change change) {
            return new Tally(advanced + (change.isNothing() ? 0 : 1), failure);
        }

        Tally with(Throwable other) {
            return new Tally(advanced, failure.or(() -> Optional.of(other)));
        }
    }

    private Future<Integer> advance(Instant now, Tally before) {
        return events.due(now, PAGE).compose(due -> {
            Future<Tally> all = Future.succeededFuture(before);
            for (EventNumber number : due) {
                // One that fails holds up none of the others.
                all = all.compose(tally -> advance(number, now).map(tally::plus).otherwise(tally::with));
            }
            return all.compose(tally -> {
                if (tally.failure().isPresent()) {
                    return Future.failedFuture(tally.failure().get());
                }
                return due.size() < PAGE ? Future.succeededFuture(tally.advanced()) : advance(now, tally);
            });
        });
    }

    private Future<CaseFile.Change> advance(EventNumber number, Instant now) {
        return events.change(number, caseFile -> caseFile.advance(now)).onSuccess(change -> {
            new Reservation(roster).settle(change);
            announcements.changed(change);
        });
    }
}
