package io.hexdispatch.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.assignment.Assignment;
import io.hexdispatch.assignment.AssignmentRules;
import io.hexdispatch.assignment.Explanation;
import io.hexdispatch.assignment.LiveRules;
import io.hexdispatch.category.Categories;
import io.hexdispatch.deadline.RunningDeadlines;
import io.hexdispatch.event.EventAction;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.event.EventWish;
import io.hexdispatch.event.Jurisdiction;
import io.hexdispatch.event.Particulars;
import io.hexdispatch.event.Report;
import io.hexdispatch.event.TestReports;
import io.hexdispatch.figures.Dimension;
import io.hexdispatch.figures.FigureQuery;
import io.hexdispatch.figures.FigureQuery.Filter;
import io.hexdispatch.figures.Figures;
import io.hexdispatch.figures.Figures.Line;
import io.hexdispatch.figures.Period;
import io.hexdispatch.figures.Tally;
import io.hexdispatch.figures.TimeSpread;
import io.hexdispatch.flow.Filing;
import io.hexdispatch.flow.HeardFindings;
import io.hexdispatch.flow.RefusedException;
import io.hexdispatch.flow.Workers;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.order.CaseFile.NewOrder;
import io.hexdispatch.order.IllegalTransitionException;
import io.hexdispatch.order.Order;
import io.hexdispatch.order.OrderAction;
import io.hexdispatch.order.TestCaseFiles;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Figures are those of the tables at every moment, whatever is counted beforehand, by however many servers, and whoever is killed. */
class PostgresFiguresIT {
    private static final long SEED = 410_100;
    private static final int STEPS = 220;
    private static final LocalDate FROM = LocalDate.parse("2026-02-25");
    private static final LocalDate TO = LocalDate.parse("2026-12-31");
    private static final Actor CITY = new Actor(Role.ADMIN, "first");
    private static final Actor SECOND = new Actor(Role.ADMIN, "second");
    private static final Categories CATEGORIES = Categories.bundled();

    @TempDir
    private Path folder;

    private EmbeddedDatabase database;
    private Vertx vertx;
    private Context loop;
    private Pool pool;
    private PostgresEvents events;
    /** Two servers that each count beforehand as soon as anything is new. */
    private PostgresFigures figures;

    private PostgresFigures others;
    private final List<EventNumber> filed = new ArrayList<>();
    private int sourceEvents;
    private final Set<String> seen = new TreeSet<>();

    @BeforeEach
    void start() throws Exception {
        database = EmbeddedDatabase.start(folder);
        Schema.migrate(database.address());
        vertx = Vertx.vertx();
        loop = vertx.getOrCreateContext();
        pool = PgBuilder.pool()
                .connectingTo(database.address().options())
                .using(vertx)
                .build();
        events = new PostgresEvents(
                pool,
                CATEGORIES,
                new LiveRules(AssignmentRules.bundled()),
                new RunningDeadlines(),
                new HeardFindings());
        figures = server("one");
        others = server("other");
    }

    private PostgresFigures server(String name) {
        return new PostgresFigures(database.address(), workers(name + "-reads"), workers(name + "-counts"), 1, 600);
    }

    private Workers workers(String name) {
        WorkerExecutor thread = vertx.createSharedWorkerExecutor(name, 1);
        return new Workers() {
            @Override
            public <T> Future<T> run(Callable<T> work) {
                return thread.executeBlocking(work, true);
            }
        };
    }

    @AfterEach
    void stop() throws Exception {
        figures.close();
        others.close();
        await(pool::close);
        vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        database.close();
    }

    @Test
    void figuresAreThoseOfTheTablesAfterEveryChangeHoweverLate() throws Exception {
        Random random = new Random(SEED);
        Instant now = TestReports.NOW;
        int compared = 0;
        for (int step = 0; step < STEPS; step++) {
            now = now.plusSeconds(random.nextInt(2 * 3_600));
            switch (random.nextInt(10)) {
                case 0 -> file(random, now);
                case 2 -> await(() -> ignoring(figures.prepare()));
                case 3 -> await(() -> Future.join(ignoring(figures.prepare()), ignoring(others.prepare())));
                case 4 -> prepareWithAKill(random);
                default -> {
                    for (int i = 0; i < 10; i++) {
                        change(random, now);
                    }
                }
            }
            if (step % 3 == 0) {
                compare(
                        step % 2 == 0 ? figures : others,
                        query(random),
                        now.plus(Duration.ofHours(random.nextInt(99))));
                compared++;
            }
        }
        prepareAll();
        assertThat(number("SELECT count(*) FROM figure_change")).isZero();
        assertThat(number("SELECT sum(rows) FROM figure_day")).isEqualTo(filed.size());
        for (int i = 0; i < 12; i++) {
            compare(others, query(random), now.plus(Duration.ofDays(9)));
        }
        assertThat(compared).isGreaterThan(STEPS / 4);
        assertThat(seen)
                .as("a walk that leads nowhere finds no fault")
                .contains(
                        "voided",
                        "resolved",
                        "closed",
                        "closedOnTime",
                        "overdue",
                        "overdueOpen",
                        "suspended",
                        "extended",
                        "reworked",
                        "reopened",
                        "returned",
                        "handedOn",
                        "rated",
                        "satisfied",
                        "closingP90");
    }

    @Test
    void aFilingThatBeganBeforeTheSealAndIsCommittedBehindItIsCounted() throws Exception {
        Random random = new Random(SEED);
        EventNumber first = file(random, TestReports.NOW);
        PgConnection slow =
                await(() -> PgConnection.connect(vertx, database.address().options()));
        await(() -> slow.query("BEGIN").execute());
        // Its number is below those of the next, and nobody sees it.
        await(() -> slow.query("CREATE TEMP TABLE late AS SELECT * FROM event").execute());
        await(() -> slow.query("UPDATE late SET id = nextval('event_id'), source_event_id = 'late'")
                .execute());
        await(() -> slow.query("INSERT INTO event SELECT * FROM late").execute());
        file(random, TestReports.NOW.plusSeconds(60));

        for (int i = 0; i < 10; i++) {
            await(figures::prepare);
        }
        assertThat(number("SELECT sealed_id FROM figure_seal"))
                .as("the seal waits for whoever is under way")
                .isLessThan(first.id() + 1);
        assertThat(reported(figures)).isEqualTo(2);
        await(() -> slow.query("COMMIT").execute());
        assertThat(reported(figures)).isEqualTo(3);
        prepareAll();
        assertThat(number("SELECT sum(rows) FROM figure_day")).isEqualTo(3);
        assertThat(reported(figures)).isEqualTo(3);
        assertThat(reported(others)).isEqualTo(3);
        await(slow::close);
    }

    @Test
    void whatIsFiledBelowTheSealLeavesAMarkAndIsCounted() throws Exception {
        Random random = new Random(SEED);
        file(random, TestReports.NOW);
        await(() -> pool.query("SELECT setval('event_id', 1000)").execute());
        file(random, TestReports.NOW);
        prepareAll();
        // A process that stood still between taking its number and filing.
        await(() -> pool.query("SELECT setval('event_id', 500)").execute());
        file(random, TestReports.NOW.minus(Duration.ofDays(3)));
        assertThat(number("SELECT count(*) FROM figure_change")).isEqualTo(1);
        assertThat(reported(figures)).isEqualTo(3);
        prepareAll();
        assertThat(number("SELECT sum(rows) FROM figure_day")).isEqualTo(3);
        assertThat(reported(others)).isEqualTo(3);
    }

    @Test
    void anOrdinaryFilingAndAChangeOfWhatIsNotSealedLeaveNoMark() throws Exception {
        Random random = new Random(SEED);
        file(random, TestReports.NOW);
        prepareAll();
        EventNumber number = file(random, TestReports.NOW);
        await(() -> events.change(
                number,
                caseFile -> caseFile.act(
                        EventWish.of(EventAction.EXPEDITE, Optional.of("now")),
                        CITY,
                        Optional.empty(),
                        TestReports.NOW)));
        assertThat(number("SELECT count(*) FROM figure_change")).isZero();
    }

    @Test
    void aCopyOfAnotherDatabaseWhoseTransactionsAreFartherIsSealedAsWell() throws Exception {
        file(new Random(SEED), TestReports.NOW);
        await(figures::prepare);
        await(() -> pool.query("UPDATE figure_seal SET horizon = '4000000000'::xid8")
                .execute());
        prepareAll();
        assertThat(number("SELECT sum(rows) FROM figure_day")).isEqualTo(1);
    }

    @Test
    void tooMuchThatIsNotCountedBeforehandIsRefusedWithWhatIsDone() throws Exception {
        await(() -> pool.query("INSERT INTO figure_change (event_id) SELECT i FROM generate_series(1, "
                        + (FigureReader.UNCOUNTED_MAX + 1) + ") i")
                .execute());
        assertThat(await(() -> figures.count(everything(Optional.empty(), Optional.empty(), List.of()), TestReports.NOW)
                        .map(answered -> "")
                        .otherwise(failure -> ((RefusedException) failure).kind() + " " + failure.getMessage())))
                .startsWith("BUSY the figures are being prepared");
    }

    private static Future<?> ignoring(Future<?> step) {
        return step.otherwiseEmpty();
    }

    /** Ends the connection in the middle of it, or before, or behind: whatever it finds. */
    private void prepareWithAKill(Random random) throws Exception {
        Future<Boolean> step = onLoop(figures::prepare);
        TimeUnit.MICROSECONDS.sleep(random.nextInt(4_000));
        await(() -> pool.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE application_name = 'hexdispatch figures'")
                .execute());
        await(() -> ignoring(step));
        // The connections that read were ended as well; the first question learns of it.
        for (PostgresFigures server : List.of(figures, others)) {
            await(() ->
                    ignoring(server.count(everything(Optional.empty(), Optional.empty(), List.of()), TestReports.NOW)));
            await(() -> ignoring(server.prepare()));
        }
    }

    private void prepareAll() throws Exception {
        for (int i = 0; i < 100; i++) {
            await(figures::prepare);
        }
    }

    private EventNumber file(Random random, Instant now) throws Exception {
        Report of = TestReports.of(random.nextBoolean() ? "90003" : "01001");
        Report report = new Report(
                "source-" + random.nextInt(3),
                "case-" + sourceEvents++,
                of.category(),
                of.place(),
                of.text(),
                of.reporter(),
                now,
                now);
        String county = random.nextBoolean() ? "410181" : "410105";
        Jurisdiction jurisdiction = new Jurisdiction(
                "map-1",
                Map.of(
                        GridLevel.CITY, new GridCode("410100"),
                        GridLevel.COUNTY, new GridCode(county),
                        GridLevel.TOWNSHIP, new GridCode(county + "00" + random.nextInt(3))));
        List<NewOrder> orders = random.nextInt(6) == 0
                ? List.of()
                : List.of(TestCaseFiles.lead("gas"), TestCaseFiles.coHandling("police"))
                        .subList(0, 1 + random.nextInt(2));
        Filing filing = new Filing(
                report,
                jurisdiction,
                new Assignment(
                        orders,
                        new Explanation(
                                "map map-1",
                                Optional.of("a rule"),
                                List.of(),
                                orders.isEmpty() ? Optional.of("nobody") : Optional.empty())),
                now);
        EventNumber number = await(() -> events.file(filing)).caseFile().event().number();
        filed.add(number);
        return number;
    }

    private void change(Random random, Instant now) throws Exception {
        if (filed.isEmpty()) {
            return;
        }
        EventNumber number = filed.get(random.nextInt(filed.size()));
        await(() -> events.change(number, caseFile -> decide(random, caseFile, now)));
    }

    /** Something by chance; nothing where it is not possible. */
    private static CaseFile.Change decide(Random random, CaseFile caseFile, Instant now) {
        CaseFile.Change nothing = new CaseFile.Change(caseFile, caseFile, List.of());
        try {
            if (!caseFile.orders().isEmpty() && caseFile.event().status().isBeingWorked() && random.nextInt(3) > 0) {
                Order order =
                        caseFile.orders().get(random.nextInt(caseFile.orders().size()));
                OrderAction action = random.nextInt(4) > 0
                        ? List.of(OrderAction.ACCEPT, OrderAction.COMPLETE).get(random.nextInt(2))
                        : OrderAction.values()[random.nextInt(OrderAction.values().length)];
                return caseFile.work(
                        order,
                        action,
                        CITY,
                        Optional.of("reason " + now),
                        action == OrderAction.HAND_ON
                                ? Optional.of(new NewOrder(
                                        order.role(),
                                        "water",
                                        Optional.of("water-" + random.nextInt(3)),
                                        Optional.empty(),
                                        Optional.empty()))
                                : Optional.empty(),
                        now);
            }
            EventAction action = likely(random, caseFile);
            if (action == EventAction.DISPATCH) {
                return caseFile.dispatch(TestCaseFiles.lead("power"), CITY, now);
            }
            if (action == EventAction.FILE) {
                return caseFile.advance(now);
            }
            return caseFile.act(
                    new EventWish(
                            action,
                            Optional.of("reason " + now),
                            particulars(random, action, caseFile, now),
                            Optional.empty()),
                    action == EventAction.APPROVE ? SECOND : CITY,
                    caseFile.doneBy(Optional.empty())
                            .map(done -> new NewOrder(
                                    done.role(),
                                    done.unit(),
                                    Optional.of(done.unit() + "-9"),
                                    Optional.empty(),
                                    Optional.empty())),
                    now);
        } catch (IllegalTransitionException | RuntimeException notPossible) {
            return nothing;
        }
    }

    /** What is asked for is approved often, and what failed is done again, so that walks lead somewhere. */
    private static EventAction likely(Random random, CaseFile caseFile) {
        if (random.nextBoolean() && caseFile.event().course().request().isPresent()) {
            return EventAction.APPROVE;
        }
        if (random.nextInt(4) > 0
                && caseFile.event()
                        .course()
                        .verification()
                        .filter(found -> !found.passed())
                        .isPresent()) {
            return EventAction.REWORK;
        }
        if (random.nextBoolean()
                && EventAction.VERIFY.isLegalFrom(caseFile.event().status())) {
            return EventAction.VERIFY;
        }
        if (random.nextBoolean()
                && EventAction.CLOSE.isLegalFrom(caseFile.event().status())) {
            return EventAction.CLOSE;
        }
        EventAction any = EventAction.values()[random.nextInt(EventAction.values().length)];
        boolean leadsBack = any == EventAction.REOPEN || any == EventAction.VOID;
        return leadsBack && random.nextInt(4) > 0 ? EventAction.CALL_BACK : any;
    }

    private static Particulars particulars(Random random, EventAction action, CaseFile caseFile, Instant now) {
        return switch (action) {
            case EXTEND, SUSPEND -> new Particulars.Until(now.plus(Duration.ofHours(1 + random.nextInt(200))));
            case APPROVE, REFUSE -> {
                var request = caseFile.event().course().request().orElseThrow();
                yield new Particulars.Asked(request.action(), request.until());
            }
            case REMIND -> new Particulars.Reminder(io.hexdispatch.event.Card.RED, Optional.empty());
            case VERIFY ->
                new Particulars.Verification(Particulars.Method.VISIT, Optional.empty(), random.nextBoolean());
            case CALL_BACK -> new Particulars.Rating(1 + random.nextInt(5));
            default -> Particulars.NOTHING;
        };
    }

    private static FigureQuery query(Random random) {
        List<Optional<Dimension>> dimensions = List.of(
                Optional.empty(),
                Optional.of(Dimension.COUNTY),
                Optional.of(Dimension.TOWNSHIP),
                Optional.of(Dimension.UNIT),
                Optional.of(Dimension.POST),
                Optional.of(Dimension.SOURCE),
                Optional.of(Dimension.CATEGORY),
                Optional.of(Dimension.MAJOR_CLASS));
        List<Optional<Period>> periods = List.of(Optional.empty(), Optional.of(Period.DAY), Optional.of(Period.MONTH));
        List<Filter> filters = new ArrayList<>();
        if (random.nextInt(3) == 0) {
            filters.add(new Filter(Dimension.COUNTY, Set.of("410181")));
        }
        if (random.nextInt(4) == 0) {
            filters.add(new Filter(Dimension.UNIT, Set.of("gas")));
        }
        if (random.nextInt(4) == 0) {
            filters.add(new Filter(Dimension.SOURCE, Set.of("source-1")));
        }
        return everything(
                dimensions.get(random.nextInt(dimensions.size())),
                periods.get(random.nextInt(periods.size())),
                filters);
    }

    private static FigureQuery everything(Optional<Dimension> by, Optional<Period> period, List<Filter> filters) {
        return new FigureQuery(by, period, FROM, TO, filters, 2_000, 0);
    }

    private void compare(PostgresFigures server, FigureQuery query, Instant now) throws Exception {
        Figures counted = await(() -> server.count(query, now));
        Map<String, Map<String, Double>> byHand = CountedByHand.count(files(), query, now);
        Map<String, Map<String, Double>> groups = new TreeMap<>();
        boolean isGrouped = query.by().isPresent() || query.period().isPresent();
        for (Line line : isGrouped ? counted.lines() : List.of(counted.total())) {
            if (line.tally().reported() > 0) {
                groups.put(line.period() + "/" + line.value(), figures(line));
            }
        }
        assertThat(groups.keySet()).as("%s", query).isEqualTo(byHand.keySet());
        byHand.forEach((group, expected) -> {
            seen.addAll(expected.keySet());
            Map<String, Double> found = groups.get(group);
            assertThat(found.keySet()).as("%s of %s", group, query).isEqualTo(expected.keySet());
            expected.forEach((name, value) -> assertThat(found.get(name))
                    .as("%s of %s of %s", name, group, query)
                    .isCloseTo(
                            value,
                            within(name.endsWith("Median") || name.endsWith("P90") ? 0.0100001 * value + 1 : 0.0)));
        });
    }

    private static Map<String, Double> figures(Line line) {
        Map<String, Double> figures = new TreeMap<>();
        Tally tally = line.tally();
        figures.put("reported", (double) tally.reported());
        figures.put("voided", (double) tally.voided());
        figures.put("filed", (double) tally.filed());
        figures.put("resolved", (double) tally.resolved());
        figures.put("closed", (double) tally.closed());
        figures.put("closedOnTime", (double) tally.closedOnTime());
        figures.put("overdue", (double) tally.overdue());
        figures.put("overdueOpen", (double) tally.overdueOpen());
        figures.put("suspended", (double) tally.suspended());
        figures.put("extended", (double) tally.extended());
        figures.put("reworked", (double) tally.reworked());
        figures.put("reopened", (double) tally.reopened());
        figures.put("returned", (double) tally.returned());
        figures.put("handedOn", (double) tally.handedOn());
        figures.put("rated", (double) tally.rated());
        figures.put("satisfied", (double) tally.satisfied());
        figures.values().removeIf(value -> value == 0);
        times(figures, "acceptance", line.accepted());
        times(figures, "resolution", line.resolved());
        times(figures, "closing", line.closed());
        return figures;
    }

    private static void times(Map<String, Double> figures, String name, TimeSpread times) {
        if (times.total() > 0) {
            figures.put(name + "Median", times.percentile(0.5).orElseThrow());
            figures.put(name + "P90", times.percentile(0.9).orElseThrow());
        }
    }

    private List<CountedByHand.File> files() throws Exception {
        List<CountedByHand.File> files = new ArrayList<>();
        for (EventNumber number : filed) {
            var dossier = await(() -> events.dossier(number)).orElseThrow();
            var rows = await(() -> pool.preparedQuery(
                            "SELECT * FROM deadline WHERE event_id = $1 AND ordinal = 0 AND kind = 'DISPOSAL'")
                    .execute(Tuple.of(number.id())));
            Optional<Row> deadline = rows.size() == 0
                    ? Optional.empty()
                    : Optional.of(rows.iterator().next());
            files.add(new CountedByHand.File(
                    dossier, moment(deadline, "due_at"), moment(deadline, "ended_at"), moment(deadline, "stopped_at")));
        }
        return files;
    }

    private static Optional<Instant> moment(Optional<Row> row, String column) {
        return row.map(found -> found.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
    }

    private long reported(PostgresFigures server) throws Exception {
        return await(() -> server.count(everything(Optional.empty(), Optional.empty(), List.of()), TestReports.NOW))
                .total()
                .tally()
                .reported();
    }

    private long number(String sql) throws Exception {
        return await(() -> pool.query(sql).execute()).iterator().next().getLong(0);
    }

    private <T> Future<T> onLoop(Supplier<Future<T>> action) {
        Promise<T> promise = Promise.promise();
        loop.runOnContext(turn -> action.get().onComplete(promise));
        return promise.future();
    }

    private <T> T await(Supplier<? extends Future<T>> action) throws Exception {
        Promise<T> promise = Promise.promise();
        loop.runOnContext(turn -> action.get().onComplete(promise));
        return promise.future().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
