package io.hexdispatch.jointhandling;

import io.hexdispatch.deadline.Limit;
import io.hexdispatch.deadline.WorkingCalendar;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What the rules say about joint handling.
 *
 * @param policies for each sign what comes of it, where the event's own rule says nothing
 * @param borderMetres how close to the border of another county a place is near it
 * @param decision how long the deliberation may take, from its opening
 * @param calendar by which {@code decision} counts, where it counts working time
 */
public record JointTerms(Map<Sign, Policy> policies, int borderMetres, Limit decision, WorkingCalendar calendar) {
    public static final int BORDER_METRES_MAX = 5_000;

    /**
     * Where the rules say nothing. A place at a border is proposed, because no rule can know of it; several units are not, because the
     * rule that names them has settled already who leads.
     */
    public static final JointTerms DEFAULT = new JointTerms(
            Map.of(Sign.NEAR_BORDER, Policy.PROPOSE, Sign.DEDICATED_GRID, Policy.PROPOSE),
            50,
            new Limit(72, Limit.Measure.HOURS),
            WorkingCalendar.ROUND_THE_CLOCK);

    public JointTerms {
        if (borderMetres < 1 || borderMetres > BORDER_METRES_MAX) {
            throw new IllegalArgumentException(borderMetres + " m; 1 to " + BORDER_METRES_MAX + " are right");
        }
        Map<Sign, Policy> all = new EnumMap<>(Sign.class);
        for (Sign sign : Sign.values()) {
            all.put(sign, policies.getOrDefault(sign, Policy.NONE));
        }
        policies = Collections.unmodifiableMap(all);
    }

    /** When what is opened now must be decided. */
    public Instant decideBy(Instant openedAt) {
        return decision.after(openedAt, calendar);
    }
}
