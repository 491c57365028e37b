package io.hexdispatch.server;

import io.hexdispatch.flow.ActOnEvent;
import io.hexdispatch.flow.AdvanceEvents;
import io.hexdispatch.flow.DeliberateJointly;
import io.hexdispatch.flow.DispatchByHand;
import io.hexdispatch.flow.FireDeadlines;
import io.hexdispatch.flow.JointParties;
import io.hexdispatch.flow.NoteLateDeliberations;
import io.hexdispatch.flow.ReadDeadlines;
import io.hexdispatch.flow.ReadJointHandlings;
import io.hexdispatch.flow.ReadReceipts;
import io.hexdispatch.flow.WorkOrder;
import io.hexdispatch.http.DeadlineRoutes;
import io.hexdispatch.http.DeliveryRoutes;
import io.hexdispatch.http.EventRoutes;
import io.hexdispatch.http.HttpApi;
import io.hexdispatch.http.JointHandlingRoutes;
import io.hexdispatch.http.OrderRoutes;
import io.hexdispatch.postgres.PostgresJointHandlings;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;

/** What is done about an event once it is filed: its orders, its life cycle, its deadlines, and joint handling. */
final class HandlingParts {
    private static final Duration EVENTS_ADVANCE_EVERY = Duration.ofSeconds(5);
    private static final Duration LATE_DELIBERATIONS_EVERY = Duration.ofSeconds(1);
    private static final Duration DEADLINES_FIRE_EVERY = Duration.ofMillis(100);

    private final Ground ground;
    private final DispatchCore core;
    private final DispatchByHand dispatchByHand;
    private final AdvanceEvents advanceEvents;
    private final FireDeadlines fireDeadlines;
    private final PostgresJointHandlings jointHandlings;

    final WorkOrder workOrder;
    final ActOnEvent actOnEvent;

    HandlingParts(Ground ground, DispatchCore core) {
        this.ground = ground;
        this.core = core;
        Clock clock = ground.clock();
        workOrder = new WorkOrder(core.assigner, core.roster, core.events, core.announcements, core.audit, clock);
        dispatchByHand =
                new DispatchByHand(core.assigner, core.roster, core.events, core.announcements, core.audit, clock);
        actOnEvent = new ActOnEvent(
                core.assigner, core.roster, core.events, core.mergeEvents, core.announcements, core.audit, clock);
        advanceEvents = new AdvanceEvents(core.roster, core.events, core.announcements, clock);
        fireDeadlines = new FireDeadlines(core.running, core.deadlines, core.announcements, clock);
        jointHandlings = new PostgresJointHandlings(
                ground.pool(), ground.categories(), ground.rules(), core.running, core.findingNews);
    }

    void mount(HttpApi api) {
        Clock clock = ground.clock();
        ReadReceipts readReceipts = new ReadReceipts(core.readEvents, core.deliveries, clock);
        new EventRoutes(core.readEvents, readReceipts, dispatchByHand, actOnEvent, core.caseFileJson).mount(api);
        new OrderRoutes(core.events, core.deliveries, workOrder, core.caseFileJson, clock).mount(api);
        new DeliveryRoutes(readReceipts, core.caseFileJson).mount(api);
        new DeadlineRoutes(new ReadDeadlines(core.events, core.deadlines), clock).mount(api);
        JointParties jointParties = new JointParties(ground.map(), core.assigner);
        new JointHandlingRoutes(
                        new DeliberateJointly(
                                jointParties,
                                ground.rules(),
                                core.assigner,
                                core.roster,
                                jointHandlings,
                                core.announcements,
                                core.audit,
                                clock),
                        new ReadJointHandlings(jointHandlings, jointParties, ground.map()),
                        core.jointHandlingJson,
                        clock)
                .mount(api);
    }

    /** Gives how many deadlines run. */
    Future<Integer> load() {
        return core.deadlines.load();
    }

    void begin(PeriodicWork periodic) {
        NoteLateDeliberations noteLate = new NoteLateDeliberations(jointHandlings, core.announcements, ground.clock());
        periodic.every(DEADLINES_FIRE_EVERY, fireDeadlines::fire, "deadlines not fired, tried again in a moment");
        periodic.every(
                EVENTS_ADVANCE_EVERY,
                advanceEvents::advance,
                "events that are due were not all advanced, tried again soon");
        periodic.every(LATE_DELIBERATIONS_EVERY, noteLate::note, "late deliberations not all noted, tried again soon");
    }
}
