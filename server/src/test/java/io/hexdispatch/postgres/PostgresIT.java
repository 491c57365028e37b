package io.hexdispatch.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.assignment.Assignment;
import io.hexdispatch.assignment.AssignmentRules;
import io.hexdispatch.assignment.Explanation;
import io.hexdispatch.assignment.LiveRules;
import io.hexdispatch.category.Categories;
import io.hexdispatch.deadline.RunningDeadlines;
import io.hexdispatch.event.TestReports;
import io.hexdispatch.flow.Deliveries.Owed;
import io.hexdispatch.flow.Filed;
import io.hexdispatch.flow.Filing;
import io.hexdispatch.flow.HeardFindings;
import io.hexdispatch.order.OrderId;
import io.hexdispatch.order.TestCaseFiles;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The statements on a database of which the planner knows nothing yet, as on the first day of a city. */
class PostgresIT {
    private static final Categories CATEGORIES = Categories.bundled();

    @TempDir
    private static Path folder;

    private static EmbeddedDatabase database;
    private static Vertx vertx;
    private static Context loop;
    private static Pool pool;
    private static PostgresEvents events;
    private static PostgresDeliveries deliveries;

    @BeforeAll
    static void start() throws Exception {
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
        deliveries = new PostgresDeliveries(pool, CATEGORIES);
        // Enough that to read all of them would be the wrong way, and nobody analysed the tables.
        await(() -> pool.query("ALTER TABLE delivery SET (autovacuum_enabled = off)")
                .execute());
    }

    @AfterAll
    static void stop() throws Exception {
        await(pool::close);
        vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        database.close();
    }

    @Test
    void receiptsAreFoundByTheirKeyAndNotByReadingWhatIsOwed() throws Exception {
        assertThat(plan(PostgresDeliveries.KEEP_RECEIPTS))
                .contains("Index Scan using delivery_pkey on delivery d")
                .contains("Index Cond: ((event_id = r.event_id) AND (ordinal = r.ordinal) AND (recipient_role = r.role)"
                        + " AND (recipient = r.id))")
                .doesNotContain("delivery_owed", "Seq Scan");
    }

    @Test
    void sendsAreWrittenDownAndDeliveriesEndedByTheirKey() throws Exception {
        for (String statement : List.of(PostgresDeliveries.KEEP_SENDS, ChangeStatements.END_DELIVERIES)) {
            assertThat(plan(statement)).contains("delivery_pkey").doesNotContain("delivery_owed", "Seq Scan");
        }
    }

    @Test
    void whatIsUndeliveredIsReadFromTheIndexOfWhatIsOwed() throws Exception {
        for (String statement :
                List.of(UndeliveredRows.OLDEST.formatted("", CaseFileRows.SELECT), UndeliveredRows.BACKLOG)) {
            assertThat(plan(statement))
                    .contains("delivery_owed")
                    .doesNotContain("delivery_pkey", "Seq Scan on delivery");
        }
    }

    @Test
    void whatIsOwedIsReadForEachRecipientByItself() throws Exception {
        assertThat(plan(PostgresDeliveries.OWED))
                .contains("Index Cond: ((recipient_role = r.role) AND (recipient = r.id)")
                .contains("Index Cond: ((event_id = d.event_id) AND (ordinal = d.ordinal))")
                .contains("Index Cond: (id = owed.event_id)")
                .doesNotContain("open_order_by", "Seq Scan");
    }

    @Test
    void whatLooksLikeAnEventIsFoundByCategoryAndCell() throws Exception {
        assertThat(plan(PostgresDuplicates.NEAR))
                .contains("Index Scan Backward using event_by_category_cell on event e")
                .contains("Index Cond: ((category_kind = w.kind) AND (category = w.category) AND (h3_cell = w.cell))")
                .doesNotContain("Seq Scan", "event_pkey");
    }

    @Test
    void filingIsParsedOnceAConnectionThoughItsTextIsLong() throws Exception {
        await(() -> events.file(filing("parsed-1")));
        List<Row> statements = await(() -> pool.query("SELECT statement FROM pg_prepared_statements")
                .execute()
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).toList()));
        assertThat(statements).extracting(row -> row.getString("statement")).contains(FilingStatement.SQL);
    }

    @Test
    void aReportThatAnotherServerFiledMeanwhileIsAnsweredWithWhatStandsThere() throws Exception {
        Filed first = await(() -> events.file(filing("race-1")));
        PgConnection other =
                await(() -> PgConnection.connect(vertx, database.address().options()));
        long number = first.caseFile().event().number().id();
        // The other one holds the key, not yet committed: nobody sees it, and whoever inserts it waits.
        await(() -> other.query("BEGIN").execute());
        await(() -> other.preparedQuery("UPDATE event SET source_event_id = 'race-2' WHERE id = $1")
                .execute(Tuple.of(number)));
        Future<Filed> second = onLoop(() -> events.file(filing("race-2")));
        await(() -> whenOneWaitsForALock(other));
        await(() -> other.query("COMMIT").execute());

        Filed filed = second.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        assertThat(filed.isNew()).isFalse();
        assertThat(filed.caseFile().event().number())
                .isEqualTo(first.caseFile().event().number());
        await(other::close);
    }

    @Test
    void ofAGroupThatHoldsOldAndNewReportsEachGetsItsOwnAnswer() throws Exception {
        Filed before = await(() -> events.file(filing("mixed-2")));

        List<Future<Filed>> group = await(() -> {
            // The first goes alone, and the others wait for it together.
            List<Future<Filed>> filings = java.util.stream.IntStream.rangeClosed(1, 5)
                    .mapToObj(i -> events.file(filing("mixed-" + i)))
                    .toList();
            return Future.all(filings).map(filings);
        });

        for (int i = 1; i <= 5; i++) {
            Filed filed = group.get(i - 1).result();
            assertThat(filed.isNew()).isEqualTo(i != 2);
            assertThat(filed.caseFile().event().report().sourceEventId()).isEqualTo("mixed-" + i);
        }
        assertThat(group.get(1).result().caseFile().event().number())
                .isEqualTo(before.caseFile().event().number());
    }

    @Test
    void whatIsAcknowledgedIsOwedNoMore() throws Exception {
        Filed filed = await(() -> events.file(filing("owed-1")));
        OrderId order = new OrderId(filed.caseFile().event().number(), 1);
        Actor unit = new Actor(Role.UNIT, "gas");
        Actor responder = new Actor(Role.RESPONDER, "gas-1");
        assertThat(owed(unit, responder, order)).containsExactly(unit, responder);

        // Two terminals at once: both find that it was owed.
        await(() -> Future.all(
                deliveries.acknowledge(order, unit, TestReports.NOW),
                deliveries.acknowledge(order, unit, TestReports.NOW)));

        assertThat(owed(unit, responder, order)).containsExactly(responder);
    }

    @Test
    void whatIsDueIsFoundByItsTimeAndNotByReadingAllEvents() throws Exception {
        assertThat(plan(PostgresEvents.DUE)).contains("event_due").doesNotContain("Seq Scan");
    }

    private List<Actor> owed(Actor unit, Actor responder, OrderId order) throws Exception {
        return await(() -> deliveries.owed(
                        List.of(unit, responder), TestReports.NOW.plusSeconds(1), Optional.empty(), 1_000))
                .stream()
                .filter(owed -> owed.caseFile().event().number().equals(order.event()))
                .map(Owed::recipient)
                .sorted(java.util.Comparator.comparing(Actor::role).reversed())
                .toList();
    }

    /** The plan that serves every execution on a connection, as the server's connections are set up. */
    private static String plan(String statement) throws Exception {
        return await(() -> pool.query("EXPLAIN (GENERIC_PLAN) " + statement).execute()).stream()
                .map(row -> row.getString(0))
                .collect(Collectors.joining("\n"));
    }

    private static Future<?> whenOneWaitsForALock(PgConnection connection) {
        return connection
                .query("SELECT count(*) AS waiting FROM pg_locks WHERE NOT granted")
                .execute()
                .compose(rows -> rows.iterator().next().getLong("waiting") > 0
                        ? Future.succeededFuture()
                        : whenOneWaitsForALock(connection));
    }

    private static Filing filing(String sourceEventId) {
        var report = TestReports.of("90003");
        var named = new io.hexdispatch.event.Report(
                report.source(),
                sourceEventId,
                report.category(),
                report.place(),
                report.text(),
                report.reporter(),
                report.occurredAt(),
                report.receivedAt());
        return new Filing(
                named,
                TestReports.GONGYI,
                new Assignment(
                        List.of(TestCaseFiles.lead("gas")),
                        new Explanation("map map-1", Optional.of("a rule"), List.of(), Optional.empty())),
                TestReports.NOW);
    }

    private static <T> Future<T> onLoop(Supplier<Future<T>> action) {
        Promise<T> promise = Promise.promise();
        loop.runOnContext(turn -> action.get().onComplete(promise));
        return promise.future();
    }

    private static <T> T await(Supplier<Future<T>> action) throws Exception {
        return onLoop(action).toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
