package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.rollcall.RollCall;
import io.hexdispatch.rollcall.RollCallId;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Time goes on: the silent are reminded, and calls whose time is up end. The database says what is due. For a timer to call. */
public final class AdvanceRollCalls {
    private static final int AT_ONCE_MAX = 20;

    private final RollCalls rollCalls;
    private final CountRollCalls counting;
    private final RollCallNews news;
    private final Clock clock;
    private boolean isUnderWay;

    public AdvanceRollCalls(RollCalls rollCalls, CountRollCalls counting, RollCallNews news, Clock clock) {
        this.rollCalls = rollCalls;
        this.counting = counting;
        this.news = news;
        this.clock = clock;
    }

    /** Has the calls that run counted, since an answer may have been committed just before the server went down. Once, at the start. */
    public Future<Integer> load() {
        return rollCalls.running().map(running -> {
            running.forEach(call -> counting.note(call.id()));
            return running.size();
        });
    }

    /** Carries out what is due; does nothing while it is under way. */
    public Future<Void> advance() {
        if (isUnderWay) {
            return Future.succeededFuture();
        }
        isUnderWay = true;
        Instant now = clock.instant();
        return rollCalls
                .endDue(now, AT_ONCE_MAX)
                .compose(this::tellEnds)
                .compose(done -> rollCalls.remindersDue(now, AT_ONCE_MAX))
                .compose(due -> remind(due, now))
                .onComplete(done -> isUnderWay = false);
    }

    private Future<Void> tellEnds(List<RollCall> ended) {
        Future<Void> all = Future.succeededFuture();
        for (RollCall call : ended) {
            all = all.compose(done -> counting.tellEnd(call));
        }
        return all;
    }

    private Future<Void> remind(List<RollCallId> due, Instant now) {
        Future<Void> all = Future.succeededFuture();
        for (RollCallId id : due) {
            all = all.compose(done -> rollCalls.remind(id, now, Optional.empty()))
                    .compose(silent -> silent.isEmpty() || silent.get().isEmpty()
                            ? Future.succeededFuture()
                            : rollCalls.find(id, Actor.SYSTEM).map(call -> {
                                call.ifPresent(found -> news.reminded(found, silent.get()));
                                return null;
                            }));
        }
        return all;
    }
}
