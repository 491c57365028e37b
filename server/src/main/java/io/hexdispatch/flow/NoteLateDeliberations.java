package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.flow.JointHandlings.Outcome;
import io.hexdispatch.jointhandling.JointDecision;
import io.hexdispatch.order.CaseFile;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Notes of every joint handling that is not decided in time that it is not, and tells. For a timer to call; what it looks for stands in
 * the database, so that a restart or a second server misses none and notes none twice.
 */
public final class NoteLateDeliberations {
    private static final int PAGE = 100;

    private final JointHandlings handlings;
    private final Announcements announcements;
    private final Clock clock;
    private boolean isUnderWay;

    public NoteLateDeliberations(JointHandlings handlings, Announcements announcements, Clock clock) {
        this.handlings = handlings;
        this.announcements = announcements;
        this.clock = clock;
    }

    /** Gives how many were noted; fails where one could not be, which is tried again at the next call. */
    public Future<Integer> note() {
        if (isUnderWay) {
            return Future.succeededFuture(0);
        }
        isUnderWay = true;
        Instant now = clock.instant();
        return handlings.late(now, PAGE).compose(late -> noteEach(late, now)).onComplete(done -> isUnderWay = false);
    }

    /** How many were noted so far, and what went wrong first, if anything did. */
    private record Tally(int noted, Optional<Throwable> failure) {
        Tally plus(Outcome outcome) {
            return new Tally(noted + (outcome.joint().isNothing() ? 0 : 1), failure);
        }

        Tally with(Throwable other) {
            return new Tally(noted, failure.or(() -> Optional.of(other)));
        }
    }

    private Future<Integer> noteEach(List<EventNumber> late, Instant now) {
        Future<Tally> all = Future.succeededFuture(new Tally(0, Optional.empty()));
        for (EventNumber number : late) {
            // One that fails holds up none of the others.
            all = all.compose(tally -> note(number, now).map(tally::plus).otherwise(tally::with));
        }
        return all.compose(tally -> tally.failure().isPresent()
                ? Future.failedFuture(tally.failure().get())
                : Future.succeededFuture(tally.noted()));
    }

    private Future<Outcome> note(EventNumber number, Instant now) {
        return handlings
                .change(
                        number,
                        (caseFile, before) -> new Outcome(
                                new JointDecision(
                                                number, before, caseFile.event().status(), Actor.SYSTEM, now)
                                        .overdue(),
                                new CaseFile.Change(caseFile, caseFile, List.of())))
                .onSuccess(done -> {
                    if (!done.joint().isNothing()) {
                        announcements.jointHandling(
                                done.joint().after(), done.caseFile().after());
                    }
                });
    }
}
