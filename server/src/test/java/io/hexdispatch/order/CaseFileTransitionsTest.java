package io.hexdispatch.order;

import static io.hexdispatch.event.TestReports.NOW;
import static io.hexdispatch.order.TestCaseFiles.CENTRE;
import static io.hexdispatch.order.TestCaseFiles.coHandling;
import static io.hexdispatch.order.TestCaseFiles.inState;
import static io.hexdispatch.order.TestCaseFiles.lead;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hexdispatch.event.EventStatus;
import io.hexdispatch.order.CaseFile.NewOrder;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every action in every state, against a table that is written down here once more. */
class CaseFileTransitionsTest {
    private static final Map<OrderStatus, String> LEGAL = Map.of(
            OrderStatus.DISPATCHED, "accept, decline, hand-on, cancel",
            OrderStatus.ACCEPTED, "arrive, complete, decline, hand-on, cancel",
            OrderStatus.ON_SCENE, "complete, decline, hand-on, cancel",
            OrderStatus.RETURNED, "cancel",
            OrderStatus.DONE, "",
            OrderStatus.HANDED_ON, "",
            OrderStatus.CANCELLED, "",
            OrderStatus.EXPIRED, "");

    private static final Map<OrderAction, OrderStatus> LEADS_TO = Map.of(
            OrderAction.ACCEPT, OrderStatus.ACCEPTED,
            OrderAction.ARRIVE, OrderStatus.ON_SCENE,
            OrderAction.COMPLETE, OrderStatus.DONE,
            OrderAction.DECLINE, OrderStatus.RETURNED,
            OrderAction.HAND_ON, OrderStatus.HANDED_ON,
            OrderAction.CANCEL, OrderStatus.CANCELLED);

    private static final Set<EventStatus> BEING_WORKED =
            EnumSet.of(EventStatus.FILED, EventStatus.DISPATCHED, EventStatus.IN_PROGRESS);

    static List<Arguments> orders() {
        List<Arguments> all = new ArrayList<>();
        for (OrderStatus status : OrderStatus.values()) {
            for (OrderAction action : OrderAction.values()) {
                all.add(Arguments.of(status, action));
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("orders")
    void followsTheTableOfOrders(OrderStatus status, OrderAction action) throws IllegalTransitionException {
        CaseFile before = inState(EventStatus.IN_PROGRESS, status, OrderStatus.ACCEPTED);
        boolean isLegal = List.of(LEGAL.get(status).split(", ")).contains(action.text());

        if (status == LEADS_TO.get(action)) {
            assertThat(work(before, action).isNothing()).isTrue();
            assertThat(work(before, action).after()).isEqualTo(before);
        } else if (isLegal) {
            CaseFile.Change change = work(before, action);
            assertThat(change.after().order(1).orElseThrow().status()).isEqualTo(LEADS_TO.get(action));
            assertThat(change.after().order(2)).isEqualTo(before.order(2));
            assertThat(change.history().get(0).from()).contains(status.name());
            assertThat(change.history().get(0).to())
                    .isEqualTo(LEADS_TO.get(action).name());
        } else {
            assertThatExceptionOfType(IllegalTransitionException.class)
                    .isThrownBy(() -> work(before, action))
                    .withMessage(
                            "order 20260301-0000042-1 is %s: %s is not possible from there; %s",
                            status,
                            action.text(),
                            LEGAL.get(status).isEmpty() ? "nothing is" : "possible is " + LEGAL.get(status));
        }
    }

    @ParameterizedTest
    @EnumSource
    void worksOrdersOnlyWhileTheEventIsBeingWorked(EventStatus status) throws IllegalTransitionException {
        CaseFile before = inState(status, OrderStatus.ACCEPTED, OrderStatus.ACCEPTED);

        if (BEING_WORKED.contains(status)) {
            assertThat(work(before, OrderAction.ARRIVE).isNothing()).isFalse();
        } else {
            for (OrderAction action : EnumSet.complementOf(EnumSet.of(OrderAction.ACCEPT))) {
                assertThatExceptionOfType(IllegalTransitionException.class)
                        .isThrownBy(() -> work(before, action))
                        .withMessage("event 20260301-0000042 is " + status
                                + ": its orders can be worked only while it is FILED, DISPATCHED or IN_PROGRESS");
            }
            assertThat(work(before, OrderAction.ACCEPT).isNothing()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void dispatchesByHandOnlyWhileTheEventIsBeingWorked(EventStatus status) throws IllegalTransitionException {
        CaseFile before = inState(status, OrderStatus.DONE);

        if (BEING_WORKED.contains(status)) {
            assertThat(before.dispatch(coHandling("water"), CENTRE, NOW).added())
                    .hasSize(1);
        } else {
            assertThatExceptionOfType(IllegalTransitionException.class)
                    .isThrownBy(() -> before.dispatch(coHandling("water"), CENTRE, NOW))
                    .withMessage("event 20260301-0000042 is " + status
                            + ": orders are possible only while it is FILED, DISPATCHED or IN_PROGRESS");
        }
    }

    static List<Arguments> events() {
        List<Arguments> all = new ArrayList<>();
        for (EventStatus status : EventStatus.values()) {
            all.add(Arguments.of(status, EventAction.VERIFY, EventStatus.RESOLVED, EventStatus.VERIFIED));
            all.add(Arguments.of(status, EventAction.CLOSE, EventStatus.VERIFIED, EventStatus.CLOSED));
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("events")
    void followsTheTableOfEvents(EventStatus status, EventAction action, EventStatus from, EventStatus to)
            throws IllegalTransitionException {
        CaseFile before = inState(status, OrderStatus.DONE);

        if (status == to) {
            assertThat(review(before, action).isNothing()).isTrue();
            assertThat(review(before, action).after()).isEqualTo(before);
        } else if (status == from) {
            assertThat(review(before, action).after().event().status()).isEqualTo(to);
            assertThat(review(before, action).after().orders()).isEqualTo(before.orders());
        } else {
            assertThatExceptionOfType(IllegalTransitionException.class)
                    .isThrownBy(() -> review(before, action))
                    .withMessage("event 20260301-0000042 is " + status + ": " + action.text()
                            + " is possible only while it is " + from);
        }
    }

    @Test
    void namesEachActionOnTheWireAsItReadsIt() {
        for (OrderAction action : OrderAction.values()) {
            assertThat(OrderAction.ofText(action.text())).contains(action);
        }
        for (EventAction action : EventAction.values()) {
            assertThat(EventAction.ofText(action.text())).contains(action);
        }
        assertThat(OrderAction.ofText("ACCEPT")).isEmpty();
        assertThat(EventAction.ofText("")).isEmpty();
    }

    private static CaseFile.Change work(CaseFile caseFile, OrderAction action) throws IllegalTransitionException {
        Optional<NewOrder> replacement = action == OrderAction.HAND_ON ? Optional.of(lead("water")) : Optional.empty();
        return caseFile.work(caseFile.order(1).orElseThrow(), action, CENTRE, Optional.of("because"), replacement, NOW);
    }

    private static CaseFile.Change review(CaseFile caseFile, EventAction action) throws IllegalTransitionException {
        return caseFile.review(action, CENTRE, Optional.empty(), NOW);
    }
}
