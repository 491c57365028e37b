package io.hexdispatch.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.assignment.Assigner;
import io.hexdispatch.assignment.LiveRules;
import io.hexdispatch.assignment.Responder;
import io.hexdispatch.assignment.Roster;
import io.hexdispatch.assignment.TestRules;
import io.hexdispatch.event.TestReports;
import io.hexdispatch.flow.RefusedException.Kind;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.order.Order;
import io.hexdispatch.order.OrderAction;
import io.hexdispatch.order.OrderId;
import io.hexdispatch.order.TestCaseFiles;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The roster's count of open orders over what is committed and what is not; the order is gas-city-1's. */
class WorkOrderTest {
    private static final OrderId ORDER = new OrderId(TestCaseFiles.NUMBER, 1);
    private static final Actor RESPONDER = new Actor(Role.RESPONDER, "gas-city-1");
    private static final Actor UNIT = new Actor(Role.UNIT, "gas-city");

    private final Roster roster = new Roster();
    private final FakeEvents events = new FakeEvents(TestCaseFiles.filed(TestCaseFiles.lead("gas-city")));
    private final Assigner assigner = new Assigner(new LiveRules(TestRules.rules(TestRules.VALID)), roster);
    private final Clock clock = Clock.fixed(TestReports.NOW, ZoneOffset.UTC);
    private final WorkOrder workOrder = new WorkOrder(assigner, roster, events, events, events, clock);

    WorkOrderTest() {
        put("gas-city-1", "gas-city");
        put("gas-city-2", "gas-city");
        put("police-1", "police-410181");
        roster.reserve("gas-city-1");
    }

    @Test
    void replacesAResponderWhoDeclinesAndFreesHim() {
        Future<CaseFile.Change> change = work(RESPONDER, OrderAction.DECLINE, Optional.empty());
        assertThat(openOrders("gas-city-2")).isEqualTo(1);
        assertThat(events.announced()).isEmpty();

        events.commit();

        assertThat(change.result().added()).extracting(Order::responder).containsExactly(Optional.of("gas-city-2"));
        assertThat(openOrders("gas-city-1")).isZero();
        assertThat(openOrders("gas-city-2")).isEqualTo(1);
        assertThat(events.announced()).containsExactly("changed");
    }

    @Test
    void leavesEverybodysOrdersAsTheyWereWhenTheCommitFails() {
        Future<CaseFile.Change> change = work(RESPONDER, OrderAction.DECLINE, Optional.empty());

        events.failCommit();

        assertThat(change.failed()).isTrue();
        assertThat(openOrders("gas-city-1")).isEqualTo(1);
        assertThat(openOrders("gas-city-2")).isZero();
        assertThat(events.announced()).isEmpty();
    }

    @Test
    void asksNobodyTwiceWhoGaveTheOrderBack() {
        work(RESPONDER, OrderAction.DECLINE, Optional.empty());
        events.commit();
        Future<CaseFile.Change> second = workOrder.work(
                new Actor(Role.RESPONDER, "gas-city-2"),
                new OrderId(TestCaseFiles.NUMBER, 2),
                new WorkOrder.Wish(OrderAction.DECLINE, Optional.of("because"), Optional.empty()));
        events.commit();

        assertThat(second.result().added()).extracting(Order::responder).containsExactly(Optional.empty());
        assertThat(openOrders("gas-city-1")).isZero();
        assertThat(openOrders("gas-city-2")).isZero();
    }

    @Test
    void givesAnOrderThatItsUnitDeclinesBackToTheQueue() {
        Future<CaseFile.Change> change = work(UNIT, OrderAction.DECLINE, Optional.empty());
        events.commit();

        assertThat(change.result().added()).isEmpty();
        assertThat(change.result().after().event().queueReason())
                .contains("order " + ORDER + " was returned by gas-city: because");
        assertThat(openOrders("gas-city-1")).isZero();
    }

    @Test
    void handsAnOrderOnToTheNearestOfTheOtherUnit() {
        Future<CaseFile.Change> change = work(UNIT, OrderAction.HAND_ON, Optional.of("police-410181"));
        events.commit();

        assertThat(change.result().added()).extracting(Order::responder).containsExactly(Optional.of("police-1"));
        assertThat(openOrders("gas-city-1")).isZero();
        assertThat(openOrders("police-1")).isEqualTo(1);
    }

    @Test
    void freesAResponderOnceHoweverOftenHeCompletes() {
        work(RESPONDER, OrderAction.ACCEPT, Optional.empty());
        events.commit();
        roster.reserve("gas-city-1");
        for (int i = 0; i < 3; i++) {
            work(RESPONDER, OrderAction.COMPLETE, Optional.empty());
            events.commit();
        }

        assertThat(openOrders("gas-city-1")).isEqualTo(1);
    }

    @Test
    void reservesNobodyForWhatIsRefused() {
        assertThat(refusal(work(new Actor(Role.CENTRE, "410184"), OrderAction.CANCEL, Optional.empty())))
                .isEqualTo(Kind.FORBIDDEN);
        assertThat(refusal(work(UNIT, OrderAction.CANCEL, Optional.empty()))).isEqualTo(Kind.FORBIDDEN);
        assertThat(events.refusals())
                .extracting(refused -> refused.actor() + " " + refused.action() + " " + refused.subject())
                .containsExactly("centre 410184 cancel " + ORDER, "unit gas-city cancel " + ORDER);
        assertThat(refusal(work(UNIT, OrderAction.HAND_ON, Optional.empty()))).isEqualTo(Kind.INVALID);
        assertThat(refusal(work(UNIT, OrderAction.HAND_ON, Optional.of("nobody"))))
                .isEqualTo(Kind.INVALID);
        assertThat(refusal(work(UNIT, OrderAction.HAND_ON, Optional.of("gas-city"))))
                .isEqualTo(Kind.INVALID);
        assertThat(refusal(work(UNIT, OrderAction.ARRIVE, Optional.empty()))).isEqualTo(Kind.CONFLICT);
        assertThat(refusal(workOrder.work(
                        UNIT, ORDER, new WorkOrder.Wish(OrderAction.DECLINE, Optional.empty(), Optional.empty()))))
                .isEqualTo(Kind.INVALID);

        assertThat(openOrders("gas-city-1")).isEqualTo(1);
        assertThat(openOrders("gas-city-2")).isZero();
        assertThat(openOrders("police-1")).isZero();
    }

    @Test
    void freesTheResponderOfAnOrderByHandWhenItsCommitFails() {
        DispatchByHand dispatchByHand = new DispatchByHand(assigner, roster, events, events, events, clock);

        Future<CaseFile.Change> change = dispatchByHand.dispatch(
                TestCaseFiles.CENTRE, TestCaseFiles.NUMBER, "police-410181", Optional.of("a crowd"));
        assertThat(openOrders("police-1")).isEqualTo(1);
        events.failCommit();

        assertThat(change.failed()).isTrue();
        assertThat(openOrders("police-1")).isZero();
    }

    @Test
    void freesTheResponderOfAnOrderByHandThatTheUnitHasAlready() {
        DispatchByHand dispatchByHand = new DispatchByHand(assigner, roster, events, events, events, clock);

        assertThat(refusal(dispatchByHand.dispatch(
                        TestCaseFiles.CENTRE, TestCaseFiles.NUMBER, "gas-city", Optional.empty())))
                .isEqualTo(Kind.CONFLICT);
        assertThat(openOrders("gas-city-2")).isZero();
    }

    private Future<CaseFile.Change> work(Actor actor, OrderAction action, Optional<String> toUnit) {
        return workOrder.work(actor, ORDER, new WorkOrder.Wish(action, Optional.of("because"), toUnit));
    }

    private static Kind refusal(Future<?> refused) {
        return ((RefusedException) refused.cause()).kind();
    }

    private void put(String id, String unit) {
        roster.put(new Responder(id, id, unit, Set.of("gas"), 2, true), TestReports.PLACE);
    }

    private int openOrders(String id) {
        return roster.nearest(TestReports.PLACE, 10).stream()
                .filter(distance -> distance.responder().id().equals(id))
                .findFirst()
                .orElseThrow()
                .openOrders();
    }
}
