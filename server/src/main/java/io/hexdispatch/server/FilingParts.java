package io.hexdispatch.server;

import io.hexdispatch.access.Actor;
import io.hexdispatch.category.Categories;
import io.hexdispatch.flow.DecideDuplicates;
import io.hexdispatch.flow.DetectJointHandling;
import io.hexdispatch.flow.DivertPoliceItem;
import io.hexdispatch.flow.EditSources;
import io.hexdispatch.flow.ExamineFiled;
import io.hexdispatch.flow.FindDuplicates;
import io.hexdispatch.flow.FindRecurrences;
import io.hexdispatch.flow.LiveSources;
import io.hexdispatch.flow.RaiseAlarm;
import io.hexdispatch.flow.ReportEvent;
import io.hexdispatch.http.DeviceRoutes;
import io.hexdispatch.http.DiversionRoutes;
import io.hexdispatch.http.DuplicateRoutes;
import io.hexdispatch.http.HttpApi;
import io.hexdispatch.http.ReportRoutes;
import io.hexdispatch.http.SourceRoutes;
import io.hexdispatch.open311.Open311;
import io.hexdispatch.postgres.PostgresDevices;
import io.hexdispatch.postgres.PostgresDiversions;
import io.hexdispatch.postgres.PostgresDuplicates;
import io.hexdispatch.postgres.PostgresEarlierEvents;
import io.hexdispatch.postgres.PostgresFiledEvents;
import io.hexdispatch.postgres.PostgresFindings;
import io.hexdispatch.postgres.PostgresServiceRequests;
import io.hexdispatch.postgres.PostgresSources;
import io.hexdispatch.wire.DeviceJson;
import io.hexdispatch.wire.DiversionJson;
import io.hexdispatch.wire.ReportJson;
import io.hexdispatch.wire.SourceJson;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** How events come in: the sources with their devices and lines, the filing, and what is examined of each event after it. */
final class FilingParts {
    private static final Duration FILED_EXAMINED_EVERY = Duration.ofMillis(100);
    private static final Duration EXAMINED_KEPT_EVERY = Duration.ofSeconds(3);

    private final Ground ground;
    private final DispatchCore core;
    private final EditSources editSources;
    private final PostgresDuplicates duplicates;

    final LiveSources sources = new LiveSources(System::nanoTime);
    final PostgresDevices devices;
    final ExamineFiled examineFiled;
    final ReportEvent reportEvent;

    FilingParts(Ground ground, DispatchCore core, PostgresFindings findings) {
        this.ground = ground;
        this.core = core;
        Pool pool = ground.pool();
        Clock clock = ground.clock();
        Categories categories = ground.categories();
        editSources = new EditSources(sources, new PostgresSources(pool, categories), core.announcements, clock);
        devices = new PostgresDevices(pool, categories);
        duplicates = new PostgresDuplicates(pool);
        examineFiled = new ExamineFiled(
                new PostgresFiledEvents(pool, categories),
                List.of(
                        new FindDuplicates(duplicates, ground.rules(), core.mergeEvents, core.announcements, clock),
                        new FindRecurrences(new PostgresEarlierEvents(pool, categories), findings)),
                System::nanoTime);
        reportEvent = new ReportEvent(
                sources,
                ground.map(),
                core.assigner,
                core.roster,
                core.events,
                examineFiled,
                core.announcements,
                new DetectJointHandling(ground.rules()),
                ground.metrics(),
                clock);
    }

    /** @param keys whose a key of the Open311 protocol is */
    void mount(HttpApi api, Function<String, Future<Actor>> keys) {
        Clock clock = ground.clock();
        Categories categories = ground.categories();
        ReportJson reportJson = new ReportJson(categories);
        new ReportRoutes(reportEvent, sources, reportJson, core.caseFileJson, ground.metrics(), clock).mount(api);
        new SourceRoutes(sources, editSources, new SourceJson(categories), reportJson, clock).mount(api);
        RaiseAlarm raiseAlarm = new RaiseAlarm(sources, devices, core.events, reportEvent, core.announcements);
        new DeviceRoutes(devices, raiseAlarm, sources, new DeviceJson(categories), clock).mount(api);
        PostgresDiversions diversions = new PostgresDiversions(ground.pool(), categories);
        new DiversionRoutes(
                        new DivertPoliceItem(sources, reportEvent, diversions, clock),
                        diversions,
                        new DiversionJson(reportJson),
                        core.caseFileJson,
                        clock)
                .mount(api);
        new DuplicateRoutes(new DecideDuplicates(duplicates, core.events, core.mergeEvents, core.audit, clock))
                .mount(api);
        Open311 open311 = new Open311(
                keys,
                categories,
                ground.map(),
                core.assigner,
                new PostgresServiceRequests(ground.pool(), categories),
                reportEvent,
                clock);
        api.protocol(Open311.ROOT, open311::accept);
    }

    Future<?> load() {
        return editSources.load().compose(done -> examineFiled.load());
    }

    void begin(PeriodicWork periodic) {
        periodic.every(FILED_EXAMINED_EVERY, examineFiled::examine, "filed events not all examined, tried again soon");
        periodic.every(
                EXAMINED_KEPT_EVERY,
                examineFiled::writeMark,
                "how far filed events are examined not written, kept for the next time");
    }

    /** Writes what was only in memory until now. */
    Future<?> finish() {
        return examineFiled.writeMark();
    }
}
