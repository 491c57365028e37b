package io.hexdispatch.figures;

import static io.hexdispatch.figures.TestOutcomes.DAY;
import static io.hexdispatch.figures.TestOutcomes.after;
import static io.hexdispatch.figures.TestOutcomes.due;
import static io.hexdispatch.figures.TestOutcomes.eventful;
import static io.hexdispatch.figures.TestOutcomes.fact;
import static io.hexdispatch.figures.TestOutcomes.rated;
import static io.hexdispatch.figures.TestOutcomes.withoutLimit;
import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.event.EventStatus;
import io.hexdispatch.figures.FigureScan.Part;
import io.hexdispatch.figures.Figures.Line;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each figure counts. */
class TallyTest {
    private static final Optional<Instant> RUNS = Optional.empty();

    @Test
    void whatWasVoidedIsReportedAndNothingElse() {
        Line line = count(after(9), eventful(EventStatus.VOIDED), rated(EventStatus.VOIDED, 5));
        assertThat(line.tally().reported()).isEqualTo(2);
        assertThat(line.tally().voided()).isEqualTo(2);
        assertThat(line.tally().filed()).isZero();
        assertThat(line.tally().extended()).isZero();
        assertThat(line.tally().rated()).isZero();
        assertThat(line.tally().overdue()).isZero();
        assertThat(line.accepted().total()).isZero();
        assertThat(line.tally().closingRate()).as("of nothing").isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = EventStatus.class,
            names = {"RESOLVED", "VERIFIED", "CLOSED"})
    void whatIsResolvedIsSoInEachStateBehindIt(EventStatus status) {
        Line line = count(after(9), TestOutcomes.of(status));
        assertThat(line.tally().resolved()).isEqualTo(1);
        assertThat(line.resolved().total()).isEqualTo(1);
        assertThat(line.tally().closed()).isEqualTo(status == EventStatus.CLOSED ? 1 : 0);
        assertThat(line.closed().total()).isEqualTo(status == EventStatus.CLOSED ? 1 : 0);
        assertThat(line.tally().overdue()).isZero();
    }

    @Test
    void whatWasOpenedAgainIsNeitherClosedNorResolvedButWasAccepted() {
        Line line = count(after(1), TestOutcomes.of(EventStatus.IN_PROGRESS));
        assertThat(line.tally().closed()).isZero();
        assertThat(line.tally().resolved()).isZero();
        assertThat(line.accepted().total()).isEqualTo(1);
        assertThat(line.resolved().total()).isZero();
        assertThat(line.closed().total()).isZero();
    }

    @Test
    void whatIsNotDoneIsOverdueOnceItsTimeIsUp() {
        CaseOutcome open = TestOutcomes.of(EventStatus.DISPATCHED);
        assertThat(count(after(4), open).tally().overdue()).as("at its end").isZero();
        Tally late = count(after(4).plusSeconds(1), open).tally();
        assertThat(late.overdue()).isEqualTo(1);
        assertThat(late.overdueOpen()).isEqualTo(1);
        assertThat(late.onTimeRate()).contains(0.0);
    }

    @Test
    void whatWasResolvedLateStaysOverdueAndIsNotOpen() {
        Tally late = count(after(9), due(EventStatus.CLOSED, 1, RUNS)).tally();
        assertThat(late.overdue()).isEqualTo(1);
        assertThat(late.overdueOpen()).isZero();
        assertThat(late.closed()).isEqualTo(1);
        assertThat(late.closedOnTime()).isZero();
        assertThat(late.onTimeRate()).contains(0.0);
    }

    @Test
    void aClockThatStandsMakesNothingLate() {
        assertThat(count(after(99), due(EventStatus.SUSPENDED, 4, Optional.of(after(1))))
                        .tally()
                        .overdue())
                .isZero();
        Tally stoppedTooLate = count(after(99), due(EventStatus.SUSPENDED, 4, Optional.of(after(5))))
                .tally();
        assertThat(stoppedTooLate.overdue()).isEqualTo(1);
        assertThat(stoppedTooLate.suspended()).isEqualTo(1);
    }

    @Test
    void theShareOnTimeIsOfWhatIsClosedOrShouldBe() {
        Tally tally = count(
                        after(9),
                        TestOutcomes.of(EventStatus.CLOSED),
                        due(EventStatus.CLOSED, 1, RUNS),
                        due(EventStatus.RESOLVED, 1, RUNS),
                        TestOutcomes.of(EventStatus.DISPATCHED),
                        due(EventStatus.DISPATCHED, 99, RUNS),
                        TestOutcomes.of(EventStatus.RESOLVED),
                        withoutLimit(EventStatus.CLOSED))
                .tally();
        assertThat(tally.onTimeRate())
                .as("one of: closed on time, closed late, resolved late, overdue; not of what has time or no limit")
                .contains(0.25);
        assertThat(tally.closingRate()).contains(3.0 / 7);
    }

    @Test
    void whatHappenedTwiceToAnEventIsCountedOnce() {
        Tally tally = count(after(1), eventful(EventStatus.IN_PROGRESS), TestOutcomes.of(EventStatus.IN_PROGRESS))
                .tally();
        assertThat(List.of(tally.extended(), tally.reworked(), tally.reopened(), tally.returned(), tally.handedOn()))
                .containsOnly(1L);
        assertThat(tally.reworkRate()).contains(0.5);
        assertThat(tally.extensionRate()).contains(0.5);
    }

    @Test
    void oneOrTwoStarsAreNotSatisfied() {
        List<CaseOutcome> outcomes = new ArrayList<>();
        for (int stars = 1; stars <= 5; stars++) {
            outcomes.add(rated(EventStatus.CLOSED, stars));
        }
        outcomes.add(TestOutcomes.of(EventStatus.CLOSED));
        Tally tally = count(after(9), outcomes.toArray(CaseOutcome[]::new)).tally();
        assertThat(tally.rated()).isEqualTo(5);
        assertThat(tally.satisfied()).isEqualTo(3);
        assertThat(tally.satisfactionRate()).contains(0.6);
        assertThat(tally.satisfactionMean()).contains(3.0);
    }

    private static Line count(Instant now, CaseOutcome... outcomes) {
        List<Fact> facts = new ArrayList<>();
        for (CaseOutcome outcome : outcomes) {
            facts.add(fact(facts.size() + 1, outcome));
        }
        FigureQuery all = new FigureQuery(Optional.empty(), Optional.empty(), DAY, DAY, List.of(), 10, 0);
        return new FigureScan(all, now)
                .count(List.of(new Part(DaySegment.of(DAY, facts), new BitSet())))
                .total();
    }
}
