package io.hexdispatch.loadtests.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.loadtests.scenario.Ledger.Answer;
import io.hexdispatch.loadtests.scenario.Ledger.Order;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final String CELL = "410102001001001";
    private static final Order LEAD = new Order("20260301-0000001-1", "police-410102");
    private static final Order CO_HANDLING = new Order("20260301-0000001-2", "fire-410102");

    private final Ledger ledger = new Ledger("run-", true);
    private final Tally tally = new Tally(0, 1_000_000_000);

    @Test
    void settlesAnEventWhenEveryOrderOfItsAnswerHasCome() {
        long number = open();

        ledger.filed(number, answer(LEAD, CO_HANDLING), 3_000_000);
        ledger.came("run-0", CO_HANDLING, 4_000_000);
        assertThat(ledger.settled()).isZero();

        ledger.came("run-0", LEAD, 5_000_000);
        assertThat(ledger.settled()).isEqualTo(1);
        assertFaultless();
    }

    @Test
    void takesAnOrderThatComesBeforeTheAnswer() {
        long number = open();

        ledger.came("run-0", LEAD, 3_000_000);
        ledger.filed(number, answer(LEAD), 4_000_000);

        assertThat(ledger.settled()).isEqualTo(1);
        assertFaultless();
    }

    @Test
    void countsLatenciesFromTheMomentTheEventWasDue() {
        long number = ledger.open(tally, 1_000_000, true, CELL, 1_500_000);

        ledger.filed(number, answer(LEAD, CO_HANDLING), 4_000_000);
        ledger.came("run-0", LEAD, 6_000_000);
        ledger.came("run-0", CO_HANDLING, 9_000_000);

        assertThat(tally.toSent.getMaxValue()).isCloseTo(500_000, within());
        assertThat(tally.toAnswer.getMaxValue()).isCloseTo(3_000_000, within());
        assertThat(tally.toOrder.getMaxValue()).isCloseTo(5_000_000, within());
        assertThat(tally.toOrder.getTotalCount()).isEqualTo(1);
    }

    @Test
    void checksButDoesNotMeasureWhatIsSentInTheWarmUp() {
        long number = ledger.open(tally, 0, false, CELL, 0);

        ledger.filed(number, answer(LEAD), 1);
        ledger.came("run-0", LEAD, 2);
        ledger.came("run-0", LEAD, 3);

        assertThat(tally.toOrder.getTotalCount()).isZero();
        assertThat(tally.doubled).isEqualTo(1);
    }

    @Test
    void countsAnOrderThatNeverCameAsLost() {
        ledger.filed(open(), answer(LEAD, CO_HANDLING), 1);
        ledger.came("run-0", LEAD, 2);

        ledger.close();

        assertThat(tally.lost).isEqualTo(1);
        assertThat(tally.faults()).containsExactly("order 20260301-0000001-2 never came to fire-410102");
        assertThat(ledger.settled()).isEqualTo(1);
    }

    @Test
    void countsAnOrderThatComesAgainAsDoubledEvenAfterItsEventIsSettled() {
        ledger.filed(open(), answer(LEAD), 1);
        ledger.came("run-0", LEAD, 2);
        ledger.came("run-0", LEAD, 3);

        assertThat(tally.doubled).isEqualTo(1);
    }

    @Test
    void countsAnOrderAtAnotherUnitsSocketAsWrongAndTheOneThatIsMissingAsLost() {
        ledger.filed(open(), answer(LEAD), 1);
        ledger.came("run-0", new Order(LEAD.id(), "water-supply-410102"), 2);

        ledger.close();

        assertThat(tally.wrong).isEqualTo(1);
        assertThat(tally.lost).isEqualTo(1);
    }

    @Test
    void countsAnOrderThatTheLaterAnswerDoesNotListAsWrong() {
        long number = open();
        ledger.came("run-0", CO_HANDLING, 1);
        ledger.filed(number, answer(LEAD), 2);

        assertThat(tally.wrong).isEqualTo(1);
    }

    @Test
    void countsAnEventInAnotherGridOrWithoutOrders() {
        ledger.filed(open(), new Answer("410102001001002", List.of(), 0), 1);

        assertThat(tally.wrongGrid).isEqualTo(1);
        assertThat(tally.wrong).isEqualTo(1);
    }

    @Test
    void countsWhatWasRefusedAndWhatWasNotAnswered() {
        ledger.refused(open(), "status 503");
        ledger.unanswered(open(), "connection reset");
        open();

        ledger.close();

        assertThat(tally.refused).isEqualTo(1);
        assertThat(tally.unanswered).isEqualTo(2);
        assertThat(ledger.settled()).isEqualTo(3);
    }

    @Test
    void leavesOrdersOfOtherReportersAlone() {
        assertThat(ledger.came("demo-1", LEAD, 1)).isFalse();
    }

    @Test
    void countsTheThroughputOfWhatCameWhileItWasMeasured() {
        for (int i = 0; i < 4; i++) {
            ledger.filed(open(), answer(LEAD), 1);
        }
        ledger.came("run-0", LEAD, -1);
        ledger.came("run-1", LEAD, 0);
        ledger.came("run-2", LEAD, 999_999_999);
        ledger.came("run-3", LEAD, 1_000_000_000);

        assertThat(tally.throughput()).isEqualTo(2);
    }

    private long open() {
        return ledger.open(tally, 0, true, CELL, 0);
    }

    private static Answer answer(Order... orders) {
        return new Answer(CELL, List.of(orders), 0);
    }

    private void assertFaultless() {
        ledger.close();
        assertThat(tally.isTrue()).isTrue();
        assertThat(tally.isComplete()).isTrue();
        assertThat(tally.faults()).isEmpty();
    }

    /** What the histograms' three digits allow. */
    private static Percentage within() {
        return Percentage.withPercentage(0.2);
    }
}
