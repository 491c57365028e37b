package io.hexdispatch.flow;

import io.hexdispatch.deadline.RunningDeadlines;
import io.hexdispatch.deadline.RunningDeadlines.Alarm;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Fires deadlines when their time has come: claims them in the database, and only then tells. What cannot be claimed now is tried again
 * in smaller lots, so that one that never can be does not hold the others up for long. Of many that are due two lots are under way at
 * once. For one event loop.
 */
public final class FireDeadlines {
    /** As many at once: more would hold the first of them up, and the rows of their events. */
    static final int FIRINGS_MAX = 500;

    /** When one that could not be claimed alone is tried again. */
    static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final RunningDeadlines running;
    private final Deadlines deadlines;
    private final Announcements announcements;
    private final Clock clock;
    private boolean isUnderWay;
    private int lotMax = FIRINGS_MAX;

    public FireDeadlines(RunningDeadlines running, Deadlines deadlines, Announcements announcements, Clock clock) {
        this.running = running;
        this.deadlines = deadlines;
        this.announcements = announcements;
        this.clock = clock;
    }

    /** Fires all that are due; to be called several times a second. Gives how many were told; fails where the database does. */
    public Future<Integer> fire() {
        if (isUnderWay) {
            return Future.succeededFuture(0);
        }
        isUnderWay = true;
        // Two, so that one lot is read while the other is written to disk. What failed is tried alone.
        Future<Integer> first = fireNext(0);
        Future<Integer> second = lotMax == FIRINGS_MAX ? fireNext(0) : Future.succeededFuture(0);
        Future<?> both = Future.join(first, second);
        return both.map(done -> first.result() + second.result()).onComplete(done -> isUnderWay = false);
    }

    private Future<Integer> fireNext(int before) {
        List<Alarm> due = running.poll(clock.instant(), lotMax);
        if (due.isEmpty()) {
            return Future.succeededFuture(before);
        }
        return deadlines
                .fire(due, clock.instant())
                .onFailure(failure -> putBack(due))
                .compose(signalled -> {
                    lotMax = FIRINGS_MAX;
                    signalled.forEach(announcements::deadline);
                    return fireNext(before + signalled.size());
                });
    }

    private void putBack(List<Alarm> due) {
        for (Alarm alarm : due) {
            running.put(
                    alarm.key(), due.size() > 1 ? alarm.at() : clock.instant().plus(PAUSE_AFTER_FAILURE));
        }
        lotMax = due.size() > 1 ? due.size() / 2 : FIRINGS_MAX;
    }
}
