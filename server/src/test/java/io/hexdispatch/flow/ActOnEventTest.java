package io.hexdispatch.flow;

import static io.hexdispatch.event.TestReports.NOW;
import static io.hexdispatch.order.TestCaseFiles.CENTRE;
import static io.hexdispatch.order.TestCaseFiles.NUMBER;
import static io.hexdispatch.order.TestCaseFiles.STREET;
import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.assignment.Assigner;
import io.hexdispatch.assignment.LiveRules;
import io.hexdispatch.assignment.Responder;
import io.hexdispatch.assignment.Roster;
import io.hexdispatch.assignment.TestRules;
import io.hexdispatch.audit.AuditRecord;
import io.hexdispatch.event.EventAction;
import io.hexdispatch.event.EventStatus;
import io.hexdispatch.event.EventWish;
import io.hexdispatch.event.Particulars;
import io.hexdispatch.event.Particulars.Asked;
import io.hexdispatch.event.Particulars.Method;
import io.hexdispatch.event.Particulars.Until;
import io.hexdispatch.event.Particulars.Verification;
import io.hexdispatch.event.TestReports;
import io.hexdispatch.flow.RefusedException.Kind;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.order.Order;
import io.hexdispatch.order.OrderAction;
import io.hexdispatch.order.OrderId;
import io.hexdispatch.order.TestCaseFiles;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who is busy and who is told, over what becomes of an event; its one order is gas-city-1's. */
class ActOnEventTest {
    private static final Instant END = NOW.plusSeconds(3_600);

    private final Roster roster = new Roster();
    private final FakeEvents events = new FakeEvents(TestCaseFiles.filed(TestCaseFiles.lead("gas-city")));
    private final Assigner assigner = new Assigner(new LiveRules(TestRules.rules(TestRules.VALID)), roster);
    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final ActOnEvent actOnEvent = new ActOnEvent(
            assigner, roster, events, new MergeEvents(roster, events, events, events, clock), events, events, clock);

    ActOnEventTest() {
        for (String id : Set.of("gas-city-1", "gas-city-2")) {
            roster.put(new Responder(id, id, "gas-city", Set.of("gas"), 2, true), TestReports.PLACE);
        }
        roster.reserve("gas-city-1");
    }

    @Test
    void freesTheResponderOfASuspendedEventAndNeedsHimAgainWhenItGoesOn() {
        suspend();
        assertThat(openOrders("gas-city-1")).isZero();

        Clock then = Clock.fixed(END, ZoneOffset.UTC);
        new AdvanceEvents(roster, events, events, then).advance();
        events.commit();
        assertThat(events.stored().event().status()).isEqualTo(EventStatus.DISPATCHED);
        assertThat(openOrders("gas-city-1")).isEqualTo(1);
    }

    @Test
    void freesTheResponderOnceWhenASuspendedEventIsVoided() {
        suspend();
        act(STREET, EventAction.VOID, Particulars.NOTHING);
        act(CENTRE, EventAction.APPROVE, new Asked(EventAction.VOID, Optional.empty()));

        assertThat(events.stored().event().status()).isEqualTo(EventStatus.VOIDED);
        assertThat(openOrders("gas-city-1")).isZero();
    }

    @Test
    void givesReworkToTheUnitThatDidItAndFreesItsResponderWhenTheCommitFails() {
        resolve();
        act(CENTRE, EventAction.VERIFY, new Verification(Method.VISIT, Optional.empty(), false));
        Future<CaseFile.Change> failed = actOnEvent.act(CENTRE, NUMBER, wish(EventAction.REWORK, Particulars.NOTHING));
        assertThat(openOrders("gas-city-1") + openOrders("gas-city-2")).isEqualTo(1);
        events.failCommit();
        assertThat(failed.failed()).isTrue();
        assertThat(openOrders("gas-city-1") + openOrders("gas-city-2")).isZero();

        act(CENTRE, EventAction.REWORK, Particulars.NOTHING);
        assertThat(events.stored().orders())
                .extracting(Order::unit, Order::replaces)
                .contains(org.assertj.core.api.Assertions.tuple("gas-city", Optional.of(1)));
        assertThat(openOrders("gas-city-1") + openOrders("gas-city-2")).isEqualTo(1);
    }

    @Test
    void reservesNobodyForAReopeningThatTheStateDoesNotAllow() {
        assertThat(refusal(actOnEvent.act(CENTRE, NUMBER, wish(EventAction.REOPEN, Particulars.NOTHING))))
                .isEqualTo(Kind.CONFLICT);
        assertThat(openOrders("gas-city-1")).isEqualTo(1);
        assertThat(openOrders("gas-city-2")).isZero();
    }

    @Test
    void sendsNothingBackToAUnitThatDidNothing() {
        resolve();
        act(CENTRE, EventAction.VERIFY, new Verification(Method.VISIT, Optional.empty(), false));
        EventWish wish = new EventWish(
                EventAction.REWORK, Optional.of("because"), Particulars.NOTHING, Optional.of("police-410181"));

        assertThat(refusal(actOnEvent.act(CENTRE, NUMBER, wish))).isEqualTo(Kind.INVALID);
    }

    @Test
    void writesDownWhoMayNotAndTellsNobody() {
        Actor other = new Actor(Role.CENTRE, "410184");

        assertThat(refusal(actOnEvent.act(other, NUMBER, wish(EventAction.VOID, Particulars.NOTHING))))
                .isEqualTo(Kind.FORBIDDEN);
        assertThat(events.refusals())
                .extracting(AuditRecord::actor, AuditRecord::action, AuditRecord::subject)
                .containsExactly(org.assertj.core.api.Assertions.tuple(other, "void", NUMBER.toString()));
        assertThat(events.announced()).isEmpty();
    }

    @Test
    void takesNoEndInThePastOrTooFarAway() {
        for (Instant end : Set.of(NOW, NOW.plus(ActOnEvent.ENDS_WITHIN).plusSeconds(1))) {
            assertThat(refusal(actOnEvent.act(CENTRE, NUMBER, wish(EventAction.EXTEND, new Until(end)))))
                    .isEqualTo(Kind.INVALID);
        }
    }

    private void suspend() {
        act(STREET, EventAction.SUSPEND, new Until(END));
        act(CENTRE, EventAction.APPROVE, new Asked(EventAction.SUSPEND, Optional.empty()));
    }

    private void resolve() {
        WorkOrder workOrder = new WorkOrder(assigner, roster, events, events, events, clock);
        for (OrderAction action : new OrderAction[] {OrderAction.ACCEPT, OrderAction.COMPLETE}) {
            workOrder.work(
                    CENTRE, new OrderId(NUMBER, 1), new WorkOrder.Wish(action, Optional.empty(), Optional.empty()));
            events.commit();
        }
    }

    private void act(Actor actor, EventAction action, Particulars particulars) {
        Future<CaseFile.Change> change = actOnEvent.act(actor, NUMBER, wish(action, particulars));
        events.commit();
        assertThat(change.succeeded()).as("%s", change.cause()).isTrue();
    }

    private static EventWish wish(EventAction action, Particulars particulars) {
        return EventWish.of(action, "because", particulars);
    }

    private static Kind refusal(Future<?> refused) {
        return ((RefusedException) refused.cause()).kind();
    }

    private int openOrders(String id) {
        return roster.nearest(TestReports.PLACE, 10).stream()
                .filter(distance -> distance.responder().id().equals(id))
                .findFirst()
                .orElseThrow()
                .openOrders();
    }
}
