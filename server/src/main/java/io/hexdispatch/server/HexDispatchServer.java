package io.hexdispatch.server;

import io.hexdispatch.access.Grant;
import io.hexdispatch.access.Revocations;
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
import io.hexdispatch.flow.AdvanceRollCalls;
import io.hexdispatch.flow.Announcements;
import io.hexdispatch.flow.AnswerFinding;
import io.hexdispatch.flow.AnswerRollCall;
import io.hexdispatch.flow.CallRoll;
import io.hexdispatch.flow.ChangeRules;
import io.hexdispatch.flow.CompareBoundaries;
import io.hexdispatch.flow.CountRollCalls;
import io.hexdispatch.flow.DecideDuplicates;
import io.hexdispatch.flow.DeliberateJointly;
import io.hexdispatch.flow.DetectJointHandling;
import io.hexdispatch.flow.DirectRollCall;
import io.hexdispatch.flow.DispatchByHand;
import io.hexdispatch.flow.DivertPoliceItem;
import io.hexdispatch.flow.EditSources;
import io.hexdispatch.flow.ExamineFiled;
import io.hexdispatch.flow.FigureNames;
import io.hexdispatch.flow.FindDuplicates;
import io.hexdispatch.flow.FindHotSpots;
import io.hexdispatch.flow.FindRecurrences;
import io.hexdispatch.flow.FindRepeatedPlaces;
import io.hexdispatch.flow.FindingNews;
import io.hexdispatch.flow.FireDeadlines;
import io.hexdispatch.flow.IssueTokens;
import io.hexdispatch.flow.JointParties;
import io.hexdispatch.flow.LiveMap;
import io.hexdispatch.flow.LiveSources;
import io.hexdispatch.flow.LoadBoundaries;
import io.hexdispatch.flow.MakeTopics;
import io.hexdispatch.flow.MergeEvents;
import io.hexdispatch.flow.NoteLateDeliberations;
import io.hexdispatch.flow.PrepareFigures;
import io.hexdispatch.flow.RaiseAlarm;
import io.hexdispatch.flow.ReadDeadlines;
import io.hexdispatch.flow.ReadEvents;
import io.hexdispatch.flow.ReadFigures;
import io.hexdispatch.flow.ReadFindings;
import io.hexdispatch.flow.ReadJointHandlings;
import io.hexdispatch.flow.ReadReceipts;
import io.hexdispatch.flow.ReadRollCalls;
import io.hexdispatch.flow.ReadTrends;
import io.hexdispatch.flow.RecentMaps;
import io.hexdispatch.flow.RelocateEvents;
import io.hexdispatch.flow.ReportEvent;
import io.hexdispatch.flow.ReviewEvents;
import io.hexdispatch.flow.RevokeTokens;
import io.hexdispatch.flow.RulesVersions;
import io.hexdispatch.flow.SendWebhooks;
import io.hexdispatch.flow.TrackResponders;
import io.hexdispatch.flow.TransferFinding;
import io.hexdispatch.flow.TryRules;
import io.hexdispatch.flow.WorkOrder;
import io.hexdispatch.flow.WorkTopics;
import io.hexdispatch.flow.Workers;
import io.hexdispatch.http.AuditRoutes;
import io.hexdispatch.http.BoundaryRoutes;
import io.hexdispatch.http.ClientRoutes;
import io.hexdispatch.http.DeadlineRoutes;
import io.hexdispatch.http.DeliveryRoutes;
import io.hexdispatch.http.DescriptionRoutes;
import io.hexdispatch.http.DeviceRoutes;
import io.hexdispatch.http.DiversionRoutes;
import io.hexdispatch.http.DuplicateRoutes;
import io.hexdispatch.http.EventRoutes;
import io.hexdispatch.http.FigureRoutes;
import io.hexdispatch.http.FindingRoutes;
import io.hexdispatch.http.Guard;
import io.hexdispatch.http.HealthRoutes;
import io.hexdispatch.http.HotSpotRoutes;
import io.hexdispatch.http.HttpApi;
import io.hexdispatch.http.JointHandlingRoutes;
import io.hexdispatch.http.LocateRoutes;
import io.hexdispatch.http.OpenConnections;
import io.hexdispatch.http.OrderRoutes;
import io.hexdispatch.http.ReferenceRoutes;
import io.hexdispatch.http.ReportRoutes;
import io.hexdispatch.http.ResponderRoutes;
import io.hexdispatch.http.ReviewRoutes;
import io.hexdispatch.http.RollCallRecords;
import io.hexdispatch.http.RollCallRoutes;
import io.hexdispatch.http.RulesRoutes;
import io.hexdispatch.http.SourceRoutes;
import io.hexdispatch.http.StartingUp;
import io.hexdispatch.http.TokenRoutes;
import io.hexdispatch.http.TopicRoutes;
import io.hexdispatch.http.UploadRoute;
import io.hexdispatch.http.WebhookRoutes;
import io.hexdispatch.limit.Headcount;
import io.hexdispatch.limit.Throttle;
import io.hexdispatch.ogcapi.EventLayers;
import io.hexdispatch.ogcapi.FindingLayers;
import io.hexdispatch.ogcapi.GridLayers;
import io.hexdispatch.ogcapi.OgcApi;
import io.hexdispatch.ogcapi.UnitLayers;
import io.hexdispatch.ogcapi.VectorTiles;
import io.hexdispatch.ogcapi.feature.MapThreads;
import io.hexdispatch.open311.Open311;
import io.hexdispatch.postgres.DatabaseAddress;
import io.hexdispatch.postgres.HistorySealer;
import io.hexdispatch.postgres.PostgresAudit;
import io.hexdispatch.postgres.PostgresBoundaries;
import io.hexdispatch.postgres.PostgresDeadlines;
import io.hexdispatch.postgres.PostgresDeliveries;
import io.hexdispatch.postgres.PostgresDevices;
import io.hexdispatch.postgres.PostgresDiversions;
import io.hexdispatch.postgres.PostgresDuplicates;
import io.hexdispatch.postgres.PostgresEarlierEvents;
import io.hexdispatch.postgres.PostgresEvents;
import io.hexdispatch.postgres.PostgresFigures;
import io.hexdispatch.postgres.PostgresFiledEvents;
import io.hexdispatch.postgres.PostgresFindings;
import io.hexdispatch.postgres.PostgresJointHandlings;
import io.hexdispatch.postgres.PostgresOccurrences;
import io.hexdispatch.postgres.PostgresResponders;
import io.hexdispatch.postgres.PostgresReviews;
import io.hexdispatch.postgres.PostgresRollCalls;
import io.hexdispatch.postgres.PostgresRules;
import io.hexdispatch.postgres.PostgresServiceRequests;
import io.hexdispatch.postgres.PostgresSources;
import io.hexdispatch.postgres.PostgresTokens;
import io.hexdispatch.postgres.PostgresTopics;
import io.hexdispatch.postgres.PostgresWebhooks;
import io.hexdispatch.security.TokenKey;
import io.hexdispatch.security.Tokens;
import io.hexdispatch.webhook.HttpCourier;
import io.hexdispatch.websocket.AreaFeed;
import io.hexdispatch.websocket.AreaMessages;
import io.hexdispatch.websocket.Compression;
import io.hexdispatch.websocket.Connections;
import io.hexdispatch.websocket.DispatchSocket;
import io.hexdispatch.websocket.Entrance;
import io.hexdispatch.websocket.Messages;
import io.hexdispatch.websocket.OrderDelivery;
import io.hexdispatch.websocket.RollCallDelivery;
import io.hexdispatch.websocket.RollCallMessages;
import io.hexdispatch.websocket.SocketAnnouncements;
import io.hexdispatch.websocket.SocketFindingNews;
import io.hexdispatch.websocket.SocketRollCalls;
import io.hexdispatch.websocket.SocketSessions;
import io.hexdispatch.wire.CaseFileJson;
import io.hexdispatch.wire.CloudEvent;
import io.hexdispatch.wire.DeviceJson;
import io.hexdispatch.wire.DiversionJson;
import io.hexdispatch.wire.FiguresCsv;
import io.hexdispatch.wire.FiguresJson;
import io.hexdispatch.wire.HotSpotJson;
import io.hexdispatch.wire.JointHandlingJson;
import io.hexdispatch.wire.ReportJson;
import io.hexdispatch.wire.SourceJson;
import io.hexdispatch.wire.TallyJson;
import io.hexdispatch.wire.TopicJson;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
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

    /** Each takes a connection to the database and a processor for seconds. */
    private static final int ANALYSES_AT_ONCE = 2;

    private static final int ANALYSES_WAITING_MAX = 50;

    private static final int ADDRESS_BYTES_MAX = 16 * 1024;
    private static final int HEADERS_BYTES_MAX = 16 * 1024;
    /** Longer than any request takes; a WebSocket is pinged oftener. */
    private static final Duration IDLE_MAX = Duration.ofMinutes(6);

    /** Of addresses and of tokens, of which the limits remember how often they came lately. */
    private static final int CALLERS_REMEMBERED_MAX = 100_000;

    private static final Duration REVOCATIONS_READ_EVERY = Duration.ofSeconds(2);
    private static final Duration CERTIFICATE_READ_EVERY = Duration.ofSeconds(10);
    private static final Duration POSITIONS_KEPT_EVERY = Duration.ofSeconds(2);
    private static final Duration EVENTS_ADVANCE_EVERY = Duration.ofSeconds(5);
    private static final Duration LATE_DELIBERATIONS_EVERY = Duration.ofSeconds(1);
    private static final Duration DEADLINES_FIRE_EVERY = Duration.ofMillis(100);
    /** Findings are told within a second or so; whoever wants them sooner has a WebSocket. */
    private static final Duration WEBHOOKS_SENT_EVERY = Duration.ofMillis(500);

    private static final Duration WEBHOOKS_TIDIED_EVERY = Duration.ofMinutes(10);
    private static final Duration FILED_EXAMINED_EVERY = Duration.ofMillis(100);
    private static final Duration EXAMINED_KEPT_EVERY = Duration.ofSeconds(3);
    private static final Duration ROLL_CALLS_COUNTED_EVERY = Duration.ofMillis(300);
    private static final Duration ROLL_CALLS_ADVANCE_EVERY = Duration.ofMillis(500);
    private static final Duration FIGURES_PREPARED_EVERY = Duration.ofSeconds(5);
    private static final Duration HISTORY_SEALED_EVERY = Duration.ofSeconds(1);
    private static final Duration LONG_WORK_MAX = Duration.ofMinutes(5);
    private static final Duration BACKLOG_COUNTED_EVERY = Duration.ofSeconds(5);
    private static final Duration FINISH_REQUESTS_MAX = Duration.ofSeconds(20);
    private final ServerConfig config;
    private final Clock clock;

    private final Promise<Void> stopped = Promise.promise();

    private Storage storage;
    private final Revocations revocations = new Revocations();
    private FirstMap firstMap;
    private Tokens tokens;
    private RevokeTokens revokeTokens;
    private PostgresBoundaries versions;
    private LiveMap map;
    private RulesVersions.Text givenRules;
    private RulesVersions rulesVersions;
    private LiveRules rules;
    private HttpApi api;
    private Handler<HttpServerRequest> answering;
    private HttpServer http;
    private ServerMetrics metrics;
    private PostgresDeliveries deliveries;
    private DispatchSocket socket;
    private TrackResponders trackResponders;
    private AdvanceEvents advanceEvents;
    private PeriodicWork periodic;
    private HttpCourier courier;
    private SendWebhooks sendWebhooks;
    private ExamineFiled examineFiled;
    private CountRollCalls countRollCalls;
    private AdvanceRollCalls advanceRollCalls;
    private PostgresFigures figures;
    private PrepareFigures prepareFigures;
    private PostgresAudit audit;
    private HistorySealer historySealer;

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

    Map<String, Set<Role>> otherProtocols() {
        return api.others();
    }

    AssignmentRules rules() {
        return rules.current();
    }

    /** Whether HTTP and WebSocket are encrypted. */
    boolean speaksTls() {
        return config.protection().tls().isPresent();
    }

    /** The data folder, whole and absolute. */
    Path dataFolder() {
        return storage.folder();
    }

    DatabaseAddress database() {
        return storage.database();
    }

    /** When all that was taken is finished and kept. Connections to a database that does not answer may then still be open. */
    Future<Void> stopped() {
        return stopped.future();
    }

    @Override
    public Future<?> start() {
        Categories categories = Categories.bundled();
        storage = new Storage(vertx, config);
        periodic = new PeriodicWork(vertx, storage::isDatabaseThere);
        firstMap = new FirstMap(config.city(), this::onWorker, clock);
        StartingUp startingUp = new StartingUp();
        answering = startingUp;
        // First of all: whoever chose a taken port should not wait for a database to learn of it, and whoever asks is
        // told
        // what he waits for.
        return listen().compose(listening -> onWorker(this::readRules))
                .compose(loaded -> storage.holdFolder())
                .compose(held -> {
                    if (storage.isNew()) {
                        firstMap.readAhead();
                    }
                    return storage.openDatabase();
                })
                .compose(opened -> onWorker(this::loadKey))
                .compose(ready -> {
                    startingUp.now("the map is read");
                    versions = new PostgresBoundaries(storage.patientPool(), this::onWorker);
                    return firstMap.load(versions);
                })
                .compose(city -> {
                    map = new LiveMap(city);
                    rulesVersions = new PostgresRules(storage.pool());
                    return liveRules(config.rules().isPresent(), rulesVersions);
                })
                .compose(first -> {
                    rules = new LiveRules(first);
                    startingUp.now("what is open is read");
                    return assemble(categories);
                })
                .onSuccess(ready -> answering = api.router())
                .recover(failure -> http.close()
                        .transform(closed -> storage.close())
                        .transform(closed -> Future.failedFuture(failure)));
    }

    private PortTakenException portTaken() {
        return new PortTakenException("port " + config.port() + " on " + config.host()
                + " is taken by another program; choose another with --port");
    }

    private <T> Future<T> onWorker(Callable<T> work) {
        return vertx.executeBlocking(work, false);
    }

    /** A thread of its own, so that what takes long there holds up nothing else. */
    private Workers oneAfterAnother(String name) {
        WorkerExecutor thread = vertx.createSharedWorkerExecutor(name, 1, LONG_WORK_MAX.toMinutes(), TimeUnit.MINUTES);
        return new Workers() {
            @Override
            public <T> Future<T> run(Callable<T> work) {
                return thread.executeBlocking(work, true);
            }
        };
    }

    private Void readRules() throws StartException {
        givenRules = FirstRules.read(config.rules(), Categories.bundled());
        return null;
    }

    private Future<AssignmentRules> liveRules(boolean isFromFile, RulesVersions versionsOfRules) {
        return new FirstRules(givenRules, isFromFile, versionsOfRules, Categories.bundled(), this::onWorker, clock)
                .load();
    }

    private Void closeFigures() throws SQLException {
        figures.close();
        historySealer.close();
        return null;
    }

    private Void loadKey() throws StartException {
        try {
            tokens = new Tokens(vertx, TokenKey.in(storage.folder()), revocations, clock);
            return null;
        } catch (IOException e) {
            throw new StartException("the token key cannot be read or made: " + e.getMessage(), e);
        }
    }

    private Future<?> assemble(Categories categories) {
        metrics = new ServerMetrics();
        RunningDeadlines running = new RunningDeadlines();
        Roster roster = new Roster();
        Assigner assigner = new Assigner(rules, roster);
        CaseFileJson caseFileJson = new CaseFileJson(map, assigner);
        Connections connections = new Connections();
        JointHandlingJson jointHandlingJson = new JointHandlingJson(caseFileJson, map, assigner);
        Messages messages = new Messages(caseFileJson, jointHandlingJson, new TopicJson(categories), clock);
        FindingNews findingNews = new SocketFindingNews(connections, messages);
        PostgresEvents events = new PostgresEvents(storage.pool(), categories, rules, running, findingNews);
        PostgresDeadlines deadlines = new PostgresDeadlines(storage.pool(), categories, rules, running, findingNews);
        audit = new PostgresAudit(storage.pool(), clock);
        deliveries = new PostgresDeliveries(storage.pool(), categories);
        ReadEvents readEvents = new ReadEvents(events, map);
        OrderDelivery orderDelivery = new OrderDelivery(vertx, connections, messages, deliveries, clock);
        AreaFeed areaFeed = new AreaFeed(vertx, map, roster, readEvents, new AreaMessages(caseFileJson, roster, clock));
        trackResponders = new TrackResponders(roster, new PostgresResponders(storage.pool()), areaFeed, clock);
        SocketAnnouncements announcements = new SocketAnnouncements(connections, messages, orderDelivery, areaFeed);

        LiveSources sources = new LiveSources(System::nanoTime);
        EditSources editSources =
                new EditSources(sources, new PostgresSources(storage.pool(), categories), announcements, clock);
        ReportJson reportJson = new ReportJson(categories);
        PostgresFindings findings = new PostgresFindings(storage.pool(), findingNews);
        MergeEvents mergeEvents = new MergeEvents(roster, events, announcements, audit, clock);
        PostgresDuplicates duplicates = new PostgresDuplicates(storage.pool());
        examineFiled = new ExamineFiled(
                new PostgresFiledEvents(storage.pool(), categories),
                List.of(
                        new FindDuplicates(duplicates, rules, mergeEvents, announcements, clock),
                        new FindRecurrences(new PostgresEarlierEvents(storage.pool(), categories), findings)),
                System::nanoTime);
        ReportEvent reportEvent = new ReportEvent(
                sources,
                map,
                assigner,
                roster,
                events,
                examineFiled,
                announcements,
                new DetectJointHandling(rules),
                metrics,
                clock);
        PostgresDevices devices = new PostgresDevices(storage.pool(), categories);
        RaiseAlarm raiseAlarm = new RaiseAlarm(sources, devices, events, reportEvent, announcements);
        WorkOrder workOrder = new WorkOrder(assigner, roster, events, announcements, audit, clock);
        DispatchByHand dispatchByHand = new DispatchByHand(assigner, roster, events, announcements, audit, clock);
        ActOnEvent actOnEvent = new ActOnEvent(assigner, roster, events, mergeEvents, announcements, audit, clock);
        advanceEvents = new AdvanceEvents(roster, events, announcements, clock);
        FireDeadlines fireDeadlines = new FireDeadlines(running, deadlines, announcements, clock);
        ReadFindings readFindings = new ReadFindings(findings);
        PostgresWebhooks webhooks = new PostgresWebhooks(storage.pool());
        courier = new HttpCourier(vertx);
        sendWebhooks = new SendWebhooks(webhooks, courier, clock, ThreadLocalRandom.current()::nextDouble);

        TallyJson tallyJson = new TallyJson(map);
        RollCallMessages rollCallMessages = new RollCallMessages(tallyJson, clock);
        SocketRollCalls rollCallNews =
                new SocketRollCalls(vertx.getOrCreateContext(), connections, rollCallMessages, map);
        PostgresRollCalls rollCalls = new PostgresRollCalls(storage.pool());
        countRollCalls = new CountRollCalls(rollCalls, rollCallNews, clock);
        advanceRollCalls = new AdvanceRollCalls(rollCalls, countRollCalls, rollCallNews, clock);
        AnswerRollCall answerRollCall = new AnswerRollCall(rollCalls, countRollCalls, audit, clock);
        SocketSessions sessions = new SocketSessions(connections);
        Throttle ratePerToken = new Throttle(config.protection().ratePerToken(), CALLERS_REMEMBERED_MAX);
        socket = new DispatchSocket(
                vertx,
                connections,
                sessions,
                grant -> ratePerToken.take(grant.key(), System.nanoTime()),
                messages,
                deliveries,
                orderDelivery,
                areaFeed,
                map,
                roster,
                readEvents,
                readFindings,
                workOrder,
                actOnEvent,
                trackResponders,
                new RollCallDelivery(vertx, connections, rollCallMessages, rollCalls, clock),
                rollCallMessages,
                answerRollCall,
                audit,
                clock);

        Path uploads = storage.uploads();
        CheckedFiles files = new CheckedFiles(vertx.getOrCreateContext(), this::onWorker, uploads);
        RecentMaps maps = new RecentMaps(map, versions, this::onWorker);
        LoadBoundaries loadBoundaries = new LoadBoundaries(map, files, versions, maps, announcements, clock);
        ActivateMap activateMap = new ActivateMap(map, versions, maps, announcements, clock);
        CompareBoundaries compareBoundaries =
                new CompareBoundaries(map, maps, new ComparedMaps(this::onWorker), events, roster, devices);

        RelocateEvents relocateEvents = new RelocateEvents(map, events, announcements, clock);

        Guard guard = guard(ratePerToken);
        api = new HttpApi(vertx, tokens, audit, guard, metrics, clock);
        mountTokens(sessions);
        new ReportRoutes(reportEvent, sources, reportJson, caseFileJson, metrics, clock).mount(api);
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
        ReadReceipts readReceipts = new ReadReceipts(readEvents, deliveries, clock);
        new EventRoutes(readEvents, readReceipts, dispatchByHand, actOnEvent, caseFileJson).mount(api);
        PostgresJointHandlings jointHandlings =
                new PostgresJointHandlings(storage.pool(), categories, rules, running, findingNews);
        JointParties jointParties = new JointParties(map, assigner);
        new JointHandlingRoutes(
                        new DeliberateJointly(
                                jointParties, rules, assigner, roster, jointHandlings, announcements, audit, clock),
                        new ReadJointHandlings(jointHandlings, jointParties, map),
                        jointHandlingJson,
                        clock)
                .mount(api);
        NoteLateDeliberations noteLate = new NoteLateDeliberations(jointHandlings, announcements, clock);
        new DuplicateRoutes(new DecideDuplicates(duplicates, events, mergeEvents, audit, clock)).mount(api);
        ReviewEvents reviewEvents = new ReviewEvents(
                new PostgresReviews(storage.pool(), categories), readEvents, this::onWorker, audit, clock);
        new ReviewRoutes(reviewEvents, caseFileJson, () -> UUID.randomUUID().toString(), clock).mount(api);
        new OrderRoutes(events, deliveries, workOrder, caseFileJson, clock).mount(api);
        new DeliveryRoutes(readReceipts, caseFileJson).mount(api);
        new AuditRoutes(audit).mount(api);
        historySealer = new HistorySealer(
                storage.database(), storage.watched(oneAfterAnother("hexdispatch-audit"), LONG_WORK_MAX), clock);
        figures = new PostgresFigures(
                storage.database(),
                storage.watched(oneAfterAnother("hexdispatch-figures"), LONG_WORK_MAX),
                storage.watched(oneAfterAnother("hexdispatch-counting"), LONG_WORK_MAX));
        prepareFigures = new PrepareFigures(figures, clock);
        FigureNames figureNames = new FigureNames(map, rules, sources, roster, categories);
        new FigureRoutes(
                        new ReadFigures(figures, figureNames, audit, clock),
                        new FiguresJson(figureNames),
                        new FiguresCsv(figureNames))
                .mount(api);
        new DeadlineRoutes(new ReadDeadlines(events, deadlines), clock).mount(api);
        new FindingRoutes(
                        readFindings,
                        new TransferFinding(events, findings, audit, clock),
                        new AnswerFinding(findings, audit, clock))
                .mount(api);
        new WebhookRoutes(webhooks, clock).mount(api);
        ReadRollCalls readRollCalls = new ReadRollCalls(rollCalls, map);
        new RollCallRoutes(
                        new CallRoll(
                                map, roster, rollCalls, countRollCalls, rollCallNews, audit, this::onWorker, clock),
                        answerRollCall,
                        new DirectRollCall(rollCalls, countRollCalls, rollCallNews, audit, clock),
                        readRollCalls,
                        tallyJson)
                .mount(api);
        new RollCallRecords(readRollCalls).mount(api);
        new LocateRoutes(map, roster).mount(api);
        new ResponderRoutes(trackResponders, roster, rules).mount(api);
        new UploadRoute(loadBoundaries, uploads, UPLOAD_BYTES_MAX).mount(api);
        new BoundaryRoutes(loadBoundaries, activateMap, compareBoundaries, relocateEvents, versions, files).mount(api);
        ChangeRules changeRules =
                new ChangeRules(rules, rulesVersions, categories, this::onWorker, announcements, clock);
        new RulesRoutes(changeRules, new TryRules(rules, changeRules, events, clock), rulesVersions).mount(api);
        new ReferenceRoutes(categories, rules).mount(api);
        mountHotSpots(api, categories, events, announcements, caseFileJson);
        new DescriptionRoutes().mount(api);
        new ClientRoutes().mount(api);
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
                token -> tokens.check(token).compose(guard::admit).map(Grant::actor),
                categories,
                map,
                assigner,
                new PostgresServiceRequests(storage.pool(), categories),
                reportEvent,
                clock);
        api.protocol(Open311.ROOT, open311::accept);
        showFigures(connections, roster, running, events, orderDelivery, areaFeed);
        new HealthRoutes(map, storage::check, metrics::scrape).mount(api);
        Entrance entrance = new Entrance(
                vertx,
                tokens::check,
                new Headcount(config.protection().connectionsPerAddress()),
                new Headcount(config.protection().connectionsPerToken()),
                socket);
        api.webSocket("/ws", socketRoles(), entrance::accept);

        AfterOutage afterOutage = new AfterOutage(
                categories,
                sources,
                trackResponders,
                running,
                map,
                firstMap,
                rules,
                rulesNow -> liveRules(false, rulesNow),
                announcements,
                findingNews,
                this::onWorker);
        return revokeTokens
                .refresh()
                .compose(known -> editSources.load())
                .compose(known -> trackResponders.load())
                .compose(known -> examineFiled.load())
                .compose(known -> advanceRollCalls.load())
                .compose(known -> historySealer.load())
                .compose(known -> deadlines.load())
                .compose(loaded -> {
                    LOG.atInfo().addKeyValue("running", loaded).log("deadlines ready");
                    storage.watchDatabase(afterOutage::catchUp);
                    beginPeriodicWork(fireDeadlines, noteLate);
                    return Future.succeededFuture();
                });
    }

    private void mountHotSpots(
            HttpApi api,
            Categories categories,
            PostgresEvents events,
            Announcements announcements,
            CaseFileJson caseFileJson) {
        PostgresOccurrences occurrences = new PostgresOccurrences(storage.patientPool());
        PostgresTopics topics = new PostgresTopics(storage.pool(), categories);
        FewAtOnce turns = new FewAtOnce(ANALYSES_AT_ONCE, ANALYSES_WAITING_MAX);
        FindHotSpots findHotSpots = new FindHotSpots(occurrences, map, this::onWorker, turns);
        new HotSpotRoutes(
                        findHotSpots,
                        new FindRepeatedPlaces(occurrences, map, this::onWorker, turns),
                        new ReadTrends(occurrences, map, turns),
                        new HotSpotJson(categories),
                        categories,
                        clock)
                .mount(api);
        new TopicRoutes(
                        new MakeTopics(findHotSpots, topics, categories, map, announcements, audit, clock),
                        new WorkTopics(topics, events, occurrences, turns, announcements, audit, clock),
                        new TopicJson(categories),
                        caseFileJson,
                        categories,
                        clock)
                .mount(api);
    }

    private Guard guard(Throttle ratePerToken) {
        Protection protection = config.protection();
        return new Guard(
                protection.tls().isPresent(),
                protection.allowedOrigins(),
                protection.trustedProxies(),
                new Throttle(protection.ratePerAddress(), CALLERS_REMEMBERED_MAX),
                ratePerToken,
                System::nanoTime);
    }

    private void mountTokens(SocketSessions sessions) {
        PostgresTokens register = new PostgresTokens(storage.pool());
        revokeTokens = new RevokeTokens(register, revocations, sessions, clock);
        IssueTokens issueTokens = new IssueTokens(tokens::grant, tokens::sign, register, clock);
        new TokenRoutes(issueTokens, revokeTokens, register, clock).mount(api);
        periodic.every(REVOCATIONS_READ_EVERY, revokeTokens::refresh, "revocations not read, tried again in a moment");
    }

    private static EnumSet<Role> socketRoles() {
        return Arrays.stream(Role.values())
                .filter(DispatchSocket::isFor)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Role.class)));
    }

    private void showFigures(
            Connections connections,
            Roster roster,
            RunningDeadlines running,
            PostgresEvents events,
            OrderDelivery orderDelivery,
            AreaFeed areaFeed) {
        events.observeGroups(metrics.groupsOf("reports"));
        deliveries.observeGroups(metrics.groupsOf("acknowledgements"));
        String queue = "hexdispatch.waiting";
        String waits = "what waits in memory for its turn, by what it waits in";
        metrics.show(queue, waits, events::waiting, "queue", "reports");
        metrics.show(queue, waits, deliveries::waiting, "queue", "acknowledgements");
        metrics.show(
                "hexdispatch.unexamined",
                "filed events held in memory that are yet to be examined",
                examineFiled::waiting);
        metrics.showByRole(
                "hexdispatch.connections",
                "WebSocket clients connected",
                connections::size,
                List.copyOf(socketRoles()));
        metrics.show("hexdispatch.unread.bytes", "what clients have not read yet", socket::unreadBytes);
        metrics.show("hexdispatch.subscriptions", "areas followed, each terminal for itself", areaFeed::size);
        String lost = "hexdispatch.connections.let.go";
        String why = "clients let go by the server, by the reason";
        metrics.showCount(lost, why, socket::silent, "reason", "silent");
        metrics.showCount(lost, why, socket::tooSlow, "reason", "slow");
        metrics.showCount("hexdispatch.commands.refused", "commands over WebSockets refused", socket::refused);
        metrics.showCount(
                "hexdispatch.redeliveries",
                "orders sent again because nobody acknowledged them",
                orderDelivery::sentAgain);
        metrics.show("hexdispatch.responders", "responders known", roster::size);
        metrics.show("hexdispatch.deadlines", "deadlines running", running::size);
        metrics.show(
                "hexdispatch.deadlines.due",
                "deadlines that should have fired by now",
                () -> running.due(clock.instant()));
        metrics.showMap(() -> map.current().version());
        metrics.show("hexdispatch.map.grids", "grids of the map that is live", () -> map.current()
                .grids()
                .size());
        WatchBacklog backlog = new WatchBacklog(deliveries, clock);
        List<Role> recipients = List.of(Role.RESPONDER, Role.UNIT);
        metrics.showByRole(
                "hexdispatch.undelivered.orders",
                "open orders not acknowledged, by the role of the recipient",
                backlog::undelivered,
                recipients);
        metrics.showByRole(
                "hexdispatch.undelivered.oldest.seconds",
                "for how long the oldest of them is owed",
                backlog::oldestSeconds,
                recipients);
        metrics.show(
                "hexdispatch.database.up",
                "1 where the database answered the last time, or 0",
                () -> backlog.isDatabaseUp() ? 1 : 0);
        periodic.every(BACKLOG_COUNTED_EVERY, backlog::count, "what is undelivered not counted, tried again soon");
        LoopDelay.watch(vertx, metrics::loopWasLate);
    }

    private void beginPeriodicWork(FireDeadlines fireDeadlines, NoteLateDeliberations noteLate) {
        periodic.every(DEADLINES_FIRE_EVERY, fireDeadlines::fire, "deadlines not fired, tried again in a moment");
        periodic.every(
                EVENTS_ADVANCE_EVERY,
                advanceEvents::advance,
                "events that are due were not all advanced, tried again soon");
        periodic.every(LATE_DELIBERATIONS_EVERY, noteLate::note, "late deliberations not all noted, tried again soon");
        periodic.every(FILED_EXAMINED_EVERY, examineFiled::examine, "filed events not all examined, tried again soon");
        periodic.every(
                EXAMINED_KEPT_EVERY,
                examineFiled::writeMark,
                "how far filed events are examined not written, kept for the next time");
        periodic.every(
                POSITIONS_KEPT_EVERY, trackResponders::keepPositions, "positions not written, kept for the next time");
        periodic.every(
                WEBHOOKS_SENT_EVERY,
                sendWebhooks::send,
                "what webhooks are owed was not read, tried again in a moment");
        periodic.every(
                WEBHOOKS_TIDIED_EVERY,
                sendWebhooks::tidy,
                "old deliveries to webhooks not forgotten, tried again later");
        periodic.every(
                ROLL_CALLS_COUNTED_EVERY, countRollCalls::count, "roll calls not counted, tried again in a moment");
        periodic.every(
                ROLL_CALLS_ADVANCE_EVERY,
                advanceRollCalls::advance,
                "roll calls that are due were not all advanced, tried again in a moment");
        periodic.every(
                FIGURES_PREPARED_EVERY, prepareFigures::prepare, "events not counted beforehand, tried again soon");
        periodic.every(
                HISTORY_SEALED_EVERY,
                () -> historySealer.seal().compose(done -> audit.tellCounted()),
                "history not sealed, tried again in a moment");
    }

    private Future<?> listen() {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(config.host())
                .setPort(config.port())
                .setMaxWebSocketFrameSize(DispatchSocket.MESSAGE_BYTES_MAX)
                .setMaxWebSocketMessageSize(DispatchSocket.MESSAGE_BYTES_MAX)
                .addWebSocketSubProtocol(CloudEvent.SUBPROTOCOL)
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(config.protection().compressesMessages())
                // Nobody needs it, and with it a connection is known only when something came over it.
                .setHttp2ClearTextEnabled(false)
                .setWebSocketClosingTimeout((int) DispatchSocket.farewellMax().toSeconds())
                // A polygon to filter by stands in the address.
                .setMaxInitialLineLength(ADDRESS_BYTES_MAX)
                .setMaxHeaderSize(HEADERS_BYTES_MAX)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setIdleTimeout((int) IDLE_MAX.toSeconds())
                .setCompressionSupported(true);
        Optional<TlsFiles> tls = config.protection().tls().map(files -> new TlsFiles(vertx, files));
        return tls.map(TlsFiles::read)
                .orElse(Future.succeededFuture(null))
                .compose(pair ->
                        open(pair == null ? options : options.setSsl(true).setKeyCertOptions(pair)))
                .onSuccess(open -> tls.ifPresent(files -> periodic.every(
                        CERTIFICATE_READ_EVERY,
                        () -> files.refresh(http),
                        "the certificate was not read anew, the one before is shown on")));
    }

    private Future<?> open(HttpServerOptions options) {
        OpenConnections openConnections = new OpenConnections(
                new Headcount(2 * config.protection().connectionsPerAddress()),
                config.protection().trustedProxies());
        http = vertx.createHttpServer(options);
        return http.connectionHandler(connection -> {
                    openConnections.opened(connection);
                    if (config.protection().compressesMessages()) {
                        Compression.offer(connection);
                    }
                })
                .requestHandler(request -> answering.handle(request))
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
        periodic.stop();
        // The clients first, with the reason: the server waits for every connection, and theirs would not end by
        // themselves. While they say farewell, no new requests are taken, and those under way are finished.
        return Future.join(socket.close(), http.shutdown(FINISH_REQUESTS_MAX.toMillis(), TimeUnit.MILLISECONDS))
                .transform(done -> prepareFigures.stop())
                .transform(done -> periodic.ended())
                .transform(done -> trackResponders.keepPositions())
                .transform(done -> deliveries.keepSends(clock.instant().plusSeconds(1)))
                .transform(done -> courier.close())
                .transform(done -> examineFiled.writeMark())
                .transform(done -> onWorker(this::closeFigures))
                .transform(done -> storage.close())
                .onComplete(done -> {
                    metrics.close();
                    stopped.tryComplete();
                });
    }
}
