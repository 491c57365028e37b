package io.hexdispatch.deadline;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long something may take, such as {@code 30 minutes}, {@code 4 working hours} or {@code 5 working days}.
 *
 * <p>Hours and minutes run from the moment of the start. Working days (工作日) count whole days: the day of the start does not
 * count, and the last one ends with its working hours, as the Civil Code of China has it (articles 201 and 203).
 *
 * @param amount 1 to {@value #AMOUNT_MAX}
 */
public record Limit(int amount, Measure measure) {
    public static final int AMOUNT_MAX = 10_000;

    private static final Pattern FORM = Pattern.compile("([0-9]{1,6}) ([a-z]+(?: [a-z]+)?)");

    /** What is counted. */
    public enum Measure {
        MINUTES("minute", Duration.ofMinutes(1), false),
        HOURS("hour", Duration.ofHours(1), false),
        WORKING_MINUTES("working minute", Duration.ofMinutes(1), true),
        WORKING_HOURS("working hour", Duration.ofHours(1), true),
        WORKING_DAYS("working day", Duration.ZERO, true);

        private final String text;
        private final Duration length;
        private final boolean working;

        Measure(String text, Duration length, boolean working) {
            this.text = text;
            this.length = length;
            this.working = working;
        }

        /** Whether the clock stands outside working hours. */
        public boolean isWorking() {
            return working;
        }

        /** How much time lies between two moments, as this measure counts it; zero if {@code to} is not after {@code from}. */
        public Duration between(Instant from, Instant to, WorkingCalendar calendar) {
            if (!to.isAfter(from)) {
                return Duration.ZERO;
            }
            return working ? calendar.workingTimeBetween(from, to) : Duration.between(from, to);
        }

        /** The moment at which so much time, as this measure counts it, has gone since {@code from}. */
        public Instant after(Instant from, Duration time, WorkingCalendar calendar) {
            return working ? calendar.plusWorkingTime(from, time) : from.plus(time);
        }
    }

    /** @throws IllegalArgumentException if {@code amount} is out of range */
    public Limit {
        if (amount < 1 || amount > AMOUNT_MAX) {
            throw new IllegalArgumentException("a limit of " + amount + "; 1 to " + AMOUNT_MAX + " are right");
        }
    }

    /** Reads the text form, one or many; empty where it is none, or the amount is out of range. */
    public static Optional<Limit> parse(String text) {
        Matcher matcher = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int amount = Integer.parseInt(matcher.group(1));
        String unit = matcher.group(2);
        return Arrays.stream(Measure.values())
                .filter(measure -> unit.equals(measure.text) || unit.equals(measure.text + "s"))
                .filter(measure -> amount >= 1 && amount <= AMOUNT_MAX)
                .map(measure -> new Limit(amount, measure))
                .findFirst();
    }

    /** The last moment that is in time for what began at {@code start}; after it. */
    public Instant after(Instant start, WorkingCalendar calendar) {
        return measure == Measure.WORKING_DAYS
                ? calendar.endOfWorkingDay(start, amount)
                : measure.after(start, measure.length.multipliedBy(amount), calendar);
    }

    /** The text form. */
    @Override
    public String toString() {
        return amount + " " + measure.text + (amount == 1 ? "" : "s");
    }
}
