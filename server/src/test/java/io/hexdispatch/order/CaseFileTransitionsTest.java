package io.hexdispatch.order;

import static io.hexdispatch.event.TestReports.NOW;
import static io.hexdispatch.order.TestCaseFiles.CENTRE;
import static io.hexdispatch.order.TestCaseFiles.STREET;
import static io.hexdispatch.order.TestCaseFiles.coHandling;
import static io.hexdispatch.order.TestCaseFiles.inState;
import static io.hexdispatch.order.TestCaseFiles.lead;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hexdispatch.event.Card;
import io.hexdispatch.event.Course;
import io.hexdispatch.event.EventAction;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.event.EventStatus;
import io.hexdispatch.event.EventWish;
import io.hexdispatch.event.HistoryEntry;
import io.hexdispatch.event.Particulars;
import io.hexdispatch.event.Particulars.Asked;
import io.hexdispatch.event.Particulars.Into;
import io.hexdispatch.event.Particulars.Method;
import io.hexdispatch.event.Particulars.Rating;
import io.hexdispatch.event.Particulars.Reminder;
import io.hexdispatch.event.Particulars.Until;
import io.hexdispatch.event.Particulars.Verification;
import io.hexdispatch.order.CaseFile.NewOrder;
import java.time.Instant;
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

    private static final String WHILE_WORKED =
            "dispatch, extend, suspend, void, approve, refuse, expedite, remind, merge";

    private static final Map<EventStatus, String> LEGAL_FOR_EVENTS = Map.of(
            EventStatus.REPORTED, "",
            EventStatus.FILED, WHILE_WORKED,
            EventStatus.DISPATCHED, WHILE_WORKED,
            EventStatus.IN_PROGRESS, WHILE_WORKED,
            EventStatus.SUSPENDED, "suspend, void, approve, refuse, resume, merge",
            EventStatus.RESOLVED, "remind, verify, rework, call-back, close, reopen",
            EventStatus.VERIFIED, "call-back, close, reopen",
            EventStatus.CLOSED, "call-back, reopen, separate",
            EventStatus.VOIDED, "separate",
            EventStatus.MERGED, "separate");

    /** The others leave the state as it is, or wait for an approval. */
    private static final Map<EventAction, EventStatus> LEADS_EVENTS_TO = Map.of(
            EventAction.VERIFY, EventStatus.VERIFIED,
            EventAction.REWORK, EventStatus.DISPATCHED,
            EventAction.CLOSE, EventStatus.CLOSED,
            EventAction.REOPEN, EventStatus.DISPATCHED,
            EventAction.MERGE, EventStatus.MERGED);

    private static final EventNumber EARLIER = EventNumber.of(NOW, 7);
    private static final Instant LATER = NOW.plusSeconds(3_600);

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
                                + ": its orders can be worked only while it is FILED, DISPATCHED or IN_PROGRESS; "
                                + possible(status));
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
                            + ": orders are possible only while it is FILED, DISPATCHED or IN_PROGRESS; "
                            + possible(status));
        }
    }

    static List<Arguments> events() {
        List<Arguments> all = new ArrayList<>();
        for (EventStatus status : EventStatus.values()) {
            for (EventAction action : EventAction.values()) {
                all.add(Arguments.of(status, action));
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("events")
    void followsTheTableOfEvents(EventStatus status, EventAction action) throws IllegalTransitionException {
        List<String> legal = List.of(LEGAL_FOR_EVENTS.get(status).split(", "));
        assertThat(EventAction.legalFrom(status)).isEqualTo(legal.equals(List.of("")) ? List.of() : legal);
        if (!action.isByName()) {
            return;
        }
        CaseFile before = ready(status, action);
        if (legal.contains(action.text())) {
            CaseFile.Change change = act(before, action);
            assertThat(change.after().event().status())
                    .isEqualTo(LEADS_EVENTS_TO.getOrDefault(
                            action,
                            action == EventAction.RESUME || action == EventAction.SEPARATE
                                    ? (status == EventStatus.CLOSED ? EventStatus.RESOLVED : EventStatus.IN_PROGRESS)
                                    : status));
            assertThat(change.history().get(0).from()).contains(status.name());
            assertThat(change.history().get(0).to())
                    .isEqualTo(change.after().event().status().name());
        } else {
            assertThatExceptionOfType(IllegalTransitionException.class)
                    .isThrownBy(() -> act(before, action))
                    .withMessageStartingWith("event 20260301-0000042 is " + status + ": " + action.text()
                            + " is possible only while it is ")
                    .withMessageEndingWith("; " + possible(status))
                    .satisfies(illegal -> {
                        assertThat(illegal.present()).isEqualTo(status.name());
                        assertThat(illegal.possible()).isEqualTo(EventAction.legalFrom(status));
                    });
        }
    }

    private static String possible(EventStatus status) {
        String legal = LEGAL_FOR_EVENTS.get(status);
        return legal.isEmpty() ? "nothing is" : "possible is " + legal;
    }

    /** In a state in which nothing but the table can be against the action. */
    private static CaseFile ready(EventStatus status, EventAction action) {
        List<HistoryEntry> history = new ArrayList<>();
        if (action == EventAction.REWORK) {
            history.add(
                    line(EventAction.VERIFY.text(), status, new Verification(Method.VISIT, Optional.empty(), false)));
        }
        if (action == EventAction.APPROVE || action == EventAction.REFUSE) {
            history.add(line(Course.ASK, status, new Asked(EventAction.EXTEND, Optional.of(LATER))));
        }
        if (action == EventAction.SEPARATE) {
            history.add(line(EventAction.MERGE.text(), status, new Into(EARLIER)));
        }
        boolean isOver = EnumSet.of(EventStatus.RESOLVED, EventStatus.VERIFIED, EventStatus.CLOSED)
                .contains(status);
        return inState(status, Course.of(history), isOver ? OrderStatus.DONE : OrderStatus.ACCEPTED);
    }

    private static HistoryEntry line(String action, EventStatus status, Particulars particulars) {
        return new HistoryEntry(
                NOW,
                STREET,
                Optional.empty(),
                action,
                Optional.of(status.name()),
                status.name(),
                Optional.of("because"),
                particulars);
    }

    @Test
    void namesEachActionOnTheWireAsItReadsIt() {
        for (OrderAction action : OrderAction.values()) {
            assertThat(OrderAction.ofText(action.text())).contains(action);
        }
        for (EventAction action : EventAction.values()) {
            assertThat(EventAction.ofText(action.text()))
                    .isEqualTo(action.isByName() ? Optional.of(action) : Optional.empty());
        }
        assertThat(OrderAction.ofText("ACCEPT")).isEmpty();
        assertThat(EventAction.ofText("")).isEmpty();
    }

    private static CaseFile.Change work(CaseFile caseFile, OrderAction action) throws IllegalTransitionException {
        Optional<NewOrder> replacement = action == OrderAction.HAND_ON ? Optional.of(lead("water")) : Optional.empty();
        return caseFile.work(caseFile.order(1).orElseThrow(), action, CENTRE, Optional.of("because"), replacement, NOW);
    }

    private static CaseFile.Change act(CaseFile caseFile, EventAction action) throws IllegalTransitionException {
        Particulars particulars =
                switch (action) {
                    case EXTEND, SUSPEND -> new Until(LATER);
                    case APPROVE, REFUSE -> new Asked(EventAction.EXTEND, Optional.empty());
                    case REMIND -> new Reminder(Card.YELLOW, Optional.empty());
                    case CALL_BACK -> new Rating(5);
                    case MERGE -> new Into(EARLIER);
                    case VERIFY -> new Verification(Method.VISIT, Optional.empty(), true);
                    default -> Particulars.NOTHING;
                };
        Optional<NewOrder> again = action == EventAction.REWORK || action == EventAction.REOPEN
                ? Optional.of(lead("gas"))
                : Optional.empty();
        return caseFile.act(EventWish.of(action, "because", particulars), CENTRE, again, NOW);
    }
}
