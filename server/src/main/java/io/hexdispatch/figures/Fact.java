package io.hexdispatch.figures;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/**
 * All that the figures keep of one event.
 *
 * @param event its serial number
 * @param day the day of its filing in the city
 * @param area by {@link Dimension#area}
 * @param category by {@link Dimension#category}
 * @param unit the one that leads; empty text where there is none, and so it is for the post
 * @param marks by {@link Marks}
 * @param dueSeconds when it is due while the clock runs, from the beginning of the day
 * @param accepted the bucket of the time from filing to the first acceptance; so are the others
 */
public record Fact(
        long event,
        LocalDate day,
        String area,
        String source,
        String category,
        String unit,
        String post,
        int marks,
        int dueSeconds,
        int accepted,
        int resolved,
        int closed) {
    /** The time of the city. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    public static LocalDate day(Instant moment) {
        return moment.atZone(ZONE).toLocalDate();
    }

    static long startSecond(LocalDate day) {
        return day.atStartOfDay(ZONE).toEpochSecond();
    }

    public static Fact of(
            long event, String area, String source, String category, String unit, String post, CaseOutcome outcome) {
        LocalDate day = day(outcome.filedAt());
        int marks = Marks.of(outcome);
        boolean counts = (marks & Marks.VOIDED) == 0;
        return new Fact(
                event,
                day,
                area,
                source,
                category,
                unit,
                post,
                marks,
                (marks & Marks.RUNNING) == 0
                        ? 0
                        : seconds(outcome.disposal().orElseThrow().dueAt().getEpochSecond() - startSecond(day)),
                bucket(outcome, outcome.acceptedAt(), counts),
                bucket(outcome, outcome.resolvedAt(), (marks & Marks.RESOLVED) != 0),
                bucket(outcome, outcome.closedAt(), (marks & Marks.CLOSED) != 0));
    }

    private static int seconds(long seconds) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, seconds));
    }

    private static int bucket(CaseOutcome outcome, Optional<Instant> moment, boolean counts) {
        return moment.filter(at -> counts)
                .map(at ->
                        TimeBuckets.of(Duration.between(outcome.filedAt(), at).toMillis() / 1_000.0))
                .orElse(TimeBuckets.NONE);
    }
}
