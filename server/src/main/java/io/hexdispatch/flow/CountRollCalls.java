package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.rollcall.RollCall;
import io.hexdispatch.rollcall.RollCallId;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Counts the calls in which something happened since the last time: however many answers come, each call is counted and told once a
 * turn. The database counts, so that what is told is what is committed. For one event loop, and a timer.
 */
public final class CountRollCalls {
    private static final int PAGE = 1_000;

    private final RollCalls rollCalls;
    private final RollCallNews news;
    private final Clock clock;
    private Set<RollCallId> noted = new LinkedHashSet<>();
    private boolean isUnderWay;

    public CountRollCalls(RollCalls rollCalls, RollCallNews news, Clock clock) {
        this.rollCalls = rollCalls;
        this.news = news;
        this.clock = clock;
    }

    /** Something happened in a call. */
    public void note(RollCallId id) {
        noted.add(id);
    }

    /** Counts and tells; ends the calls that have all answers. Does nothing while it is under way. */
    public Future<Void> count() {
        if (isUnderWay || noted.isEmpty()) {
            return Future.succeededFuture();
        }
        isUnderWay = true;
        Set<RollCallId> turn = noted;
        noted = new LinkedHashSet<>();
        Future<Void> all = Future.succeededFuture();
        for (RollCallId id : turn) {
            all = all.compose(done -> count(id));
        }
        return all.onFailure(failure -> noted.addAll(turn)).onComplete(done -> isUnderWay = false);
    }

    private Future<Void> count(RollCallId id) {
        return rollCalls
                .tally(id, Optional.empty())
                .compose(tally -> rollCalls.find(id, Actor.SYSTEM).compose(found -> {
                    if (found.isEmpty()) {
                        return Future.succeededFuture();
                    }
                    news.counted(found.get(), tally);
                    return found.get().ending().isEmpty()
                                    && tally.isComplete(found.get().kind())
                            ? end(id)
                            : Future.succeededFuture();
                }));
    }

    private Future<Void> end(RollCallId id) {
        return rollCalls
                .end(id, RollCall.Ending.of(RollCall.Cause.COMPLETE, clock.instant()))
                .compose(ended -> ended.isPresent() ? tellEnd(ended.get()) : Future.succeededFuture());
    }

    /** Tells those who were called that it is over, page by page, and has it counted once more. */
    Future<Void> tellEnd(RollCall call) {
        note(call.id());
        news.over(call);
        return tellEnd(call, 0);
    }

    private Future<Void> tellEnd(RollCall call, int after) {
        return rollCalls
                .lines(call.id(), Optional.empty(), RollCalls.Part.ALL, Optional.empty(), after, PAGE)
                .compose(page -> {
                    List<Actor> actors =
                            page.stream().map(line -> line.called().actor()).toList();
                    news.ended(call, actors);
                    return page.size() < PAGE
                            ? Future.succeededFuture()
                            : tellEnd(call, page.get(PAGE - 1).ordinal());
                });
    }
}
