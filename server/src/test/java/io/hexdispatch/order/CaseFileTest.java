package io.hexdispatch.order;

import static io.hexdispatch.event.TestReports.NOW;
import static io.hexdispatch.order.TestCaseFiles.CENTRE;
import static io.hexdispatch.order.TestCaseFiles.GAS;
import static io.hexdispatch.order.TestCaseFiles.GAS_1;
import static io.hexdispatch.order.TestCaseFiles.coHandling;
import static io.hexdispatch.order.TestCaseFiles.filed;
import static io.hexdispatch.order.TestCaseFiles.lead;
import static io.hexdispatch.order.TestCaseFiles.reported;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.event.EventStatus;
import io.hexdispatch.event.HistoryEntry;
import io.hexdispatch.event.TestReports;
import io.hexdispatch.order.CaseFile.NewOrder;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CaseFileTest {
    @Test
    void isDispatchedAtOnceWhenFiledWithOrders() {
        CaseFile.Change change = reported().file(List.of(lead("gas"), coHandling("police")), Optional.empty(), NOW);

        assertThat(change.before()).isEqualTo(reported());
        assertThat(change.after().event().status()).isEqualTo(EventStatus.DISPATCHED);
        assertThat(change.after().event().queueReason()).isEmpty();
        assertThat(change.added())
                .extracting(Order::ordinal, Order::role, Order::unit, Order::status)
                .containsExactly(
                        tuple(1, OrderRole.LEAD, "gas", OrderStatus.DISPATCHED),
                        tuple(2, OrderRole.CO_HANDLING, "police", OrderStatus.DISPATCHED));
        assertThat(change.history())
                .extracting(HistoryEntry::actor, HistoryEntry::order, HistoryEntry::action, HistoryEntry::to)
                .containsExactly(
                        tuple(new Actor(Role.SOURCE, TestReports.SOURCE), Optional.empty(), "file", "FILED"),
                        tuple(Actor.SYSTEM, Optional.of(1), "dispatch", "DISPATCHED"),
                        tuple(Actor.SYSTEM, Optional.of(2), "dispatch", "DISPATCHED"),
                        tuple(Actor.SYSTEM, Optional.empty(), "follow", "DISPATCHED"));
    }

    @Test
    void waitsInTheQueueWhenFiledWithoutOrders() {
        CaseFile.Change change = reported().file(List.of(), Optional.of("no unit is competent"), NOW);

        assertThat(change.after().event().status()).isEqualTo(EventStatus.FILED);
        assertThat(change.after().event().queueReason()).contains("no unit is competent");
        assertThat(change.history()).extracting(HistoryEntry::to).containsExactly("FILED");
        assertThat(change.history().get(0).reason()).contains("no unit is competent");
    }

    @Test
    void isInProgressFromTheFirstAcceptanceAndResolvedWithTheLastCompletion() throws IllegalTransitionException {
        CaseFile caseFile = filed(lead("gas"), coHandling("police"));

        caseFile = work(caseFile, 1, OrderAction.ACCEPT);
        assertThat(caseFile.event().status()).isEqualTo(EventStatus.IN_PROGRESS);
        caseFile = work(caseFile, 1, OrderAction.ARRIVE);
        caseFile = work(caseFile, 1, OrderAction.COMPLETE);
        assertThat(caseFile.event().status()).isEqualTo(EventStatus.IN_PROGRESS);
        caseFile = work(work(caseFile, 2, OrderAction.ACCEPT), 2, OrderAction.COMPLETE);
        assertThat(caseFile.event().status()).isEqualTo(EventStatus.RESOLVED);
        assertThat(caseFile.event().queueReason()).isEmpty();
    }

    @Test
    void givesADeclinedOrdersReplacementTheNextOrdinal() throws IllegalTransitionException {
        CaseFile caseFile = filed(lead("gas"));
        NewOrder next = new NewOrder(
                OrderRole.LEAD, "gas", Optional.of("gas-2"), Optional.empty(), Optional.of("the next nearest"));

        CaseFile.Change change = caseFile.work(
                caseFile.order(1).orElseThrow(),
                OrderAction.DECLINE,
                GAS_1,
                Optional.of("a flat tyre"),
                Optional.of(next),
                NOW);

        assertThat(change.changed())
                .extracting(Order::status, Order::reason)
                .containsExactly(tuple(OrderStatus.RETURNED, Optional.of("a flat tyre")));
        assertThat(change.added())
                .extracting(Order::ordinal, Order::replaces, Order::responder)
                .containsExactly(tuple(2, Optional.of(1), Optional.of("gas-2")));
        assertThat(change.after().event().status()).isEqualTo(EventStatus.DISPATCHED);
        assertThat(change.after().event().queueReason()).isEmpty();
        assertThat(change.history())
                .extracting(HistoryEntry::actor, HistoryEntry::action, HistoryEntry::reason)
                .containsExactly(
                        tuple(GAS_1, "decline", Optional.of("a flat tyre")),
                        tuple(Actor.SYSTEM, "dispatch", Optional.of("the next nearest")));
    }

    @Test
    void waitsInTheQueueWithTheReasonWhenAnOrderIsDeclinedAndNobodyTakesItsPlace() throws IllegalTransitionException {
        CaseFile caseFile = decline(filed(lead("gas")), 1);

        assertThat(caseFile.event().status()).isEqualTo(EventStatus.FILED);
        assertThat(caseFile.event().queueReason()).contains("order 20260301-0000042-1 was returned by gas: because");
    }

    @Test
    void waitsInTheQueueAlthoughOthersWork() throws IllegalTransitionException {
        CaseFile caseFile = work(filed(lead("gas"), coHandling("police")), 2, OrderAction.ACCEPT);

        caseFile = decline(caseFile, 1);
        assertThat(caseFile.event().status()).isEqualTo(EventStatus.IN_PROGRESS);
        assertThat(caseFile.event().queueReason()).isPresent();

        caseFile = work(caseFile, 2, OrderAction.COMPLETE);
        assertThat(caseFile.event().status()).isEqualTo(EventStatus.IN_PROGRESS);
        assertThat(caseFile.event().queueReason()).isPresent();
    }

    @Test
    void putsAnOrderByHandInThePlaceOfTheReturnedOne() throws IllegalTransitionException {
        CaseFile caseFile = decline(filed(lead("gas")), 1);

        CaseFile.Change change = caseFile.dispatch(lead("water"), CENTRE, NOW);

        assertThat(change.added())
                .extracting(Order::ordinal, Order::replaces, Order::unit)
                .containsExactly(tuple(2, Optional.of(1), "water"));
        assertThat(change.after().event().status()).isEqualTo(EventStatus.DISPATCHED);
        assertThat(change.after().event().queueReason()).isEmpty();
        assertThat(change.history())
                .extracting(HistoryEntry::actor, HistoryEntry::action)
                .containsExactly(tuple(CENTRE, "dispatch"), tuple(Actor.SYSTEM, "follow"));
    }

    @Test
    void addsAnOrderByHandOfItsOwnWhereNoneWasReturned() throws IllegalTransitionException {
        CaseFile.Change change = filed(lead("gas")).dispatch(coHandling("water"), CENTRE, NOW);

        assertThat(change.added().get(0).replaces()).isEmpty();
        assertThat(change.history()).hasSize(1);
    }

    @Test
    void refusesASecondOpenOrderToTheSameUnit() {
        assertThatExceptionOfType(IllegalTransitionException.class)
                .isThrownBy(() -> filed(lead("gas")).dispatch(coHandling("gas"), CENTRE, NOW))
                .withMessageStartingWith(
                        "event 20260301-0000042 is DISPATCHED: unit gas has the open order 20260301-0000042-1 already; possible is");
    }

    @Test
    void givesAUnitThatIsDoneAnotherOrder() throws IllegalTransitionException {
        CaseFile caseFile = filed(lead("gas"), coHandling("police"));
        caseFile = work(work(caseFile, 1, OrderAction.ACCEPT), 1, OrderAction.COMPLETE);

        assertThat(caseFile.dispatch(coHandling("gas"), CENTRE, NOW).added()).hasSize(1);
    }

    @Test
    void isResolvedWhenTheCentreCancelsTheReturnedOrderAndTheRestIsDone() throws IllegalTransitionException {
        CaseFile caseFile = decline(filed(lead("gas"), coHandling("police")), 2);
        caseFile = work(work(caseFile, 1, OrderAction.ACCEPT), 1, OrderAction.COMPLETE);

        caseFile = work(caseFile, 2, OrderAction.CANCEL);

        assertThat(caseFile.event().status()).isEqualTo(EventStatus.RESOLVED);
        assertThat(caseFile.event().queueReason()).isEmpty();
    }

    @Test
    void goesBackToTheQueueWhenEveryOrderIsCancelled() throws IllegalTransitionException {
        CaseFile caseFile = work(work(filed(lead("gas")), 1, OrderAction.ACCEPT), 1, OrderAction.CANCEL);

        assertThat(caseFile.event().status()).isEqualTo(EventStatus.FILED);
        assertThat(caseFile.event().queueReason()).contains("no order is left");
    }

    @Test
    void isInProgressNoMoreWhenTheOnlyAcceptedOrderIsHandedOn() throws IllegalTransitionException {
        CaseFile caseFile = work(filed(lead("gas")), 1, OrderAction.ACCEPT);

        CaseFile.Change change = caseFile.work(
                caseFile.order(1).orElseThrow(),
                OrderAction.HAND_ON,
                GAS,
                Optional.of("it is water"),
                Optional.of(lead("water")),
                NOW);

        assertThat(change.after().orders())
                .extracting(Order::unit, Order::status, Order::replaces)
                .containsExactly(
                        tuple("gas", OrderStatus.HANDED_ON, Optional.empty()),
                        tuple("water", OrderStatus.DISPATCHED, Optional.of(1)));
        assertThat(change.after().event().status()).isEqualTo(EventStatus.DISPATCHED);
    }

    @Test
    void handsAnOrderOnToNobodyNever() {
        CaseFile caseFile = filed(lead("gas"), coHandling("police"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> work(caseFile, 1, OrderAction.HAND_ON))
                .withMessage("order 20260301-0000042-1 handed on to nobody");
    }

    @Test
    void changesNothingWhenTheSameIsDoneTwice() throws IllegalTransitionException {
        CaseFile once = work(filed(lead("gas")), 1, OrderAction.ACCEPT);

        CaseFile.Change again = once.work(
                once.order(1).orElseThrow(), OrderAction.ACCEPT, GAS_1, Optional.empty(), Optional.empty(), NOW);

        assertThat(again.isNothing()).isTrue();
        assertThat(again.added()).isEmpty();
        assertThat(again.changed()).isEmpty();
        assertThat(again.after()).isEqualTo(once);
    }

    @Test
    void changesNothingWhenTheLastCompletionComesTwice() throws IllegalTransitionException {
        CaseFile resolved = work(work(filed(lead("gas")), 1, OrderAction.ACCEPT), 1, OrderAction.COMPLETE);

        assertThat(work(resolved, 1, OrderAction.COMPLETE)).isEqualTo(resolved);
    }

    @Test
    void findsAnOrderByItsOrdinalAlone() {
        CaseFile caseFile = filed(lead("gas"));

        assertThat(caseFile.order(1)).map(caseFile::idOf).map(OrderId::toString).contains("20260301-0000042-1");
        assertThat(caseFile.order(0)).isEmpty();
        assertThat(caseFile.order(-1)).isEmpty();
        assertThat(caseFile.order(2)).isEmpty();
    }

    @Test
    void isVisibleToThoseWhomItConcerns() {
        CaseFile caseFile = filed(lead("gas"));

        assertThat(List.of(
                        new Actor(Role.SOURCE, TestReports.SOURCE),
                        new Actor(Role.RESPONDER, "gas-1"),
                        new Actor(Role.UNIT, "gas"),
                        new Actor(Role.CENTRE, "410100"),
                        new Actor(Role.CENTRE, "410181001"),
                        new Actor(Role.SUPERVISOR, "anybody"),
                        new Actor(Role.ADMIN, "anybody")))
                .allMatch(caseFile::isVisibleTo);
        assertThat(List.of(
                        new Actor(Role.SOURCE, "another"),
                        new Actor(Role.SOURCE, "gas"),
                        new Actor(Role.RESPONDER, "gas-2"),
                        new Actor(Role.RESPONDER, "gas"),
                        new Actor(Role.UNIT, "police"),
                        new Actor(Role.UNIT, "gas-1"),
                        new Actor(Role.CENTRE, "410184"),
                        new Actor(Role.GIS, "410181")))
                .noneMatch(caseFile::isVisibleTo);
    }

    @Test
    void staysVisibleToAUnitThatHandedItOn() throws IllegalTransitionException {
        CaseFile caseFile = filed(lead("gas"));
        CaseFile after = caseFile.work(
                        caseFile.order(1).orElseThrow(),
                        OrderAction.HAND_ON,
                        GAS,
                        Optional.of("it is water"),
                        Optional.of(lead("water")),
                        NOW)
                .after();

        assertThat(after.isVisibleTo(GAS)).isTrue();
    }

    @Test
    void isWorkedByItsHoldersAndItsCentres() {
        CaseFile caseFile = filed(lead("gas"), coHandling("police"));
        Order order = caseFile.order(1).orElseThrow();

        for (OrderAction action : EnumSet.complementOf(EnumSet.of(OrderAction.CANCEL))) {
            assertThat(List.of(GAS, GAS_1, CENTRE, new Actor(Role.ADMIN, "anybody")))
                    .allMatch(actor -> caseFile.mayWork(order, action, actor));
            assertThat(List.of(
                            new Actor(Role.UNIT, "police"),
                            new Actor(Role.RESPONDER, "police-1"),
                            new Actor(Role.CENTRE, "410184"),
                            new Actor(Role.SOURCE, TestReports.SOURCE),
                            new Actor(Role.SUPERVISOR, "anybody"),
                            new Actor(Role.GIS, "410181")))
                    .noneMatch(actor -> caseFile.mayWork(order, action, actor));
        }
    }

    @Test
    void isCancelledAndDirectedByItsCentresAlone() {
        CaseFile caseFile = filed(lead("gas"));
        Order order = caseFile.order(1).orElseThrow();

        assertThat(List.of(CENTRE, new Actor(Role.ADMIN, "anybody")))
                .allMatch(actor -> caseFile.mayWork(order, OrderAction.CANCEL, actor))
                .allMatch(caseFile::mayDirect);
        assertThat(List.of(GAS, GAS_1, new Actor(Role.CENTRE, "410184"), new Actor(Role.SUPERVISOR, "anybody")))
                .noneMatch(actor -> caseFile.mayWork(order, OrderAction.CANCEL, actor))
                .noneMatch(caseFile::mayDirect);
    }

    private static CaseFile work(CaseFile caseFile, int ordinal, OrderAction action) throws IllegalTransitionException {
        return caseFile.work(
                        caseFile.order(ordinal).orElseThrow(), action, GAS_1, Optional.empty(), Optional.empty(), NOW)
                .after();
    }

    private static CaseFile decline(CaseFile caseFile, int ordinal) throws IllegalTransitionException {
        return caseFile.work(
                        caseFile.order(ordinal).orElseThrow(),
                        OrderAction.DECLINE,
                        GAS,
                        Optional.of("because"),
                        Optional.empty(),
                        NOW)
                .after();
    }
}
