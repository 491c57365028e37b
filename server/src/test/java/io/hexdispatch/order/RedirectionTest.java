package io.hexdispatch.order;

import static io.hexdispatch.event.TestReports.NOW;
import static io.hexdispatch.order.TestCaseFiles.CITY;
import static io.hexdispatch.order.TestCaseFiles.coHandling;
import static io.hexdispatch.order.TestCaseFiles.filed;
import static io.hexdispatch.order.TestCaseFiles.lead;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hexdispatch.event.EventStatus;
import io.hexdispatch.order.CaseFile.Change;
import io.hexdispatch.order.CaseFile.NewOrder;
import io.hexdispatch.order.Redirection.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Who leads and helps becomes what a joint decision says. */
class RedirectionTest {
    @Test
    void whoHasThePartAlreadyKeepsHisOrder() throws Exception {
        CaseFile caseFile = filed(lead("gas"), coHandling("police"));

        Change change = redirect(caseFile, "gas", "police", "water");

        assertThat(change.changed()).isEmpty();
        assertThat(change.added()).extracting(Order::unit).containsExactly("water");
        assertThat(change.history().get(0).action()).isEqualTo("joint-decide");
    }

    @Test
    void anotherLeadTakesThePlaceAndWhoIsNotNamedIsCancelled() throws Exception {
        CaseFile caseFile = filed(lead("gas"), coHandling("police"));

        Change change = redirect(caseFile, "water");

        assertThat(change.changed())
                .extracting(Order::unit, Order::status)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("gas", OrderStatus.CANCELLED),
                        org.assertj.core.groups.Tuple.tuple("police", OrderStatus.CANCELLED));
        assertThat(change.added()).extracting(Order::role).containsExactly(OrderRole.LEAD);
        assertThat(change.after().event().status()).isEqualTo(EventStatus.DISPATCHED);
    }

    @Test
    void theTwoChangePlaces() throws Exception {
        Change change = redirect(filed(lead("gas"), coHandling("police")), "police", "gas");

        assertThat(change.changed()).hasSize(2);
        assertThat(change.added())
                .extracting(Order::unit, Order::role)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("police", OrderRole.LEAD),
                        org.assertj.core.groups.Tuple.tuple("gas", OrderRole.CO_HANDLING));
    }

    @Test
    void whatIsDoneStaysDone() throws Exception {
        CaseFile caseFile = filed(lead("gas"), coHandling("police"));
        caseFile = work(caseFile, 1, OrderAction.ACCEPT);
        caseFile = work(caseFile, 1, OrderAction.COMPLETE);

        assertThat(Redirection.of(caseFile, "gas", List.of("police")).missing()).isEmpty();
        assertThat(Redirection.of(caseFile, "police", List.of("gas")).missing())
                .containsExactly(new Part(OrderRole.LEAD, "police"));
    }

    @Test
    void aReturnedOrderWaitsForNobodyAfterIt() throws Exception {
        CaseFile caseFile = filed(lead("gas"));
        caseFile = caseFile.work(
                        caseFile.order(1).orElseThrow(),
                        OrderAction.DECLINE,
                        CITY,
                        Optional.of("not ours"),
                        Optional.empty(),
                        NOW)
                .after();
        assertThat(caseFile.event().queueReason()).isPresent();

        Change change = redirect(caseFile, "water");

        assertThat(change.after().event().queueReason()).isEmpty();
        assertThat(change.after().event().status()).isEqualTo(EventStatus.DISPATCHED);
    }

    @Test
    void anEventThatIsPastBeingWorkedOnHasNoNewOrders() {
        CaseFile resolved = TestCaseFiles.inState(EventStatus.RESOLVED, OrderStatus.DONE);
        assertThatExceptionOfType(IllegalTransitionException.class).isThrownBy(() -> redirect(resolved, "water"));
    }

    /** Whatever was decided before, the open orders are those that the last decision names, and the history adds up. */
    @Property(tries = 200, seed = "20260412")
    void theOpenOrdersAreAsDecided(@ForAll @Size(max = 6) List<Integer> steps) throws Exception {
        List<String> units = List.of("gas", "police", "water", "fire");
        CaseFile caseFile = filed(lead("gas"), coHandling("police"));
        for (int step : steps) {
            int bits = step & 0xFFFF;
            String lead = units.get(bits % 4);
            List<String> helpers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                if ((bits >> (2 + i) & 1) == 1 && !units.get(i).equals(lead)) {
                    helpers.add(units.get(i));
                }
            }
            caseFile = redirect(caseFile, lead, helpers.toArray(String[]::new)).after();

            List<Order> open = caseFile.orders().stream()
                    .filter(order -> order.status().isOpen())
                    .toList();
            assertThat(open)
                    .filteredOn(order -> order.role() == OrderRole.LEAD)
                    .extracting(Order::unit)
                    .containsExactly(lead);
            assertThat(open)
                    .filteredOn(order -> order.role() == OrderRole.CO_HANDLING)
                    .extracting(Order::unit)
                    .containsExactlyInAnyOrderElementsOf(helpers);
            assertThat(redirect(caseFile, lead, helpers.toArray(String[]::new)).added())
                    .isEmpty();
            if ((bits >> 8 & 1) == 1) {
                caseFile = work(caseFile, open.get(0).ordinal(), OrderAction.ACCEPT);
            }
        }
    }

    private static Change redirect(CaseFile caseFile, String lead, String... coHandling)
            throws IllegalTransitionException {
        Redirection redirection = Redirection.of(caseFile, lead, List.of(coHandling));
        List<NewOrder> orders = redirection.missing().stream()
                .map(part -> new NewOrder(
                        part.role(), part.unit(), Optional.empty(), Optional.empty(), Optional.of("by joint decision")))
                .toList();
        return caseFile.redirect(redirection, "joint-decide", "so decided", orders, CITY, NOW);
    }

    private static CaseFile work(CaseFile caseFile, int ordinal, OrderAction action) throws IllegalTransitionException {
        return caseFile.work(
                        caseFile.order(ordinal).orElseThrow(), action, CITY, Optional.empty(), Optional.empty(), NOW)
                .after();
    }
}
