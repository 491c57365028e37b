package io.hexdispatch.server;

import io.hexdispatch.access.Role;
import io.hexdispatch.assignment.Assigner;
import io.hexdispatch.assignment.AssignmentRules;
import io.hexdispatch.assignment.LiveRules;
import io.hexdispatch.assignment.Roster;
import io.hexdispatch.boundaryfile.CheckedFiles;
import io.hexdispatch.boundaryfile.ComparedMaps;
import io.hexdispatch.category.Categories;
import io.hexdispatch.deadline.RunningDeadlines;
import io.hexdispatch.flow.ActOnEvent;
import io.hexdispatch.flow.ActivateMap;
import io.hexdispatch.flow.AdvanceEvents;
import io.hexdispatch.flow.ChangeRules;
import io.hexdispatch.flow.CompareBoundaries;
import io.hexdispatch.flow.DispatchByHand;
import io.hexdispatch.flow.DivertPoliceItem;
import io.hexdispatch.flow.EditSources;
import io.hexdispatch.flow.FireDeadlines;
import io.hexdispatch.flow.LiveMap;
import io.hexdispatch.flow.LiveSources;
import io.hexdispatch.flow.LoadBoundaries;
import io.hexdispatch.flow.RaiseAlarm;
import io.hexdispatch.flow.ReadDeadlines;
import io.hexdispatch.flow.ReadEvents;
import io.hexdispatch.flow.RecentMaps;
import io.hexdispatch.flow.RelocateEvents;
import io.hexdispatch.flow.ReportEvent;
import io.hexdispatch.flow.RulesVersions;
import io.hexdispatch.flow.TrackResponders;
import io.hexdispatch.flow.TryRules;
import io.hexdispatch.flow.WorkOrder;
import io.hexdispatch.http.AuditRoutes;
import io.hexdispatch.http.BoundaryRoutes;
import io.hexdispatch.http.DeadlineRoutes;
import io.hexdispatch.http.DescriptionRoutes;
import io.hexdispatch.http.DeviceRoutes;
import io.hexdispatch.http.DiversionRoutes;
import io.hexdispatch.http.EventRoutes;
import io.hexdispatch.http.HealthRoutes;
import io.hexdispatch.http.HttpApi;
import io.hexdispatch.http.LocateRoutes;
import io.hexdispatch.http.OrderRoutes;
import io.hexdispatch.http.ReferenceRoutes;
import io.hexdispatch.http.ReportRoutes;
import io.hexdispatch.http.ResponderRoutes;
import io.hexdispatch.http.RulesRoutes;
import io.hexdispatch.http.SourceRoutes;
import io.hexdispatch.http.UploadRoute;
import io.hexdispatch.ogcapi.EventLayers;
import io.hexdispatch.ogcapi.FindingLayers;
import io.hexdispatch.ogcapi.GridLayers;
import io.hexdispatch.ogcapi.OgcApi;
import io.hexdispatch.ogcapi.UnitLayers;
import io.hexdispatch.ogcapi.VectorTiles;
import io.hexdispatch.ogcapi.feature.MapThreads;
import io.hexdispatch.open311.Open311;
import io.hexdispatch.postgres.DatabaseAddress;
import io.hexdispatch.postgres.PostgresAudit;
import io.hexdispatch.postgres.PostgresBoundaries;
import io.hexdispatch.postgres.PostgresDeadlines;
import io.hexdispatch.postgres.PostgresDeliveries;
import io.hexdispatch.postgres.PostgresDevices;
import io.hexdispatch.postgres.PostgresDiversions;
import io.hexdispatch.postgres.PostgresEvents;
import io.hexdispatch.postgres.PostgresResponders;
import io.hexdispatch.postgres.PostgresRules;
import io.hexdispatch.postgres.PostgresServiceRequests;
import io.hexdispatch.postgres.PostgresSources;
import io.hexdispatch.security.TokenKey;
import io.hexdispatch.security.Tokens;
import io.hexdispatch.websocket.Connections;
import io.hexdispatch.websocket.DispatchSocket;
import io.hexdispatch.websocket.Messages;
import io.hexdispatch.websocket.SocketAnnouncements;
import io.hexdispatch.wire.CaseFileJson;
import io.hexdispatch.wire.CloudEvent;
import io.hexdispatch.wire.DeviceJson;
import io.hexdispatch.wire.DiversionJson;
import io.hexdispatch.wire.ReportJson;
import io.hexdispatch.wire.SourceJson;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running server, and the one place where its parts are put together. All of it lives on one event loop, so that decisions
 * follow one another; what takes long is done on workers.
 */
public final class HexDispatchServer extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(HexDispatchServer.class);
    /** The largest boundary file taken: a city of a million grids as a zip has about half of it. */
    private static final long UPLOAD_BYTES_MAX = 1_000_000_000;
    /** Few, so that those who draw maps leave the processors to the dispatch of events. */
    private static final int MAP_THREADS = 2;

    private static final int ADDRESS_BYTES_MAX = 16 * 1024;
    private static final Duration POSITIONS_KEPT_EVERY = Duration.ofSeconds(2);
    private static final Duration EVENTS_ADVANCE_EVERY = Duration.ofSeconds(5);
    private static final Duration DEADLINES_FIRE_EVERY = Duration.ofMillis(100);
    private static final Duration FINISH_REQUESTS_MAX = Duration.ofSeconds(5);
    private final ServerConfig config;
    private final Clock clock;

    private Storage storage;
    private Tokens tokens;
    private PostgresBoundaries versions;
    private LiveMap map;
    private RulesVersions.Text givenRules;
    private RulesVersions rulesVersions;
    private LiveRules rules;
    private HttpApi api;
    private HttpServer http;
    private long deadlineTimer;
    private DispatchSocket socket;
    private TrackResponders trackResponders;
    private AdvanceEvents advanceEvents;
    private Future<?> advancing = Future.succeededFuture();
    private long advanceTimer;

    HexDispatchServer(ServerConfig config) {
        this(config, Clock.systemUTC());
    }

    HexDispatchServer(ServerConfig config, Clock clock) {
        this.config = config;
        // As fine as the database keeps time, so that what is told at once equals what is read later.
        this.clock = Clock.tick(clock, Duration.ofNanos(1_000));
    }

    int port() {
        return http.actualPort();
    }

    Tokens tokens() {
        return tokens;
    }

    LiveMap map() {
        return map;
    }

    List<HttpApi.Route> routes() {
        return api.routes();
    }

    AssignmentRules rules() {
        return rules.current();
    }

    /** The data folder, whole and absolute. */
    Path dataFolder() {
        return storage.folder();
    }

    DatabaseAddress database() {
        return storage.database();
    }

    @Override
    public Future<?> start() {
        Categories categories = Categories.bundled();
        try {
            checkPort();
        } catch (PortTakenException e) {
            return Future.failedFuture(e);
        }
        storage = new Storage(vertx, config);
        FirstMap firstMap = new FirstMap(config.city(), this::onWorker, clock);
        return onWorker(this::readRules)
                .compose(loaded -> storage.holdFolder())
                .compose(held -> {
                    if (storage.isNew()) {
                        firstMap.readAhead();
                    }
                    return storage.openDatabase();
                })
                .compose(opened -> onWorker(this::loadKey))
                .compose(ready -> {
                    versions = new PostgresBoundaries(storage.pool(), this::onWorker);
                    return firstMap.load(versions);
                })
                .compose(city -> {
                    map = new LiveMap(city);
                    rulesVersions = new PostgresRules(storage.pool());
                    return new FirstRules(
                                    givenRules,
                                    config.rules().isPresent(),
                                    rulesVersions,
                                    categories,
                                    this::onWorker,
                                    clock)
                            .load();
                })
                .compose(first -> {
                    rules = new LiveRules(first);
                    return assemble(categories);
                })
                .recover(failure -> storage.close().transform(closed -> Future.failedFuture(failure)));
    }

    /** Before anything is made: whoever chose a taken port should not wait for a database to learn of it. */
    private void checkPort() throws PortTakenException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(config.host(), config.port()));
        } catch (BindException e) {
            throw portTaken();
        } catch (IOException otherwiseWrong) {
            LOG.atDebug().setCause(otherwiseWrong).log("port not tried beforehand");
        }
    }

    private PortTakenException portTaken() {
        return new PortTakenException("port " + config.port() + " on " + config.host()
                + " is taken by another program; choose another with --port");
    }

    private <T> Future<T> onWorker(Callable<T> work) {
        return vertx.executeBlocking(work, false);
    }

    private Void readRules() throws StartException {
        givenRules = FirstRules.read(config.rules(), Categories.bundled());
        return null;
    }

    private Void loadKey() throws StartException {
        try {
            tokens = new Tokens(vertx, TokenKey.in(storage.folder()));
            return null;
        } catch (IOException e) {
            throw new StartException("the token key cannot be read or made: " + e.getMessage(), e);
        }
    }

    private Future<?> assemble(Categories categories) {
        RunningDeadlines running = new RunningDeadlines();
        PostgresEvents events = new PostgresEvents(storage.pool(), categories, rules, running);
        PostgresDeadlines deadlines = new PostgresDeadlines(storage.pool(), categories, rules, running);
        PostgresAudit audit = new PostgresAudit(storage.pool());
        PostgresDeliveries deliveries = new PostgresDeliveries(storage.pool(), categories);
        Roster roster = new Roster();
        trackResponders = new TrackResponders(roster, new PostgresResponders(storage.pool()), clock);
        Assigner assigner = new Assigner(rules, roster);
        CaseFileJson caseFileJson = new CaseFileJson(map, assigner);
        Connections connections = new Connections();
        Messages messages = new Messages(caseFileJson, clock);
        SocketAnnouncements announcements = new SocketAnnouncements(connections, messages);

        LiveSources sources = new LiveSources(System::nanoTime);
        EditSources editSources =
                new EditSources(sources, new PostgresSources(storage.pool(), categories), announcements, clock);
        ReportJson reportJson = new ReportJson(categories);
        ReportEvent reportEvent = new ReportEvent(sources, map, assigner, roster, events, announcements, clock);
        PostgresDevices devices = new PostgresDevices(storage.pool(), categories);
        RaiseAlarm raiseAlarm = new RaiseAlarm(sources, devices, events, reportEvent, announcements);
        WorkOrder workOrder = new WorkOrder(assigner, roster, events, announcements, audit, clock);
        DispatchByHand dispatchByHand = new DispatchByHand(assigner, roster, events, announcements, audit, clock);
        ActOnEvent actOnEvent = new ActOnEvent(assigner, roster, events, announcements, audit, clock);
        advanceEvents = new AdvanceEvents(roster, events, announcements, clock);
        ReadEvents readEvents = new ReadEvents(events, map);
        FireDeadlines fireDeadlines = new FireDeadlines(running, deadlines, announcements, clock);
        socket = new DispatchSocket(
                vertx, connections, messages, deliveries, readEvents, workOrder, actOnEvent, trackResponders, clock);

        Path uploads = storage.uploads();
        CheckedFiles files = new CheckedFiles(vertx.getOrCreateContext(), this::onWorker, uploads);
        RecentMaps maps = new RecentMaps(map, versions, this::onWorker);
        LoadBoundaries loadBoundaries = new LoadBoundaries(map, files, versions, maps, announcements, clock);
        ActivateMap activateMap = new ActivateMap(map, versions, maps, announcements, clock);
        CompareBoundaries compareBoundaries =
                new CompareBoundaries(map, maps, new ComparedMaps(this::onWorker), events, roster, devices);

        RelocateEvents relocateEvents = new RelocateEvents(map, events, announcements, clock);

        api = new HttpApi(vertx, tokens, audit, clock);
        new ReportRoutes(reportEvent, sources, reportJson, caseFileJson, clock).mount(api);
        new SourceRoutes(sources, editSources, new SourceJson(categories), reportJson, clock).mount(api);
        new DeviceRoutes(devices, raiseAlarm, sources, new DeviceJson(categories), clock).mount(api);
        PostgresDiversions diversions = new PostgresDiversions(storage.pool(), categories);
        new DiversionRoutes(
                        new DivertPoliceItem(sources, reportEvent, diversions, clock),
                        diversions,
                        new DiversionJson(reportJson),
                        caseFileJson,
                        clock)
                .mount(api);
        new EventRoutes(readEvents, dispatchByHand, actOnEvent, caseFileJson).mount(api);
        new OrderRoutes(events, deliveries, workOrder, caseFileJson, clock).mount(api);
        new AuditRoutes(audit).mount(api);
        new DeadlineRoutes(new ReadDeadlines(events, deadlines), clock).mount(api);
        new LocateRoutes(map, roster).mount(api);
        new ResponderRoutes(trackResponders, roster, rules).mount(api);
        new UploadRoute(loadBoundaries, uploads, UPLOAD_BYTES_MAX).mount(api);
        new BoundaryRoutes(loadBoundaries, activateMap, compareBoundaries, relocateEvents, versions, files).mount(api);
        ChangeRules changeRules =
                new ChangeRules(rules, rulesVersions, categories, this::onWorker, announcements, clock);
        new RulesRoutes(changeRules, new TryRules(rules, changeRules, events, clock), rulesVersions).mount(api);
        new ReferenceRoutes(categories, rules).mount(api);
        new DescriptionRoutes().mount(api);
        MapThreads mapThreads = new MapThreads(vertx.createSharedWorkerExecutor("hexdispatch-gis", MAP_THREADS));
        OgcApi ogcApi = new OgcApi(
                List.of(
                        new GridLayers(map, mapThreads),
                        new UnitLayers(rules, map, mapThreads),
                        new FindingLayers(versions, map, mapThreads),
                        new EventLayers(readEvents, map, mapThreads)),
                mapThreads,
                clock);
        api.subtree(OgcApi.ROOT, EnumSet.allOf(Role.class), ogcApi::accept);
        VectorTiles vectorTiles = new VectorTiles(map, mapThreads);
        api.subtree(VectorTiles.ROOT, EnumSet.allOf(Role.class), vectorTiles::accept);
        Open311 open311 = new Open311(
                tokens::check,
                categories,
                map,
                assigner,
                new PostgresServiceRequests(storage.pool(), categories),
                reportEvent,
                clock);
        api.protocol(Open311.ROOT, open311::accept);
        new HealthRoutes(map, storage::check, metrics(connections, roster, running)).mount(api);
        api.webSocket("/ws", socketRoles(), socket::accept);

        return editSources
                .load()
                .compose(known -> trackResponders.load())
                .compose(known -> deadlines.load())
                .compose(loaded -> {
                    LOG.atInfo().addKeyValue("running", loaded).log("deadlines ready");
                    deadlineTimer = vertx.setPeriodic(DEADLINES_FIRE_EVERY.toMillis(), timer -> fire(fireDeadlines));
                    vertx.setPeriodic(POSITIONS_KEPT_EVERY.toMillis(), timer -> keepPositions());
                    advanceTimer = vertx.setPeriodic(EVENTS_ADVANCE_EVERY.toMillis(), timer -> advanceEvents());
                    return listen();
                });
    }

    private static EnumSet<Role> socketRoles() {
        return Arrays.stream(Role.values())
                .filter(DispatchSocket::isFor)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Role.class)));
    }

    private static PrometheusMeterRegistry metrics(Connections connections, Roster roster, RunningDeadlines running) {
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new JvmMemoryMetrics().bindTo(metrics);
        Gauge.builder("hexdispatch.connections", connections, Connections::size)
                .description("WebSocket clients connected")
                .register(metrics);
        Gauge.builder("hexdispatch.responders", roster, Roster::size)
                .description("responders known")
                .register(metrics);
        Gauge.builder("hexdispatch.deadlines", running, RunningDeadlines::size)
                .description("deadlines running")
                .register(metrics);
        return metrics;
    }

    private void keepPositions() {
        trackResponders.keepPositions().onFailure(failure -> LOG.atWarn()
                .setCause(failure)
                .log("positions not written, kept for the next time"));
    }

    private void advanceEvents() {
        if (advancing.isComplete()) {
            advancing = advanceEvents.advance().onFailure(failure -> LOG.atWarn()
                    .setCause(failure)
                    .log("events that are due were not all advanced, tried again soon"));
        }
    }

    private static void fire(FireDeadlines fireDeadlines) {
        fireDeadlines.fire().onFailure(failure -> LOG.atWarn()
                .setCause(failure)
                .log("deadlines not fired, tried again in a moment"));
    }

    private Future<?> listen() {
        http = vertx.createHttpServer(new HttpServerOptions()
                .setHost(config.host())
                .setPort(config.port())
                .setMaxWebSocketFrameSize(DispatchSocket.MESSAGE_BYTES_MAX)
                .setMaxWebSocketMessageSize(DispatchSocket.MESSAGE_BYTES_MAX)
                .addWebSocketSubProtocol(CloudEvent.SUBPROTOCOL)
                // A polygon to filter by stands in the address.
                .setMaxInitialLineLength(ADDRESS_BYTES_MAX)
                .setCompressionSupported(true));
        return http.requestHandler(api.router())
                .listen()
                .recover(failure -> Future.failedFuture(
                        failure instanceof BindException
                                ? portTaken()
                                : new StartException(
                                        "cannot listen on port " + config.port() + " of " + config.host() + ": "
                                                + failure.getMessage(),
                                        failure)));
    }

    /** What was taken is finished, clients are told, positions are written; only then is the database closed. */
    @Override
    public Future<?> stop() {
        vertx.cancelTimer(advanceTimer);
        vertx.cancelTimer(deadlineTimer);
        // The clients first, with the reason: the server waits for every connection, and theirs would not end by
        // themselves.
        return socket.close()
                .transform(done -> http.shutdown(FINISH_REQUESTS_MAX.toMillis(), TimeUnit.MILLISECONDS))
                .transform(done -> trackResponders.keepPositions())
                .transform(done -> advancing)
                .transform(done -> storage.close());
    }
}
