package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.flow.RefusedException.Kind;
import io.hexdispatch.rollcall.RollCall;
import io.hexdispatch.rollcall.RollCall.Cause;
import io.hexdispatch.rollcall.RollCall.Ending;
import io.hexdispatch.rollcall.RollCallId;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Whoever called, or an administrator, reminds the silent, ends a call before its time, or cancels it. */
public final class DirectRollCall {
    /** A second reminder within so short a time is a button pressed twice. */
    static final Duration REMINDERS_PAUSE = Duration.ofSeconds(5);

    private final RollCalls rollCalls;
    private final CountRollCalls counting;
    private final RollCallNews news;
    private final Audit audit;
    private final Clock clock;

    public DirectRollCall(RollCalls rollCalls, CountRollCalls counting, RollCallNews news, Audit audit, Clock clock) {
        this.rollCalls = rollCalls;
        this.counting = counting;
        this.news = news;
        this.audit = audit;
        this.clock = clock;
    }

    /** @param reminded how many are silent, and were told if they are connected */
    public record Reminder(RollCall call, int reminded) {}

    public Future<Reminder> remind(Actor actor, RollCallId id) {
        return directed(actor, id, "remind", call -> rollCalls
                .remind(id, clock.instant(), Optional.of(REMINDERS_PAUSE))
                .compose(silent -> silent.isEmpty()
                        ? Future.failedFuture(notNow(call))
                        : rollCalls.find(id, Actor.SYSTEM).map(after -> {
                            news.reminded(after.orElseThrow(), silent.get());
                            return new Reminder(
                                    after.orElseThrow(), silent.get().size());
                        })));
    }

    /** Ends a call before its time; what is answered later is late. An ended one stays as it is. */
    public Future<RollCall> end(Actor actor, RollCallId id, Optional<String> reason) {
        return end(actor, id, "end", new Ending(clock.instant(), Cause.ENDED_BY_HAND, actor, reason));
    }

    /** Takes a call back; it takes no more answers. */
    public Future<RollCall> cancel(Actor actor, RollCallId id, String reason) {
        return end(actor, id, "cancel", new Ending(clock.instant(), Cause.CANCELLED, actor, Optional.of(reason)));
    }

    private Future<RollCall> end(Actor actor, RollCallId id, String action, Ending ending) {
        return directed(actor, id, action, call -> rollCalls.end(id, ending).compose(ended -> {
            if (ended.isPresent()) {
                return counting.tellEnd(ended.get()).map(ended.get());
            }
            return rollCalls.find(id, Actor.SYSTEM).compose(after -> {
                RollCall.State state = after.orElseThrow().state();
                return state == ending.cause().state()
                        ? Future.succeededFuture(after.get())
                        : Future.failedFuture(new RefusedException(
                                Kind.CONFLICT,
                                "roll call " + id + " is " + state.text() + " already; " + action
                                        + " is possible only while it is calling"));
            });
        }));
    }

    private interface Action<T> {
        Future<T> on(RollCall call);
    }

    private <T> Future<T> directed(Actor actor, RollCallId id, String name, Action<T> action) {
        return audit.noting(
                actor,
                name,
                id.toString(),
                clock.instant(),
                rollCalls.find(id, actor).compose(found -> {
                    if (found.isEmpty()) {
                        return Future.failedFuture(new RefusedException(
                                Kind.NOT_FOUND, "there is no roll call " + id + " that you may see"));
                    }
                    if (!found.get().mayDirect(actor)) {
                        return Future.failedFuture(new RefusedException(
                                Kind.FORBIDDEN,
                                actor + " may not " + name + " " + id + ": its caller, "
                                        + found.get().caller() + ", and administrators may"));
                    }
                    return action.on(found.get());
                }));
    }

    private static RefusedException notNow(RollCall call) {
        return call.state() == RollCall.State.CALLING
                ? RefusedException.tooMany(
                        "the silent of " + call.id() + " were reminded less than " + REMINDERS_PAUSE.toSeconds()
                                + " seconds ago",
                        (int) REMINDERS_PAUSE.toSeconds())
                : new RefusedException(
                        Kind.CONFLICT,
                        "roll call " + call.id() + " is " + call.state().text()
                                + "; remind is possible only while it is calling");
    }
}
