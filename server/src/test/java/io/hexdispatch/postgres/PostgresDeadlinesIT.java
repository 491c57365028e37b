package io.hexdispatch.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.hexdispatch.access.Actor;
import io.hexdispatch.assignment.Assignment;
import io.hexdispatch.assignment.Explanation;
import io.hexdispatch.assignment.LiveRules;
import io.hexdispatch.assignment.TestRules;
import io.hexdispatch.category.Categories;
import io.hexdispatch.deadline.Deadline.Signal;
import io.hexdispatch.deadline.DeadlineKey;
import io.hexdispatch.deadline.DeadlineKind;
import io.hexdispatch.deadline.RunningDeadlines;
import io.hexdispatch.event.EventAction;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.event.EventWish;
import io.hexdispatch.event.Particulars;
import io.hexdispatch.event.Particulars.Asked;
import io.hexdispatch.event.Particulars.Until;
import io.hexdispatch.event.Report;
import io.hexdispatch.event.TestReports;
import io.hexdispatch.flow.Deadlines.Signalled;
import io.hexdispatch.flow.Filing;
import io.hexdispatch.flow.HeardFindings;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.order.OrderAction;
import io.hexdispatch.order.TestCaseFiles;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Deadlines in a real database: an order is to be accepted within 30 minutes, an event resolved within 4 hours. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PostgresDeadlinesIT {
    private static final Categories CATEGORIES = Categories.bundled();
    private static final Instant NOW = TestReports.NOW;
    private static final Duration TO_WARNING = Duration.ofMinutes(22).plusSeconds(30);
    private static final LiveRules RULES = new LiveRules(
            TestRules.rules(
                    TestRules.VALID.replace(
                            "rules:\n",
                            """
            escalations:
              - {code: own, centre: own, after: 1 hour, next: city}
              - {code: city, centre: city}
            deadlines: {acceptance: 30 minutes, disposal: 4 hours, escalation: own}
            rules:
            """)));

    @TempDir
    private static Path folder;

    private static EmbeddedDatabase database;
    private static Vertx vertx;
    private static Context loop;
    private static Pool pool;

    private final RunningDeadlines running = new RunningDeadlines();
    private final PostgresEvents events = new PostgresEvents(pool, CATEGORIES, RULES, running, new HeardFindings());
    private final PostgresDeadlines deadlines =
            new PostgresDeadlines(pool, CATEGORIES, RULES, running, new HeardFindings());

    @BeforeAll
    static void start() throws Exception {
        database = EmbeddedDatabase.start(folder);
        Schema.migrate(database.address());
        vertx = Vertx.vertx();
        loop = vertx.getOrCreateContext();
        pool = PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(4))
                .connectingTo(database.address().options())
                .using(vertx)
                .build();
    }

    @AfterAll
    static void stop() throws Exception {
        await(pool::close);
        vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        database.close();
    }

    @Test
    void deadlinesAreFoundByTheirKeyAndNotByReadingAllThatAreOpen() throws Exception {
        for (String statement : List.of(FiringStatements.DUE, FiringStatements.CLAIM)) {
            List<String> plan = new ArrayList<>();
            await(() -> pool.query("EXPLAIN (GENERIC_PLAN) " + statement).execute())
                    .forEach(row -> plan.add(row.getString(0)));
            assertThat(String.join("\n", plan))
                    .contains("Index Scan using deadline_pkey on deadline d")
                    .contains("Index Cond: ((event_id = ")
                    .doesNotContain("deadline_open", "Seq Scan");
        }
    }

    @Test
    void whoeverStartsReadsTheIndexOfTheOpenOnesAlone() throws Exception {
        List<String> plan = new ArrayList<>();
        await(() -> pool.query("EXPLAIN (GENERIC_PLAN) " + PostgresDeadlines.OPEN)
                        .execute())
                .forEach(row -> plan.add(row.getString(0)));

        assertThat(String.join("\n", plan)).contains("Index Only Scan using deadline_open");
    }

    @Test
    void whoeverStartsReadsPageAfterPageUntilTheLast() throws Exception {
        file("page-1");
        file("page-2");
        file("page-3");
        RunningDeadlines whole = new RunningDeadlines();
        int all = await(() -> new PostgresDeadlines(pool, CATEGORIES, RULES, whole, new HeardFindings()).load());

        for (int page : List.of(1, 2, all - 1, all)) {
            RunningDeadlines paged = new RunningDeadlines();
            int loaded = await(
                    () -> new PostgresDeadlines(pool, CATEGORIES, RULES, paged, new HeardFindings(), page).load());

            assertThat(loaded).as("in pages of " + page).isEqualTo(all).isEqualTo(paged.size());
            assertThat(paged.next()).isEqualTo(whole.next());
        }
    }

    @Test
    void filingBeginsDeadlinesThatASecondServerReadsAtItsStart() throws Exception {
        CaseFile caseFile = file("begun");
        assertThat(running.size()).isEqualTo(2);
        assertThat(running.next()).contains(NOW.plus(TO_WARNING));

        RunningDeadlines other = new RunningDeadlines();
        int loaded = await(() -> new PostgresDeadlines(pool, CATEGORIES, RULES, other, new HeardFindings()).load());

        assertThat(loaded).isEqualTo(other.size()).isGreaterThanOrEqualTo(2);
        assertThat(await(() -> deadlines.of(number(caseFile))))
                .extracting(standing -> standing.deadline().key().kind())
                .containsExactlyInAnyOrder(DeadlineKind.ACCEPTANCE, DeadlineKind.DISPOSAL);
    }

    @Test
    void oneThatFiresIsInTheHistoryAndClimbsToTheCity() throws Exception {
        CaseFile caseFile = file("climbs");
        List<Signalled> all = new ArrayList<>();
        for (Duration after :
                List.of(TO_WARNING, Duration.ofMinutes(30), Duration.ofMinutes(90), Duration.ofMinutes(91))) {
            all.addAll(fire(NOW.plus(after)));
        }

        assertThat(all)
                .extracting(signalled -> signalled.fired().signal())
                .containsExactly(Signal.WARNING, Signal.OVERDUE, Signal.ESCALATED);
        assertThat(all.get(1).fired().told()).map(Object::toString).contains("centre 410181001");
        assertThat(all.get(2).fired().told()).map(Object::toString).contains("centre 410100");
        var history =
                await(() -> events.dossier(number(caseFile))).orElseThrow().history();
        assertThat(history)
                .extracting(entry -> entry.action())
                .containsExactly(
                        "file", "dispatch", "follow", "deadline-warning", "deadline-overdue", "deadline-escalated");
        assertThat(history.get(4).reason())
                .contains("acceptance within 30 minutes is due 2026-03-01T00:30:00Z; told centre 410181001");
        assertThat(running.next()).contains(NOW.plus(Duration.ofHours(3)));
    }

    /** Each believes that it alone fires, and both have the same alarm at the same time. */
    @Test
    void twoServersFireEachDeadlineOnceBetweenThem() throws Exception {
        List<CaseFile> filed = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            filed.add(file("race-" + i));
        }
        var alarms = await(() -> Future.succeededFuture(running.poll(NOW.plus(TO_WARNING), 1_000)));
        assertThat(alarms).hasSize(50);
        PostgresDeadlines other =
                new PostgresDeadlines(pool, CATEGORIES, RULES, new RunningDeadlines(), new HeardFindings());

        List<List<Signalled>> fired = await(() -> {
            List<Future<List<Signalled>>> all = List.of(
                    deadlines.fire(alarms, NOW.plus(TO_WARNING)), other.fire(alarms, NOW.plus(TO_WARNING)),
                    deadlines.fire(alarms, NOW.plus(TO_WARNING)), other.fire(alarms, NOW.plus(TO_WARNING)));
            return Future.all(all).map(done -> all.stream().map(Future::result).toList());
        });

        assertThat(fired.stream().mapToInt(List::size).sum()).isEqualTo(50);
        for (CaseFile caseFile : filed) {
            assertThat(warnings(caseFile)).isOne();
        }
    }

    @Test
    void aClockThatJumpsBackAnHourFiresNothingTwice() throws Exception {
        CaseFile caseFile = file("jump");
        assertThat(fire(NOW.plus(TO_WARNING))).hasSize(1);

        assertThat(fire(NOW.plus(TO_WARNING).minusSeconds(3_600))).isEmpty();
        assertThat(fire(NOW.plus(TO_WARNING))).isEmpty();
        // Nor does a server that starts when the clock stands back.
        RunningDeadlines anew = new RunningDeadlines();
        PostgresDeadlines restarted = new PostgresDeadlines(pool, CATEGORIES, RULES, anew, new HeardFindings());
        await(restarted::load);
        var due = await(() -> Future.succeededFuture(anew.poll(NOW.plus(TO_WARNING), 100_000)));
        await(() -> restarted.fire(due, NOW.plus(TO_WARNING)));

        assertThat(warnings(caseFile)).isOne();
    }

    @Test
    void whatIsAcceptedInTimeFiresNoMore() throws Exception {
        CaseFile caseFile = file("accepted");
        var alarms = await(() -> Future.succeededFuture(running.poll(NOW.plus(TO_WARNING), 10)));
        await(() -> events.change(
                number(caseFile),
                file -> file.work(
                        file.orders().get(0),
                        OrderAction.ACCEPT,
                        TestCaseFiles.GAS_1,
                        Optional.empty(),
                        Optional.empty(),
                        NOW.plusSeconds(60))));

        // It was accepted while the alarm was on its way.
        assertThat(await(() -> deadlines.fire(alarms, NOW.plus(TO_WARNING)))).isEmpty();
        assertThat(running.size()).isOne();
        assertThat(await(() -> deadlines.of(number(caseFile))))
                .filteredOn(standing -> standing.deadline().key().kind() == DeadlineKind.ACCEPTANCE)
                .singleElement()
                .satisfies(standing -> {
                    assertThat(standing.endedAt()).contains(NOW.plusSeconds(60));
                    assertThat(standing.met()).contains(true);
                });
    }

    @Test
    void theClockStandsWhileTheEventIsSuspendedAndGoesOnWhereItStood() throws Exception {
        CaseFile caseFile = file("suspended");
        Instant later = NOW.plus(Duration.ofDays(3));
        act(
                caseFile,
                EventAction.SUSPEND,
                new Until(later.plusSeconds(60)),
                TestCaseFiles.STREET,
                NOW.plus(Duration.ofMinutes(5)));
        act(
                caseFile,
                EventAction.APPROVE,
                new Asked(EventAction.SUSPEND, Optional.of(later.plusSeconds(60))),
                TestCaseFiles.CITY,
                NOW.plus(Duration.ofMinutes(10)));
        assertThat(running.size()).isZero();

        act(caseFile, EventAction.RESUME, Particulars.NOTHING, TestCaseFiles.CITY, later);

        assertThat(await(() -> deadlines.of(number(caseFile))))
                .extracting(standing -> standing.deadline().dueAt())
                .containsExactlyInAnyOrder(later.plus(Duration.ofMinutes(20)), later.plus(Duration.ofMinutes(230)));
        assertThat(running.size()).isEqualTo(2);
        assertThat(running.next()).contains(later.plus(TO_WARNING).minusSeconds(600));
    }

    @Test
    void anExtensionMovesTheDisposalAndNothingElse() throws Exception {
        CaseFile caseFile = file("extended");
        Instant until = NOW.plus(Duration.ofHours(28));

        act(caseFile, EventAction.EXTEND, new Until(until), TestCaseFiles.CITY, NOW);

        assertThat(await(() -> deadlines.of(number(caseFile))))
                .extracting(standing -> standing.deadline().key().kind(), standing -> standing.deadline()
                        .dueAt())
                .containsExactlyInAnyOrder(
                        tuple(DeadlineKind.ACCEPTANCE, NOW.plus(Duration.ofMinutes(30))),
                        tuple(DeadlineKind.DISPOSAL, until));
    }

    private void act(CaseFile caseFile, EventAction action, Particulars particulars, Actor actor, Instant at)
            throws Exception {
        await(() -> events.change(
                number(caseFile),
                file -> file.act(
                        EventWish.of(action, "the ground is frozen", particulars), actor, Optional.empty(), at)));
    }

    /** A million run, a hundred thousand of them in the database; a thousand are due in one moment. */
    @Test
    @Order(Integer.MAX_VALUE)
    void ofAMillionThatRunNoneFiresLaterThanASecondAfterItsTime() throws Exception {
        long id = number(file("million")).id();
        for (int i = 0; i < 50; i++) {
            file("million-" + i);
        }
        Instant moment = Instant.parse("2030-01-01T00:00:00Z");
        // Deadlines of orders that are not there: the foreign key is to the event alone.
        await(() -> pool.query(
                        """
                        INSERT INTO deadline (event_id, ordinal, kind, terms, started_at, warn_at, due_at, step, next_at)
                        SELECT e.id, o, 'ARRIVAL', d.terms, d.started_at, d.warn_at, timestamptz '2040-01-01', 0,
                          timestamptz '2030-01-01' + CASE WHEN o <= 1020 THEN interval '0' ELSE interval '1 year' END
                        FROM (SELECT id FROM event ORDER BY id DESC LIMIT 50) e, generate_series(1001, 3000) o,
                          (SELECT * FROM deadline WHERE event_id = %d AND kind = 'DISPOSAL') d
                        """
                                .formatted(id))
                .execute());
        RunningDeadlines million = new RunningDeadlines();
        for (int i = 1; i <= 900_000; i++) {
            million.put(new DeadlineKey(1_000_000 + i, 0, DeadlineKind.DISPOSAL), moment.plusSeconds(i));
        }
        PostgresDeadlines store = new PostgresDeadlines(pool, CATEGORIES, RULES, million, new HeardFindings());
        assertThat(await(store::load)).isGreaterThanOrEqualTo(100_000);
        assertThat(million.size()).isGreaterThanOrEqualTo(1_000_000);
        // Whatever other tests left lies before this moment.
        await(() -> Future.succeededFuture(million.poll(moment.minusSeconds(1), Integer.MAX_VALUE)));

        List<DeadlineKey> fired = new ArrayList<>();
        long due = System.nanoTime();
        while (true) {
            var alarms = await(() -> Future.succeededFuture(million.poll(moment, 500)));
            if (alarms.isEmpty()) {
                break;
            }
            await(() -> store.fire(alarms, moment))
                    .forEach(signalled -> fired.add(signalled.fired().after().key()));
        }
        long millis = (System.nanoTime() - due) / 1_000_000;

        assertThat(fired.size()).isEqualTo(1_000);
        assertThat(new HashSet<>(fired)).hasSize(1_000);
        assertThat(millis).isLessThan(1_000);
    }

    private long warnings(CaseFile caseFile) throws Exception {
        return await(() -> events.dossier(number(caseFile))).orElseThrow().history().stream()
                .filter(entry -> entry.action().equals("deadline-warning"))
                .count();
    }

    private List<Signalled> fire(Instant now) throws Exception {
        return await(() -> deadlines.fire(running.poll(now, 1_000), now));
    }

    private static EventNumber number(CaseFile caseFile) {
        return caseFile.event().number();
    }

    private CaseFile file(String sourceEventId) throws Exception {
        Report report = TestReports.of("90003");
        Filing filing = new Filing(
                new Report(
                        report.source(),
                        sourceEventId,
                        report.category(),
                        report.place(),
                        report.text(),
                        report.reporter(),
                        report.occurredAt(),
                        report.receivedAt()),
                TestReports.GONGYI,
                new Assignment(
                        List.of(TestCaseFiles.lead("gas")),
                        new Explanation("map map-1", Optional.of("a rule"), List.of(), Optional.empty())),
                NOW);
        return await(() -> events.file(filing)).caseFile();
    }

    private static <T> T await(Supplier<Future<T>> action) throws Exception {
        Promise<T> promise = Promise.promise();
        loop.runOnContext(turn -> action.get().onComplete(promise));
        return promise.future().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
