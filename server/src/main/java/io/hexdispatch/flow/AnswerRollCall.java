package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.event.Place;
import io.hexdispatch.flow.RefusedException.Kind;
import io.hexdispatch.flow.RollCalls.Recorded;
import io.hexdispatch.rollcall.Answer;
import io.hexdispatch.rollcall.RollCall;
import io.hexdispatch.rollcall.RollCallId;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Somebody who is called says that he has it, or answers. He speaks for himself alone. */
public final class AnswerRollCall {
    private final RollCalls rollCalls;
    private final CountRollCalls counting;
    private final Audit audit;
    private final Clock clock;

    public AnswerRollCall(RollCalls rollCalls, CountRollCalls counting, Audit audit, Clock clock) {
        this.rollCalls = rollCalls;
        this.counting = counting;
        this.audit = audit;
        this.clock = clock;
    }

    /** Keeps the receipt; given twice it is one. */
    public Future<Recorded> acknowledge(Actor recipient, RollCallId id) {
        return record(recipient, id, "acknowledge", clock.instant(), Optional.empty());
    }

    /** Counts him; the first answer is the answer, from whichever of his terminals. A late one is kept as late. */
    public Future<Recorded> answer(Actor recipient, RollCallId id, Optional<String> text, Optional<Place> place) {
        Instant now = clock.instant();
        return record(recipient, id, "answer", now, Optional.of(new Answer(now, text, place)))
                .compose(recorded -> RollCall.refusal(id, recorded.kind(), recorded.state())
                        .filter(refusal -> recorded.attendance().answer().isEmpty())
                        .<Future<Recorded>>map(
                                refusal -> Future.failedFuture(new RefusedException(Kind.CONFLICT, refusal)))
                        .orElseGet(() -> Future.succeededFuture(recorded)));
    }

    private Future<Recorded> record(
            Actor recipient, RollCallId id, String action, Instant now, Optional<Answer> answer) {
        return audit.noting(
                recipient,
                action,
                id.toString(),
                now,
                rollCalls.record(id, recipient, now, answer).compose(recorded -> {
                    if (recorded.isEmpty()) {
                        return refuse(recipient, id, action);
                    }
                    counting.note(id);
                    return Future.succeededFuture(recorded.get());
                }));
    }

    private Future<Recorded> refuse(Actor recipient, RollCallId id, String action) {
        return rollCalls
                .find(id, Actor.SYSTEM)
                .compose(call -> Future.failedFuture(
                        call.isPresent()
                                ? new RefusedException(
                                        Kind.FORBIDDEN,
                                        recipient + " may not " + action + " " + id
                                                + ": who is called answers, for himself")
                                : new RefusedException(Kind.NOT_FOUND, "there is no roll call " + id)));
    }
}
