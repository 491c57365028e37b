package io.hexdispatch.deadline;

import static io.hexdispatch.deadline.TestCalendars.OFFICE;
import static io.hexdispatch.deadline.TestCalendars.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hexdispatch.deadline.WorkingCalendar.Shift;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Around National Day 2026: 1 to 5 October are holidays, Sunday 27 September and Saturday 10 October are worked. */
class WorkingCalendarTest {
    @ParameterizedTest
    @CsvSource({
        // within a shift, over noon, over night
        "2026-09-21T09:00, 2 working hours, 2026-09-21T11:00",
        "2026-09-21T11:00, 4 working hours, 2026-09-21T16:30",
        "2026-09-21T17:00, 2 working hours, 2026-09-22T09:30",
        // a period that ends with a shift ends in the evening
        "2026-09-21T17:00, 1 working hour, 2026-09-21T18:00",
        "2026-09-21T11:00, 60 working minutes, 2026-09-21T12:00",
        // begun outside working hours
        "2026-09-21T03:00, 2 working hours, 2026-09-21T10:30",
        "2026-09-21T12:30, 2 working hours, 2026-09-21T15:30",
        // over a weekend, over a make-up day, over the holidays
        "2026-09-18T17:00, 2 working hours, 2026-09-21T09:30",
        "2026-09-25T17:00, 2 working hours, 2026-09-27T09:30",
        "2026-09-30T17:00, 2 working hours, 2026-10-06T09:30",
        "2026-10-09T17:00, 2 working hours, 2026-10-10T09:30",
        // working days: the day of the start does not count, the last one ends with its hours
        "2026-09-21T09:00, 1 working day, 2026-09-22T18:00",
        "2026-09-21T23:00, 1 working day, 2026-09-22T18:00",
        "2026-09-30T09:00, 1 working day, 2026-10-06T18:00",
        "2026-09-24T09:00, 5 working days, 2026-09-30T18:00",
        "2026-10-03T09:00, 1 working day, 2026-10-06T18:00",
        // the clock knows no holidays
        "2026-09-30T23:00, 4 hours, 2026-10-01T03:00",
        "2026-09-30T23:50, 30 minutes, 2026-10-01T00:20"
    })
    void aLimitEndsWhenAnOfficeWouldSayItEnds(String start, String limit, String end) {
        assertThat(Limit.parse(limit).orElseThrow().after(at(start), OFFICE)).isEqualTo(at(end));
    }

    @Test
    void knowsItsWorkingDays() {
        assertThat(OFFICE.isWorkingDay(LocalDate.of(2026, 9, 27))).isTrue();
        assertThat(OFFICE.isWorkingDay(LocalDate.of(2026, 9, 26))).isFalse();
        assertThat(OFFICE.isWorkingDay(LocalDate.of(2026, 10, 1))).isFalse();
        assertThat(OFFICE.isWorkingDay(LocalDate.of(2026, 10, 6))).isTrue();
    }

    @Test
    void roundTheClockADayEndsAtMidnight() {
        assertThat(new Limit(1, Limit.Measure.WORKING_DAYS)
                        .after(at("2026-10-01T09:00"), WorkingCalendar.ROUND_THE_CLOCK))
                .isEqualTo(at("2026-10-03T00:00"));
    }

    @Test
    void refusesACalendarByWhichNobodyWorks() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WorkingCalendar(Set.of(), List.of(new Shift(0, 60)), Set.of(), Set.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WorkingCalendar(Set.of(DayOfWeek.MONDAY), List.of(), Set.of(), Set.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WorkingCalendar(
                        Set.of(DayOfWeek.MONDAY), List.of(new Shift(60, 120), new Shift(90, 180)), Set.of(), Set.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Shift(60, 60));
    }

    @ParameterizedTest
    @CsvSource({"0 hours", "-1 hours", "10001 hours", "4", "hours", "4 weeks", "4hours", "1.5 hours", "4  hours", "''"})
    void readsNothingElseAsALimit(String text) {
        assertThat(Limit.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"30 minutes", "1 hour", "4 working hours", "1 working minute", "5 working days"})
    void writesALimitAsItReadsIt(String text) {
        assertThat(Limit.parse(text)).map(Limit::toString).contains(text);
    }
}
