package io.hexdispatch.deadline;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * When a unit works: shifts on certain days of the week, holidays on which it does not, and make-up working days (调休) on which it
 * does although the week says otherwise. Days are those of Zhengzhou. Immutable, so any thread may use it.
 *
 * <p>Working time only goes forward: of two moments between which nobody works, the earlier is meant where a period ends and either
 * where it begins. So a period that ends with a shift ends in the evening and not on the next morning.
 */
public final class WorkingCalendar {
    /** Everybody, always: for those who work round the clock, and where no calendar is named. */
    public static final WorkingCalendar ROUND_THE_CLOCK =
            new WorkingCalendar(EnumSet.allOf(DayOfWeek.class), List.of(new Shift(0, 1_440)), Set.of(), Set.of());

    private static final ZoneId ZHENGZHOU = ZoneId.of("Asia/Shanghai");
    private static final int MINUTES_OF_DAY = 1_440;

    private final Set<DayOfWeek> days;
    private final List<Shift> shifts;
    private final Set<LocalDate> holidays;
    private final Set<LocalDate> makeUpDays;
    private final Duration perDay;

    /**
     * A part of a working day.
     *
     * @param fromMinute in minutes since midnight, 0 to 1,439
     * @param toMinute after {@code fromMinute}, at most 1,440
     */
    public record Shift(int fromMinute, int toMinute) {
        /** @throws IllegalArgumentException if it does not end after it begins, within one day */
        public Shift {
            if (fromMinute < 0 || toMinute <= fromMinute || toMinute > MINUTES_OF_DAY) {
                throw new IllegalArgumentException("a shift from minute " + fromMinute + " to " + toMinute);
            }
        }
    }

    /**
     * @param days the days of the week on which it is worked
     * @param shifts of each working day, in their order
     * @throws IllegalArgumentException if no day or no shift is given, or shifts are out of order or overlap
     */
    public WorkingCalendar(
            Set<DayOfWeek> days, List<Shift> shifts, Set<LocalDate> holidays, Set<LocalDate> makeUpDays) {
        if (days.isEmpty() || shifts.isEmpty()) {
            throw new IllegalArgumentException("nobody would ever work: no days or no shifts");
        }
        for (int i = 1; i < shifts.size(); i++) {
            if (shifts.get(i).fromMinute() < shifts.get(i - 1).toMinute()) {
                throw new IllegalArgumentException("shifts that overlap or are out of order: " + shifts);
            }
        }
        this.days = EnumSet.copyOf(days);
        this.shifts = List.copyOf(shifts);
        this.holidays = new HashSet<>(holidays);
        this.makeUpDays = new HashSet<>(makeUpDays);
        this.perDay = Duration.ofMinutes(shifts.stream()
                .mapToInt(shift -> shift.toMinute() - shift.fromMinute())
                .sum());
    }

    /** Whether it is worked on a day; a make-up day is one even if it is a holiday as well. */
    public boolean isWorkingDay(LocalDate day) {
        return makeUpDays.contains(day) || (days.contains(day.getDayOfWeek()) && !holidays.contains(day));
    }

    /** Whether it is worked at a moment; the ends of shifts belong to them. */
    public boolean isWorkingTime(Instant moment) {
        LocalDate day = dayOf(moment);
        // Midnight ends the last shift of the day before as well.
        return isIn(day, moment) || isIn(day.minusDays(1), moment);
    }

    private boolean isIn(LocalDate day, Instant moment) {
        return isWorkingDay(day)
                && shifts.stream()
                        .anyMatch(shift -> !moment.isBefore(at(day, shift.fromMinute()))
                                && !moment.isAfter(at(day, shift.toMinute())));
    }

    /** The first moment by which so much was worked since {@code from}; {@code from} itself for no time at all. */
    public Instant plusWorkingTime(Instant from, Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("time that goes backward: " + time);
        }
        if (time.isZero()) {
            return from;
        }
        Duration left = time;
        LocalDate day = dayOf(from);
        while (true) {
            if (isWorkingDay(day)) {
                // Whole days are passed by at once, but for the last, in which the period ends.
                if (from.isAfter(at(day, 0)) || left.compareTo(perDay) <= 0) {
                    for (Shift shift : shifts) {
                        Instant begin = latest(from, at(day, shift.fromMinute()));
                        Instant end = at(day, shift.toMinute());
                        if (end.isAfter(begin)) {
                            Duration worked = Duration.between(begin, end);
                            if (left.compareTo(worked) <= 0) {
                                return begin.plus(left);
                            }
                            left = left.minus(worked);
                        }
                    }
                } else {
                    left = left.minus(perDay);
                }
            }
            day = day.plusDays(1);
        }
    }

    /** How much is worked between two moments; zero if {@code to} is not after {@code from}. */
    public Duration workingTimeBetween(Instant from, Instant to) {
        Duration worked = Duration.ZERO;
        LocalDate last = dayOf(to);
        for (LocalDate day = dayOf(from); !day.isAfter(last); day = day.plusDays(1)) {
            if (!isWorkingDay(day)) {
                continue;
            }
            for (Shift shift : shifts) {
                Instant begin = latest(from, at(day, shift.fromMinute()));
                Instant shiftEnd = at(day, shift.toMinute());
                Instant end = shiftEnd.isBefore(to) ? shiftEnd : to;
                if (end.isAfter(begin)) {
                    worked = worked.plus(Duration.between(begin, end));
                }
            }
        }
        return worked;
    }

    /** When the working hours end of the so-manieth working day after the day of {@code from}, which does not count. */
    public Instant endOfWorkingDay(Instant from, int workingDays) {
        if (workingDays < 1) {
            throw new IllegalArgumentException(workingDays + " working days; 1 or more are right");
        }
        LocalDate day = lastDayOf(from);
        for (int counted = 0; counted < workingDays; ) {
            day = day.plusDays(1);
            if (isWorkingDay(day)) {
                counted++;
            }
        }
        return at(day, shifts.get(shifts.size() - 1).toMinute());
    }

    /** How many working days end after the day of {@code from} and by {@code to}. */
    public int workingDaysBetween(Instant from, Instant to) {
        int counted = 0;
        int lastMinute = shifts.get(shifts.size() - 1).toMinute();
        for (LocalDate day = lastDayOf(from).plusDays(1); !at(day, lastMinute).isAfter(to); day = day.plusDays(1)) {
            if (isWorkingDay(day)) {
                counted++;
            }
        }
        return counted;
    }

    /** The day that a period of days begins on: where the working day ends at midnight, midnight is still that day. */
    private LocalDate lastDayOf(Instant moment) {
        LocalDate day = dayOf(moment);
        return shifts.get(shifts.size() - 1).toMinute() == MINUTES_OF_DAY && moment.equals(at(day, 0))
                ? day.minusDays(1)
                : day;
    }

    private static LocalDate dayOf(Instant moment) {
        return LocalDate.ofInstant(moment, ZHENGZHOU);
    }

    private static Instant at(LocalDate day, int minute) {
        return day.atStartOfDay(ZHENGZHOU).toInstant().plusSeconds(60L * minute);
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
