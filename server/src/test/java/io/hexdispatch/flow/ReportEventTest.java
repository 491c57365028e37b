package io.hexdispatch.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.assignment.Assigner;
import io.hexdispatch.assignment.LiveRules;
import io.hexdispatch.assignment.Responder;
import io.hexdispatch.assignment.Roster;
import io.hexdispatch.assignment.TestRules;
import io.hexdispatch.category.Category;
import io.hexdispatch.event.Event;
import io.hexdispatch.event.EventStatus;
import io.hexdispatch.event.Report;
import io.hexdispatch.event.TestReports;
import io.hexdispatch.grid.coordinate.LonLat;
import io.hexdispatch.order.Order;
import io.hexdispatch.order.TestCaseFiles;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReportEventTest {
    private static final Actor SOURCE = new Actor(Role.SOURCE, TestReports.SOURCE);
    private static final Report GAS_LEAK = TestReports.of("90003");

    private final Roster roster = new Roster();

    ReportEventTest() {
        roster.put(new Responder("gas-1", "gas-1", "gas-city", Set.of("gas"), 1, true), TestReports.PLACE);
    }

    @Test
    void tellsNobodyBeforeTheCommit() {
        FakeEvents events = new FakeEvents(null);

        Future<Filed> filed = reportEvent(events).report(SOURCE, GAS_LEAK);

        assertThat(filed.isComplete()).isFalse();
        assertThat(events.announced()).isEmpty();
        events.commit();
        assertThat(filed.result().isNew()).isTrue();
        assertThat(filed.result().caseFile().orders()).extracting(Order::unit).contains("gas-city");
        assertThat(filed.result().explanation().located()).isEqualTo("map map-1: base grid 410181-1 grid 410181-1");
        assertThat(events.announced()).containsExactly("filed");
        assertThat(openOrders()).isEqualTo(1);
    }

    @Test
    void freesTheResponderWhenTheCommitFails() {
        FakeEvents events = new FakeEvents(null);
        Future<Filed> filed = reportEvent(events).report(SOURCE, GAS_LEAK);
        assertThat(openOrders()).isEqualTo(1);

        events.failCommit();

        assertThat(filed.failed()).isTrue();
        assertThat(openOrders()).isZero();
        assertThat(events.announced()).isEmpty();
    }

    @Test
    void freesTheResponderAndTellsNobodyWhenTheReportWasFiledBefore() {
        FakeEvents events = new FakeEvents(TestCaseFiles.filed(TestCaseFiles.lead("gas-city")));

        Future<Filed> filed = reportEvent(events).report(SOURCE, GAS_LEAK);
        events.commit();

        assertThat(filed.result().isNew()).isFalse();
        assertThat(openOrders()).isZero();
        assertThat(events.announced()).isEmpty();
    }

    @Test
    void tellsOfAnEventWhoseCommitNobodySawWhenTheSourceReportsItAgain() {
        FakeEvents events = new FakeEvents(null);
        ReportEvent reportEvent = reportEvent(events);
        reportEvent.report(SOURCE, GAS_LEAK);
        events.commitUnseen(TestCaseFiles.filed(TestCaseFiles.lead("gas-city")));
        assertThat(openOrders()).isZero();
        assertThat(events.announced()).isEmpty();

        Future<Filed> again = reportEvent.report(SOURCE, GAS_LEAK);
        events.commit();

        assertThat(again.result().isNew()).isFalse();
        assertThat(events.announced()).containsExactly("filed");
        reportEvent.report(SOURCE, GAS_LEAK);
        events.commit();
        assertThat(events.announced()).as("and only once").containsExactly("filed");
    }

    @Test
    void queuesAtTheCityWhatLiesInNoGrid() {
        FakeEvents events = new FakeEvents(null);
        Category category = GAS_LEAK.category();

        Future<Filed> filed = reportEvent(events).report(SOURCE, TestReports.of(category, new LonLat(116.4, 39.9)));
        events.commit();

        Event event = filed.result().caseFile().event();
        assertThat(event.status()).isEqualTo(EventStatus.FILED);
        assertThat(event.queueReason()).contains("the place lies in no grid of the city");
        assertThat(event.jurisdiction().centre().value()).isEqualTo("410100");
        assertThat(filed.result().explanation().located())
                .isEqualTo("no grid of map map-1 covers 116.4, 39.9 (WGS 84 longitude, latitude)");
    }

    @Test
    void refusesASourceThatSpeaksForAnother() {
        Future<Filed> filed = reportEvent(new FakeEvents(null)).report(new Actor(Role.SOURCE, "another"), GAS_LEAK);

        assertThat(filed.cause())
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.kind())
                        .isEqualTo(RefusedException.Kind.FORBIDDEN))
                .hasMessage("this token is for source \"another\" and cannot report for \"hotline-12345\"");
        assertThat(openOrders()).isZero();
    }

    private ReportEvent reportEvent(FakeEvents events) {
        LiveRules rules = new LiveRules(TestRules.rules(TestRules.VALID));
        return new ReportEvent(
                new LiveSources(() -> 0),
                new LiveMap(TestMaps.gongyi()),
                new Assigner(rules, roster),
                roster,
                events,
                FakeFiledEvents.unexamined(),
                events,
                new DetectJointHandling(rules),
                (step, nanos) -> {},
                Clock.fixed(TestReports.NOW, ZoneOffset.UTC));
    }

    private int openOrders() {
        return roster.nearest(TestReports.PLACE, 1).get(0).openOrders();
    }
}
