package io.hexdispatch.hotspot;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** From a moment until before another. */
public record Period(Instant from, Instant to) {
    /** The longest that is looked at: a leap year. */
    public static final Duration LENGTH_MAX = Duration.ofDays(366);

    private static final Duration WEEK = Duration.ofDays(7);

    /** @throws IllegalArgumentException if it is empty, or longer than {@link #LENGTH_MAX} */
    public Period {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("the period from " + from + " to " + to + " is empty");
        }
        if (Duration.between(from, to).compareTo(LENGTH_MAX) > 0) {
            throw new IllegalArgumentException(
                    "the period is longer than the " + LENGTH_MAX.toDays() + " days that are looked at in one go");
        }
    }

    public Duration length() {
        return Duration.between(from, to);
    }

    public double days() {
        return length().toMillis() / (double) Duration.ofDays(1).toMillis();
    }

    /** The period of the same length that ends where this begins. */
    public Period before() {
        return new Period(from.minus(length()), from);
    }

    /** The weeks before this period, the earliest first. */
    public List<Period> weeksBefore(int weeks) {
        List<Period> before = new ArrayList<>();
        for (int week = weeks; week > 0; week--) {
            Instant begin = from.minus(WEEK.multipliedBy(week));
            before.add(new Period(begin, begin.plus(WEEK)));
        }
        return before;
    }

    /** Earlier periods of the same length on the same days of the week, the earliest first: none overlaps another or this one. */
    public List<Period> sameWeekdaysBefore(int count) {
        long weeks = Math.max(1, (length().toMillis() + WEEK.toMillis() - 1) / WEEK.toMillis());
        List<Period> before = new ArrayList<>();
        for (int step = count; step > 0; step--) {
            Duration shift = WEEK.multipliedBy(weeks * step);
            before.add(new Period(from.minus(shift), to.minus(shift)));
        }
        return before;
    }
}
