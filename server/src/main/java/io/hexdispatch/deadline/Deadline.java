package io.hexdispatch.deadline;

import io.hexdispatch.access.Actor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A deadline of one event, or of one order of it. Decides what a moment or an act does to it; a decision gives the deadline after it.
 *
 * @param key whose it is
 * @param terms what was agreed when it began
 * @param warnAt when whoever must act is warned
 * @param dueAt the last moment that is in time
 * @param step how often it fired: 0 not yet, 1 it warned, 2 it is missed, then once for each further rung
 * @param nextAt when it fires next; empty where all were told
 * @param stoppedAt since when the clock stands; empty while it runs
 */
public record Deadline(
        DeadlineKey key,
        Terms terms,
        Instant startedAt,
        Instant warnAt,
        Instant dueAt,
        int step,
        Optional<Instant> nextAt,
        Optional<Instant> stoppedAt) {
    private static final int WARNED = 1;
    private static final int MISSED = 2;

    /**
     * What a deadline was begun with, kept with it, so that rules that change later do not change it.
     *
     * @param calendar the code of the calendar that its working time runs by
     * @param warnPercent after how much of the time a warning is due, 1 to 99
     * @param ladder who is told when it is missed, in turn
     */
    public record Terms(Limit limit, String calendar, int warnPercent, List<Rung> ladder) {
        public Terms {
            ladder = List.copyOf(ladder);
        }
    }

    /** What a firing says. */
    public enum Signal {
        WARNING,
        OVERDUE,
        ESCALATED;

        /** The signal's name in the history and on the wire, such as {@code deadline-warning}. */
        public String text() {
            return "deadline-" + name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * A firing.
     *
     * @param after the deadline after it
     * @param told the rung that is told beside those who must act; empty for a warning, and where there is no ladder
     */
    public record Fired(Deadline after, Signal signal, Optional<Actor> told) {}

    public static Deadline begin(DeadlineKey key, Terms terms, Instant start, WorkingCalendar calendar) {
        Instant due = terms.limit().after(start, calendar);
        Instant warn = warning(terms, start, due, calendar);
        return new Deadline(key, terms, start, warn, due, 0, Optional.of(warn), Optional.empty());
    }

    private static Instant warning(Terms terms, Instant start, Instant due, WorkingCalendar calendar) {
        Limit.Measure measure = terms.limit().measure();
        Duration whole = measure.between(start, due, calendar);
        return measure.after(start, whole.multipliedBy(terms.warnPercent()).dividedBy(100), calendar);
    }

    public boolean isOverdue(Instant now) {
        return stoppedAt.orElse(now).isAfter(dueAt);
    }

    /** What is left until it is due, as its limit counts time; zero once it is. */
    public Duration left(Instant now, WorkingCalendar calendar) {
        return terms.limit().measure().between(stoppedAt.orElse(now), dueAt, calendar);
    }

    /** Lets the clock stand (挂账); it stands already, so nothing changes. */
    public Deadline stop(Instant now) {
        return stoppedAt.isPresent() ? this : with(warnAt, dueAt, step, nextAt, Optional.of(now));
    }

    /** Lets the clock run again: all that was still to come is as far away as it was when it stopped. */
    public Deadline resume(Instant now, WorkingCalendar calendar) {
        if (stoppedAt.isEmpty()) {
            return this;
        }
        Instant since = stoppedAt.get();
        return with(
                moved(warnAt, since, now, calendar),
                moved(dueAt, since, now, calendar),
                step,
                nextAt.map(next -> moved(next, since, now, calendar)),
                Optional.empty());
    }

    private Instant moved(Instant moment, Instant since, Instant now, WorkingCalendar calendar) {
        if (!moment.isAfter(since)) {
            return moment;
        }
        Limit.Measure measure = terms.limit().measure();
        return measure.after(now, measure.between(since, moment, calendar), calendar);
    }

    /**
     * Gives time until a later moment (延期); an earlier one changes nothing. One that was missed and is in time again begins anew to
     * warn.
     *
     * @param now the present, or since when the clock stands
     */
    public Deadline extend(Instant due, Instant now, WorkingCalendar calendar) {
        if (!due.isAfter(dueAt)) {
            return this;
        }
        Instant warn = warning(terms, startedAt, due, calendar);
        Instant present = stoppedAt.orElse(now);
        if (step >= MISSED && !due.isAfter(present)) {
            return with(warn, due, step, nextAt, stoppedAt);
        }
        return warn.isAfter(present)
                ? with(warn, due, 0, Optional.of(warn), stoppedAt)
                : with(warn, due, WARNED, Optional.of(due), stoppedAt);
    }

    /**
     * Fires what is next. The moments follow from when it should have fired, not from when it did.
     *
     * @throws IllegalStateException if nothing is left to fire
     */
    public Fired fire(WorkingCalendar calendar) {
        Instant at = nextAt.orElseThrow(() -> new IllegalStateException(key + " has told everybody"));
        if (step < WARNED) {
            return new Fired(
                    with(warnAt, dueAt, WARNED, Optional.of(dueAt), stoppedAt), Signal.WARNING, Optional.empty());
        }
        int rung = step - WARNED;
        Optional<Rung> told =
                rung < terms.ladder().size() ? Optional.of(terms.ladder().get(rung)) : Optional.empty();
        Optional<Instant> next = rung + 1 < terms.ladder().size()
                ? told.flatMap(Rung::patience).map(patience -> patience.after(at, calendar))
                : Optional.empty();
        return new Fired(
                with(warnAt, dueAt, step + 1, next, stoppedAt),
                step == WARNED ? Signal.OVERDUE : Signal.ESCALATED,
                told.map(Rung::told));
    }

    private Deadline with(Instant warn, Instant due, int nextStep, Optional<Instant> next, Optional<Instant> stopped) {
        return new Deadline(key, terms, startedAt, warn, due, nextStep, next, stopped);
    }
}
