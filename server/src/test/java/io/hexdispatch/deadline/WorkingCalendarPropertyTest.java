package io.hexdispatch.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.deadline.WorkingCalendar.Shift;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds for the arithmetic of working time whatever the calendar. */
class WorkingCalendarPropertyTest {
    private static final Instant BEGIN = TestCalendars.at("2026-09-01T00:00");
    private static final long MILLIS = Duration.ofDays(60).toMillis();

    @Provide
    Arbitrary<Instant> moments() {
        return Arbitraries.longs().between(0, MILLIS).map(BEGIN::plusMillis);
    }

    /** Also those that begin and end exactly with shifts. */
    @Provide
    Arbitrary<Instant> roundMoments() {
        return Arbitraries.longs().between(0, 60 * 48).map(halfHours -> BEGIN.plusSeconds(halfHours * 1_800));
    }

    @Provide
    Arbitrary<Duration> times() {
        return Arbitraries.longs().between(1, Duration.ofHours(200).toMillis()).map(Duration::ofMillis);
    }

    @Provide
    Arbitrary<WorkingCalendar> calendars() {
        Arbitrary<LocalDate> dates = Arbitraries.integers().between(0, 70).map(days -> LocalDate.of(2026, 9, 1)
                .plusDays(days));
        Arbitrary<List<Shift>> shifts = Arbitraries.integers()
                .between(0, 48)
                .set()
                .ofMinSize(2)
                .ofMaxSize(6)
                .map(edges -> {
                    List<Integer> sorted = edges.stream().sorted().toList();
                    List<Shift> made = new ArrayList<>();
                    for (int i = 0; i + 1 < sorted.size(); i += 2) {
                        made.add(new Shift(30 * sorted.get(i), 30 * sorted.get(i + 1)));
                    }
                    return made;
                });
        return Combinators.combine(
                        Arbitraries.of(DayOfWeek.class).set().ofMinSize(1),
                        shifts,
                        dates.set().ofMaxSize(12),
                        dates.set().ofMaxSize(4))
                .as(WorkingCalendar::new);
    }

    @Property(seed = "410100", tries = 500)
    void isInverse(
            @ForAll("calendars") WorkingCalendar calendar,
            @ForAll("moments") Instant from,
            @ForAll("times") Duration time) {
        assertThat(calendar.workingTimeBetween(from, calendar.plusWorkingTime(from, time)))
                .isEqualTo(time);
    }

    @Property(seed = "410100", tries = 500)
    void isAdditive(
            @ForAll("calendars") WorkingCalendar calendar,
            @ForAll("roundMoments") Instant from,
            @ForAll("times") Duration one,
            @ForAll("times") Duration other) {
        assertThat(calendar.plusWorkingTime(calendar.plusWorkingTime(from, one), other))
                .isEqualTo(calendar.plusWorkingTime(from, one.plus(other)));
    }

    @Property(seed = "410100", tries = 500)
    void isMonotone(
            @ForAll("calendars") WorkingCalendar calendar,
            @ForAll("moments") Instant one,
            @ForAll("moments") Instant other,
            @ForAll("times") Duration time) {
        Instant earlier = one.isBefore(other) ? one : other;
        Instant later = one.isBefore(other) ? other : one;
        assertThat(calendar.plusWorkingTime(earlier, time)).isBeforeOrEqualTo(calendar.plusWorkingTime(later, time));
        assertThat(calendar.plusWorkingTime(one, time)).isBefore(calendar.plusWorkingTime(one, time.plusMillis(1)));
        assertThat(calendar.plusWorkingTime(one, time)).isAfter(one);
    }

    @Property(seed = "410100", tries = 500)
    void neverLandsOutsideWorkingTime(
            @ForAll("calendars") WorkingCalendar calendar,
            @ForAll("moments") Instant from,
            @ForAll("times") Duration time) {
        assertThat(calendar.isWorkingTime(calendar.plusWorkingTime(from, time))).isTrue();
    }

    @Property(seed = "410100", tries = 300)
    void workingDaysAreInverseAdditiveMonotoneAndEndWithinWorkingTime(
            @ForAll("calendars") WorkingCalendar calendar,
            @ForAll("roundMoments") Instant from,
            @ForAll("roundMoments") Instant other,
            @ForAll @IntRange(min = 1, max = 30) int days,
            @ForAll @IntRange(min = 1, max = 30) int more) {
        Instant end = calendar.endOfWorkingDay(from, days);
        assertThat(calendar.workingDaysBetween(from, end)).isEqualTo(days);
        assertThat(calendar.endOfWorkingDay(end, more)).isEqualTo(calendar.endOfWorkingDay(from, days + more));
        assertThat(calendar.isWorkingTime(end)).isTrue();
        assertThat(end).isAfter(from).isBefore(calendar.endOfWorkingDay(from, days + 1));
        if (!other.isBefore(from)) {
            assertThat(calendar.endOfWorkingDay(other, days)).isAfterOrEqualTo(end);
        }
    }

    /** Shifts begin and end on half hours here, so the middle of each half hour says whether all of it is worked. */
    @Property(seed = "410100", tries = 200)
    void countsWhatIsFoundByLookingAtEachHalfHour(
            @ForAll("calendars") WorkingCalendar calendar,
            @ForAll @IntRange(min = 0, max = 1_000) int from,
            @ForAll @IntRange(min = 0, max = 1_000) int length) {
        Instant begin = BEGIN.plusSeconds(1_800L * from);
        long worked = LongStream.range(0, length)
                .mapToObj(halfHour -> begin.plusSeconds(1_800 * halfHour + 900))
                .filter(calendar::isWorkingTime)
                .count();
        assertThat(calendar.workingTimeBetween(begin, begin.plusSeconds(1_800L * length)))
                .isEqualTo(Duration.ofMinutes(30 * worked));
    }
}
