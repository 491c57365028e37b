package io.hexdispatch.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.event.Course;
import io.hexdispatch.event.Event;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.event.EventStatus;
import io.hexdispatch.event.Jurisdiction;
import io.hexdispatch.event.TestReports;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import io.hexdispatch.grid.coordinate.LonLat;
import io.hexdispatch.order.CaseFile.NewOrder;
import io.hexdispatch.order.OrderRole;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** With {@link TestRules#VALID}: gas, category 90003, leads with the skill gas, the police of the county helps. */
class AssignerTest {
    private static final String GAS_LEAK = "90003";
    private static final LonLat PLACE = TestReports.PLACE;

    private final Roster roster = new Roster();
    private final Assigner assigner = new Assigner(new LiveRules(TestRules.rules(TestRules.VALID)), roster);

    @Test
    void sendsTheNearestOfEachUnitAndAsksTheLeadAloneForTheSkill() {
        put("gas-1", "gas-city", Set.of("gas"), 1);
        put("police-1", "police-410181", Set.of(), 2);

        Assignment assignment = assigner.assign(TestReports.of(GAS_LEAK), TestReports.GONGYI, "somewhere");

        assertThat(assignment.orders())
                .containsExactly(
                        new NewOrder(
                                OrderRole.LEAD,
                                "gas-city",
                                Optional.of("gas-1"),
                                Optional.of("gas"),
                                Optional.of("gas-1 is the nearest who can, 111 m away")),
                        new NewOrder(
                                OrderRole.CO_HANDLING,
                                "police-410181",
                                Optional.of("police-1"),
                                Optional.empty(),
                                Optional.of("police-1 is the nearest who can, 222 m away")));
        assertThat(assignment.explanation().located()).isEqualTo("somewhere");
        assertThat(assignment.explanation().rule().orElseThrow()).startsWith("rule rules.yaml:15 (90003, 92002): ");
        assertThat(assignment.explanation().queueReason()).isEmpty();
        assertThat(assignment.explanation().choices())
                .extracting(Explanation.Choice::unitName)
                .containsExactly("City gas", "Gongyi police");
    }

    @Test
    void sendsTheOrderToTheUnitAloneWhereItHasNobodyNear() {
        put("far", "gas-city", Set.of("gas"), 100_000);

        Assignment assignment = assigner.assign(TestReports.of(GAS_LEAK), TestReports.GONGYI, "somewhere");

        assertThat(assignment.orders()).allMatch(order -> order.responder().isEmpty());
        assertThat(assignment.orders().get(0).why()).contains("the unit has no responder near, it chooses itself");
    }

    @Test
    void sendsTheOrderToTheUnitAloneWhereNobodyOfItCan() {
        put("unskilled", "gas-city", Set.of(), 1);

        NewOrder order = assigner.assign(TestReports.of(GAS_LEAK), TestReports.GONGYI, "somewhere")
                .orders()
                .get(0);

        assertThat(order.responder()).isEmpty();
        assertThat(order.why()).contains("no responder of the unit can take it, it chooses itself");
    }

    @Test
    void saysHowManyNearerOnesArePassedOver() {
        put("unskilled-1", "gas-city", Set.of(), 1);
        put("unskilled-2", "gas-city", Set.of(), 2);
        put("skilled", "gas-city", Set.of("gas"), 3);

        assertThat(whyOfLead()).isEqualTo("skilled is the nearest who can, 334 m away, 2 nearer passed over");
    }

    /** It said "5 nearer passed over" however many there were. */
    @Test
    void saysThatMoreMayBeNearerWhereItLookedAtFiveAlone() {
        for (int i = 1; i <= 8; i++) {
            put("unskilled-" + i, "gas-city", Set.of(), i);
        }
        put("skilled", "gas-city", Set.of("gas"), 9);

        assertThat(whyOfLead()).isEqualTo("skilled is the nearest who can, 1001 m away, at least 5 nearer passed over");
    }

    @Test
    void reservesWhomItChoosesSoThatTheNextEventDoesNotCountOnHim() {
        put("near", "gas-city", Set.of("gas"), 1);
        put("next", "gas-city", Set.of("gas"), 2);

        assertThat(responderOfLead()).contains("near");
        assertThat(responderOfLead()).contains("next");
        assertThat(responderOfLead()).isEmpty();
        roster.release("near");
        assertThat(responderOfLead()).contains("near");
    }

    @Test
    void queuesWhatNoUnitIsCompetentFor() {
        Assigner policeOnly = new Assigner(
                new LiveRules(TestRules.rules(TestRules.VALID.replace("  lead: gas\n", "  lead: police\n"))), roster);
        Jurisdiction elsewhere = new Jurisdiction("map-1", Map.of(GridLevel.CITY, new GridCode("410100")));

        Assignment assignment = policeOnly.assign(TestReports.of("06010"), elsewhere, "somewhere");

        assertThat(assignment.orders()).isEmpty();
        assertThat(assignment.explanation().choices()).isEmpty();
        assertThat(assignment.explanation().queueReason().orElseThrow())
                .contains("department police (Police) has no unit for any of the grids 410100");
        assertThat(assignment.explanation().rule())
                .isEqualTo(assignment.explanation().queueReason());
    }

    @Test
    void givesAnOrderToANextResponderAndNotToOneWhoHadIt() {
        put("near", "gas-city", Set.of("gas"), 1);
        put("next", "gas-city", Set.of("gas"), 2);

        NewOrder order = assigner.order(
                assigner.unit("gas-city").orElseThrow(),
                OrderRole.LEAD,
                Optional.of("gas"),
                new Event(
                        EventNumber.of(TestReports.NOW, 1),
                        TestReports.of(GAS_LEAK),
                        TestReports.GONGYI,
                        EventStatus.DISPATCHED,
                        TestReports.NOW,
                        Optional.empty(),
                        Course.NONE),
                Set.of("near"),
                "in the place of near");

        assertThat(order.responder()).contains("next");
        assertThat(order.why())
                .contains("in the place of near; next is the nearest who can, 222 m away, 1 nearer passed over");
    }

    @Test
    void knowsTheUnitsOfTheRules() {
        assertThat(assigner.unit("gas-city")).map(Unit::name).contains("City gas");
        assertThat(assigner.unit("gas")).isEmpty();
    }

    private String whyOfLead() {
        return assigner.assign(TestReports.of(GAS_LEAK), TestReports.GONGYI, "somewhere")
                .orders()
                .get(0)
                .why()
                .orElseThrow();
    }

    private Optional<String> responderOfLead() {
        List<NewOrder> orders = assigner.assign(TestReports.of(GAS_LEAK), TestReports.GONGYI, "somewhere")
                .orders();
        return orders.get(0).responder();
    }

    private void put(String id, String unit, Set<String> skills, int steps) {
        double latitude = Math.min(90, PLACE.latitude() + steps * 0.001);
        roster.put(new Responder(id, id, unit, skills, 1, true), new LonLat(PLACE.longitude(), latitude));
    }
}
