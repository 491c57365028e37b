package io.hexdispatch.deadline;

import io.hexdispatch.deadline.WorkingCalendar.Shift;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Calendars and moments for tests. */
public final class TestCalendars {
    /** Monday to Friday, 08:30 to 12:00 and 13:30 to 18:00; National Day 2026 with its make-up days on two weekends. */
    public static final WorkingCalendar OFFICE = new WorkingCalendar(
            EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
            List.of(new Shift(8 * 60 + 30, 12 * 60), new Shift(13 * 60 + 30, 18 * 60)),
            Set.of(LocalDate.of(2026, 10, 1), LocalDate.of(2026, 10, 2), LocalDate.of(2026, 10, 5)),
            Set.of(LocalDate.of(2026, 9, 27), LocalDate.of(2026, 10, 10)));

    private TestCalendars() {}

    /** A moment in Zhengzhou, such as {@code 2026-09-30T17:00}. */
    public static Instant at(String local) {
        return OffsetDateTime.parse(local + ":00+08:00").toInstant();
    }
}
