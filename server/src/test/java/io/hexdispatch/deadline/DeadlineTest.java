package io.hexdispatch.deadline;

import static io.hexdispatch.deadline.TestCalendars.OFFICE;
import static io.hexdispatch.deadline.TestCalendars.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.deadline.Deadline.Fired;
import io.hexdispatch.deadline.Deadline.Signal;
import io.hexdispatch.deadline.Deadline.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** A disposal deadline of 4 working hours, begun on a Monday at 09:00 and so due at 14:30, that warns after three quarters of it. */
class DeadlineTest {
    private static final DeadlineKey KEY = new DeadlineKey(42, 0, DeadlineKind.DISPOSAL);
    private static final Actor STREET = new Actor(Role.CENTRE, "410181001");
    private static final Actor COUNTY = new Actor(Role.CENTRE, "410181");
    private static final Actor CITY = new Actor(Role.CENTRE, "410100");
    private static final List<Rung> LADDER = List.of(
            new Rung(STREET, Limit.parse("1 working hour")),
            new Rung(COUNTY, Limit.parse("1 working day")),
            new Rung(CITY, Optional.empty()));
    private static final Instant START = at("2026-09-21T09:00");

    private final Deadline deadline = begin("4 working hours", LADDER);

    private static Deadline begin(String limit, List<Rung> ladder) {
        return Deadline.begin(KEY, new Terms(Limit.parse(limit).orElseThrow(), "office", 75, ladder), START, OFFICE);
    }

    @Test
    void warnsBeforeItIsDueAndClimbsFromTheStreetToTheCityAfterwards() {
        assertThat(deadline.nextAt()).contains(at("2026-09-21T12:00"));
        assertThat(deadline.dueAt()).isEqualTo(at("2026-09-21T14:30"));

        Fired warning = deadline.fire(OFFICE);
        assertThat(warning.signal()).isEqualTo(Signal.WARNING);
        assertThat(warning.told()).isEmpty();
        assertThat(warning.after().nextAt()).contains(at("2026-09-21T14:30"));

        Fired overdue = warning.after().fire(OFFICE);
        assertThat(overdue.signal()).isEqualTo(Signal.OVERDUE);
        assertThat(overdue.told()).contains(STREET);
        assertThat(overdue.after().nextAt()).contains(at("2026-09-21T15:30"));

        Fired county = overdue.after().fire(OFFICE);
        assertThat(county.signal()).isEqualTo(Signal.ESCALATED);
        assertThat(county.told()).contains(COUNTY);
        assertThat(county.after().nextAt()).contains(at("2026-09-22T18:00"));

        Fired city = county.after().fire(OFFICE);
        assertThat(city.told()).contains(CITY);
        assertThat(city.after().nextAt()).isEmpty();
        assertThatIllegalStateException().isThrownBy(() -> city.after().fire(OFFICE));
    }

    @Test
    void withoutALadderItEndsWithBeingMissed() {
        Fired overdue = begin("4 working hours", List.of()).fire(OFFICE).after().fire(OFFICE);

        assertThat(overdue.signal()).isEqualTo(Signal.OVERDUE);
        assertThat(overdue.told()).isEmpty();
        assertThat(overdue.after().nextAt()).isEmpty();
    }

    @Test
    void suspensionStopsTheClock() {
        Deadline stopped = deadline.stop(at("2026-09-21T10:00"));
        assertThat(stopped.isOverdue(at("2026-12-01T10:00"))).isFalse();
        assertThat(stopped.left(at("2026-12-01T10:00"), OFFICE)).isEqualTo(Duration.ofHours(3));

        Deadline resumed = stopped.resume(at("2026-09-28T16:00"), OFFICE);
        assertThat(resumed.dueAt()).isEqualTo(at("2026-09-29T09:30"));
        assertThat(resumed.nextAt()).contains(at("2026-09-28T18:00"));
        assertThat(resumed.stoppedAt()).isEmpty();
    }

    @Test
    void stoppingTwiceOrResumingWhatRunsChangesNothing() {
        Deadline stopped = deadline.stop(at("2026-09-21T10:00"));
        assertThat(stopped.stop(at("2026-09-21T11:00"))).isEqualTo(stopped);
        assertThat(deadline.resume(at("2026-09-21T11:00"), OFFICE)).isEqualTo(deadline);
    }

    @Test
    void whatWasMissedBeforeASuspensionStaysMissedAndOnlyTheNextRungIsPutOff() {
        Deadline overdue = deadline.fire(OFFICE).after().fire(OFFICE).after();

        Deadline resumed = overdue.stop(at("2026-09-21T15:00")).resume(at("2026-09-23T09:00"), OFFICE);

        assertThat(resumed.dueAt()).isEqualTo(overdue.dueAt());
        assertThat(resumed.nextAt()).contains(at("2026-09-23T09:30"));
    }

    @Test
    void anExtensionMovesTheDeadlineAndItsWarning() {
        Deadline extended =
                deadline.fire(OFFICE).after().extend(at("2026-09-22T18:00"), at("2026-09-21T12:30"), OFFICE);

        assertThat(extended.dueAt()).isEqualTo(at("2026-09-22T18:00"));
        // Three quarters of 15.5 working hours.
        assertThat(extended.nextAt()).contains(at("2026-09-22T14:07").plusSeconds(30));
        assertThat(extended.step()).isZero();
    }

    @Test
    void anExtensionOfWhatIsMissedBringsItBackIntoTimeOnlyIfItIsLongEnough() {
        Deadline overdue = deadline.fire(OFFICE).after().fire(OFFICE).after();

        Deadline long1 = overdue.extend(at("2026-09-21T16:30"), at("2026-09-21T15:00"), OFFICE);
        Deadline short1 = overdue.extend(overdue.dueAt().plusSeconds(600), at("2026-09-21T15:00"), OFFICE);

        assertThat(long1.isOverdue(at("2026-09-21T15:00"))).isFalse();
        assertThat(long1.nextAt()).contains(at("2026-09-21T16:30"));
        assertThat(long1.fire(OFFICE).signal()).isEqualTo(Signal.OVERDUE);
        assertThat(short1.isOverdue(at("2026-09-21T15:00"))).isTrue();
        assertThat(short1.nextAt()).isEqualTo(overdue.nextAt());
    }

    @Property(seed = "410100", tries = 300)
    void howeverLongItIsSuspendedAsMuchTimeIsLeftAfterAsBefore(
            @ForAll @IntRange(min = 0, max = 20_000) int stopMinutes,
            @ForAll @IntRange(min = 0, max = 50_000) int restMinutes,
            @ForAll @IntRange(min = 1, max = 40) int days) {
        Deadline before = begin(days + " working days", LADDER);
        Instant stop = START.plusSeconds(60L * stopMinutes);
        Instant again = stop.plusSeconds(60L * restMinutes);

        Deadline after = before.stop(stop).resume(again, OFFICE);

        assertThat(after.left(again, OFFICE)).isEqualTo(before.left(stop, OFFICE));
        assertThat(after.dueAt()).isAfterOrEqualTo(before.dueAt());
        if (restMinutes == 0) {
            assertThat(after).isEqualTo(before);
        }
    }

    @Property(seed = "410100", tries = 300)
    void ofTwoExtensionsTheLaterHolds(
            @ForAll @IntRange(min = -100, max = 10_000) int one,
            @ForAll @IntRange(min = -100, max = 10_000) int other) {
        Instant first = deadline.dueAt().plusSeconds(60L * one);
        Instant second = deadline.dueAt().plusSeconds(60L * other);

        Deadline twice = deadline.extend(first, START, OFFICE).extend(second, START, OFFICE);

        assertThat(twice).isEqualTo(deadline.extend(first.isAfter(second) ? first : second, START, OFFICE));
    }

    @Property(seed = "410100", tries = 300)
    void aKeyIsPackedWithoutLoss(
            @ForAll @net.jqwik.api.constraints.LongRange(min = 1, max = (1L << 44) - 1) long event,
            @ForAll @IntRange(min = 0, max = 32_767) int ordinal,
            @ForAll DeadlineKind kind) {
        DeadlineKey key = new DeadlineKey(event, ordinal, kind);
        assertThat(key.packed()).isPositive();
        assertThat(DeadlineKey.unpacked(key.packed())).isEqualTo(key);
    }
}
