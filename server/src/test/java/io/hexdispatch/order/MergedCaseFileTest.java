package io.hexdispatch.order;

import static io.hexdispatch.event.TestReports.NOW;
import static io.hexdispatch.order.TestCaseFiles.CENTRE;
import static io.hexdispatch.order.TestCaseFiles.NUMBER;
import static io.hexdispatch.order.TestCaseFiles.coHandling;
import static io.hexdispatch.order.TestCaseFiles.filed;
import static io.hexdispatch.order.TestCaseFiles.inState;
import static io.hexdispatch.order.TestCaseFiles.lead;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hexdispatch.event.EventAction;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.event.EventStatus;
import io.hexdispatch.event.EventWish;
import io.hexdispatch.event.Particulars.Into;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An event and its principal. */
class MergedCaseFileTest {
    private static final EventNumber EARLIER = EventNumber.of(NOW, 7);
    private static final EventNumber LATER = EventNumber.of(NOW, 99);

    @Test
    void whatIsMergedHasNoOrderLeftAndWaitsForNothing() throws IllegalTransitionException {
        CaseFile.Change change = merge(filed(lead("gas"), coHandling("police")));
        assertThat(change.after().event().status()).isEqualTo(EventStatus.MERGED);
        assertThat(change.after().event().course().mergedInto()).contains(EARLIER);
        assertThat(change.after().orders())
                .allMatch(order -> order.status() == OrderStatus.CANCELLED)
                .allMatch(order -> order.reason().equals(Optional.of("merged into 20260301-0000007: the same")));
        assertThat(merge(change.after()).isNothing()).as("sent twice").isTrue();
        assertThat(merge(filed()).after().event().queueReason()).isEmpty();
    }

    @Test
    void separatedItIsAsItsOrdersAre() throws IllegalTransitionException {
        CaseFile nothingDone = separate(merge(filed(lead("gas"))).after());
        assertThat(nothingDone.event().status()).isEqualTo(EventStatus.FILED);
        assertThat(nothingDone.event().queueReason()).contains("separated from 20260301-0000007: two leaks");
        assertThat(nothingDone.event().course().mergedInto()).isEmpty();

        CaseFile halfDone = separate(merge(inState(EventStatus.IN_PROGRESS, OrderStatus.DONE, OrderStatus.ACCEPTED))
                .after());
        assertThat(halfDone.event().status()).isEqualTo(EventStatus.RESOLVED);
        assertThat(halfDone.event().queueReason()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void takesOthersInOnlyWhileSomethingIsToBeDone(EventStatus status) throws IllegalTransitionException {
        CaseFile principal = inState(status, OrderStatus.ACCEPTED);
        if (EventStatus.OPEN_TO_REQUESTS.contains(status)) {
            CaseFile after = Merging.takeIn(principal, LATER, CENTRE, Optional.empty(), NOW)
                    .after();
            assertThat(after.event().course().merged()).containsExactly(LATER);
            assertThat(after.event().status()).isEqualTo(status);
            assertThat(Merging.letGo(after, LATER, CENTRE, Optional.empty(), NOW)
                            .after()
                            .event()
                            .course()
                            .merged())
                    .isEmpty();
        } else {
            assertThatExceptionOfType(IllegalTransitionException.class)
                    .isThrownBy(() -> Merging.takeIn(principal, LATER, CENTRE, Optional.empty(), NOW));
        }
    }

    @Test
    void soManyAreMergedIntoOneAndNoMore() throws IllegalTransitionException {
        CaseFile principal = filed(lead("gas"));
        for (int i = 0; i < Merging.MERGED_MAX; i++) {
            principal = Merging.takeIn(principal, EventNumber.of(NOW, 100 + i), CENTRE, Optional.empty(), NOW)
                    .after();
        }
        CaseFile full = principal;
        assertThatExceptionOfType(IllegalTransitionException.class)
                .isThrownBy(() -> Merging.takeIn(full, LATER, CENTRE, Optional.empty(), NOW))
                .withMessageContaining("200 events are merged into it");
    }

    @Test
    void goesWithItsPrincipalAndWithNobodyElse() throws IllegalTransitionException {
        CaseFile taken = merge(filed(lead("gas"))).after();
        CaseFile other = inState(EventStatus.RESOLVED, OrderStatus.DONE);
        // The case file of tests has the number that the principal would need; so the one taken is merged into that.
        CaseFile merged = Merging.goTo(taken, NUMBER, Optional.empty(), NOW).after();
        CaseFile.Change closed =
                other.act(EventWish.of(EventAction.CLOSE, Optional.of("done")), CENTRE, Optional.empty(), NOW);

        assertThat(closed.with(List.of(taken)).along())
                .as("merged into another")
                .isEmpty();
        CaseFile.Change along = closed.with(List.of(merged)).along().get(0);
        assertThat(along.after().event().status()).isEqualTo(EventStatus.CLOSED);
        assertThat(along.after().event().course().mergedInto()).contains(NUMBER);
        assertThat(along.history().get(0).reason())
                .contains("event 20260301-0000042, into which it is merged, is CLOSED");

        CaseFile.Change reopened = closed.after()
                .act(EventWish.of(EventAction.REOPEN, Optional.of("again")), CENTRE, Optional.of(lead("gas")), NOW);
        assertThat(reopened.with(List.of(along.after()))
                        .along()
                        .get(0)
                        .after()
                        .event()
                        .status())
                .isEqualTo(EventStatus.MERGED);
    }

    private static CaseFile.Change merge(CaseFile caseFile) throws IllegalTransitionException {
        return caseFile.act(
                EventWish.of(EventAction.MERGE, "the same", new Into(EARLIER)), CENTRE, Optional.empty(), NOW);
    }

    private static CaseFile separate(CaseFile caseFile) throws IllegalTransitionException {
        return caseFile.act(EventWish.of(EventAction.SEPARATE, Optional.of("two leaks")), CENTRE, Optional.empty(), NOW)
                .after();
    }
}
