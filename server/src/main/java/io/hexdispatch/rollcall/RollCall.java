package io.hexdispatch.rollcall;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A roll call or broadcast as it stands.
 *
 * @param key the caller's own name for it
 * @param called how many are called
 * @param leftOut how many more were meant who are not in the area of the caller
 * @param answerBy until when an answer is in time; a broadcast is offered until then
 * @param remindAt when the silent are reminded next without anybody asking for it
 * @param reminders how often they were reminded
 */
public record RollCall(
        RollCallId id,
        String key,
        Kind kind,
        Purpose purpose,
        String message,
        Actor caller,
        Audience audience,
        String mapVersion,
        int called,
        int leftOut,
        Instant calledAt,
        Instant answerBy,
        Optional<Instant> remindAt,
        int reminders,
        Optional<Ending> ending) {

    public enum Kind {
        /** Everybody answers. */
        ROLL_CALL,
        /** Everybody gets it, and nobody answers. */
        BROADCAST;

        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        public static Optional<Kind> ofText(String text) {
            return Arrays.stream(values())
                    .filter(kind -> kind.text().equals(text))
                    .findFirst();
        }
    }

    public enum Purpose {
        /** 演练. */
        DRILL,
        /** 实战. */
        REAL;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Purpose> ofText(String text) {
            return Arrays.stream(values())
                    .filter(purpose -> purpose.text().equals(text))
                    .findFirst();
        }
    }

    public enum State {
        CALLING,
        ENDED,
        CANCELLED;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<State> ofText(String text) {
            return Arrays.stream(values())
                    .filter(state -> state.text().equals(text))
                    .findFirst();
        }
    }

    /** Why a call is over. */
    public enum Cause {
        /** All have answered; of a broadcast, all have got it. */
        COMPLETE,
        TIME_UP,
        ENDED_BY_HAND,
        CANCELLED;

        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        public State state() {
            return this == CANCELLED ? State.CANCELLED : State.ENDED;
        }
    }

    /** @param reason what whoever ended it by hand said of it; there for what was cancelled */
    public record Ending(Instant at, Cause cause, Actor by, Optional<String> reason) {
        /** Without a person: by the server itself. */
        public static Ending of(Cause cause, Instant at) {
            return new Ending(at, cause, Actor.SYSTEM, Optional.empty());
        }
    }

    /** Who may call at all; whom, his area says. */
    public static boolean mayCall(Actor actor) {
        return actor.role() == Role.CENTRE || actor.role() == Role.ADMIN;
    }

    public State state() {
        return ending.map(end -> end.cause().state()).orElse(State.CALLING);
    }

    /** Who may remind, end and cancel it. */
    public boolean mayDirect(Actor actor) {
        return actor.equals(caller) || actor.role() == Role.ADMIN;
    }

    /** Whether an answer of that time is late. What counts is when the server had it, not when it was written down. */
    public boolean isLate(Instant at) {
        return at.isAfter(answerBy)
                || ending.filter(end -> at.isAfter(end.at())).isPresent();
    }

    /** Why it takes no answers; empty where it does. */
    public Optional<String> refusal() {
        return refusal(id, kind, state());
    }

    public static Optional<String> refusal(RollCallId id, Kind kind, State state) {
        if (kind == Kind.BROADCAST) {
            return Optional.of(id + " is a broadcast, which takes no answer; its receipt is kept");
        }
        return state == State.CANCELLED
                ? Optional.of("roll call " + id + " was cancelled and takes no answers")
                : Optional.empty();
    }
}
