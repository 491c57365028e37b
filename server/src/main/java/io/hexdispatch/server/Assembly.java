package io.hexdispatch.server;

import io.hexdispatch.access.Revocations;
import io.hexdispatch.flow.ChangeRules;
import io.hexdispatch.flow.TryRules;
import io.hexdispatch.http.ClientRoutes;
import io.hexdispatch.http.DescriptionRoutes;
import io.hexdispatch.http.HealthRoutes;
import io.hexdispatch.http.HttpApi;
import io.hexdispatch.http.LocateRoutes;
import io.hexdispatch.http.ReferenceRoutes;
import io.hexdispatch.http.ResponderRoutes;
import io.hexdispatch.http.RulesRoutes;
import io.hexdispatch.security.Tokens;
import io.hexdispatch.websocket.DispatchSocket;
import io.vertx.core.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All parts of the server, put together once what they stand on is there. For its event loop. */
final class Assembly {
    private static final Logger LOG = LoggerFactory.getLogger(Assembly.class);

    private final Ground ground;
    private final HttpApi api;
    private final DispatchCore core;
    private final AccessParts access;
    private final SupervisionParts supervision;
    private final FilingParts filing;
    private final HandlingParts handling;
    private final RollCallParts rollCalls;
    private final FigureParts figures;
    private final DispatchSocket socket;
    private final ShownMetrics shownMetrics;

    Assembly(Ground ground, Tokens tokens, Revocations revocations) {
        this.ground = ground;
        core = new DispatchCore(ground);
        access = new AccessParts(ground, core, tokens, revocations);
        supervision = new SupervisionParts(ground, core);
        filing = new FilingParts(ground, core, supervision.findings);
        handling = new HandlingParts(ground, core);
        rollCalls = new RollCallParts(ground, core);
        figures = new FigureParts(ground, core, filing.sources);
        socket = socket();
        shownMetrics = new ShownMetrics(ground, core, filing.examineFiled, socket);
        api = new HttpApi(ground.vertx(), tokens, core.audit, access.guard, ground.metrics(), ground.clock());
        mount();
    }

    private DispatchSocket socket() {
        return new DispatchSocket(
                ground.vertx(),
                core.connections,
                access.sessions,
                access::pace,
                core.messages,
                core.deliveries,
                core.orderDelivery,
                core.areaFeed,
                ground.map(),
                core.roster,
                core.readEvents,
                supervision.readFindings,
                handling.workOrder,
                handling.actOnEvent,
                core.trackResponders,
                rollCalls.delivery,
                rollCalls.messages,
                rollCalls.answerRollCall,
                core.audit,
                ground.clock());
    }

    private void mount() {
        access.mount(api, socket);
        filing.mount(api, access::admit);
        handling.mount(api);
        supervision.mount(api);
        rollCalls.mount(api);
        figures.mount(api);
        new MapParts(ground, core, filing.devices).mount(api);
        mountRules();
        new LocateRoutes(ground.map(), core.roster).mount(api);
        new ResponderRoutes(core.trackResponders, core.roster, ground.rules()).mount(api);
        new DescriptionRoutes().mount(api);
        new ClientRoutes().mount(api);
        new HealthRoutes(ground.map(), ground.storage()::check, ground.metrics()::scrape).mount(api);
    }

    private void mountRules() {
        ChangeRules changeRules = new ChangeRules(
                ground.rules(),
                ground.rulesVersions(),
                ground.categories(),
                ground.workers(),
                core.announcements,
                ground.clock());
        new RulesRoutes(
                        changeRules,
                        new TryRules(ground.rules(), changeRules, core.events, ground.clock()),
                        ground.rulesVersions())
                .mount(api);
        new ReferenceRoutes(ground.categories(), ground.rules()).mount(api);
    }

    HttpApi api() {
        return api;
    }

    /** Reads what was open when the last server ended. */
    Future<?> load() {
        // There are most of these two, and they wait for the database and not for each other.
        Future<Integer> deadlines = handling.load();
        Future<?> responders = core.trackResponders.load();
        return access.load()
                .compose(done -> filing.load())
                .compose(done -> rollCalls.load())
                .compose(done -> supervision.load())
                .compose(done -> responders)
                .compose(done -> deadlines)
                .onSuccess(
                        running -> LOG.atInfo().addKeyValue("running", running).log("deadlines ready"));
    }

    /** Takes up what the server does by itself. */
    void begin(PeriodicWork periodic, FirstMap firstMap, AfterOutage.RulesReader rulesReader) {
        ground.storage()
                .watchDatabase(new AfterOutage(
                        ground.categories(),
                        filing.sources,
                        core.trackResponders,
                        core.running,
                        ground.map(),
                        firstMap,
                        ground.rules(),
                        rulesReader,
                        core.announcements,
                        core.findingNews,
                        ground.workers())::catchUp);
        access.begin(periodic);
        core.begin(periodic);
        filing.begin(periodic);
        handling.begin(periodic);
        supervision.begin(periodic);
        rollCalls.begin(periodic);
        figures.begin(periodic);
        shownMetrics.begin(periodic);
    }

    /** Tells the clients that the server goes, and lets them go. */
    Future<?> dismissClients() {
        return socket.close();
    }

    /** When no request is under way any more: ends what the server does by itself, and writes what was only in memory. */
    Future<?> finish(PeriodicWork periodic) {
        return figures.stop()
                .transform(done -> periodic.ended())
                .transform(done -> core.finish())
                .transform(done -> filing.finish())
                .transform(done -> supervision.close())
                .transform(done -> figures.close());
    }
}
