package io.hexdispatch.deadline;

import io.hexdispatch.access.Actor;
import io.hexdispatch.event.Jurisdiction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The deadlines that a rule sets.
 *
 * @param limits for each kind that has a deadline
 * @param calendarCode what working time runs by, and {@code calendar} that calendar
 * @param warnPercent after how much of the time a warning is due, 1 to 99
 * @param escalation who is told of a missed one, in turn
 */
public record DeadlineTerms(
        Map<DeadlineKind, Limit> limits,
        String calendarCode,
        WorkingCalendar calendar,
        int warnPercent,
        List<EscalationStep> escalation) {
    /** The code of {@link WorkingCalendar#ROUND_THE_CLOCK}. */
    public static final String ROUND_THE_CLOCK = "round-the-clock";

    public static final int WARN_PERCENT_DEFAULT = 75;

    /** No deadline at all. */
    public static final DeadlineTerms NONE = new DeadlineTerms(
            Map.of(), ROUND_THE_CLOCK, WorkingCalendar.ROUND_THE_CLOCK, WARN_PERCENT_DEFAULT, List.of());

    public DeadlineTerms {
        limits = limits.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(limits));
        escalation = List.copyOf(escalation);
    }

    /** A deadline that begins now, if there is one of its kind. */
    public Optional<Deadline> begin(DeadlineKey key, Jurisdiction jurisdiction, Instant now) {
        return Optional.ofNullable(limits.get(key.kind()))
                .map(limit -> Deadline.begin(
                        key,
                        new Deadline.Terms(limit, calendarCode, warnPercent, ladder(jurisdiction)),
                        now,
                        calendar));
    }

    /** The steps as they are where the event lies; nobody is told twice in a row. */
    List<Rung> ladder(Jurisdiction jurisdiction) {
        List<Rung> ladder = new ArrayList<>();
        for (EscalationStep step : escalation) {
            Actor told = step.toldIn(jurisdiction);
            int last = ladder.size() - 1;
            if (last >= 0 && ladder.get(last).told().equals(told)) {
                ladder.remove(last);
            }
            ladder.add(new Rung(told, step.patience()));
        }
        return ladder;
    }
}
