package io.hexdispatch.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.assignment.Assignment;
import io.hexdispatch.assignment.AssignmentRules;
import io.hexdispatch.assignment.Explanation;
import io.hexdispatch.assignment.LiveRules;
import io.hexdispatch.category.Categories;
import io.hexdispatch.deadline.RunningDeadlines;
import io.hexdispatch.duplicate.Duplicate;
import io.hexdispatch.duplicate.Likeness;
import io.hexdispatch.event.Report;
import io.hexdispatch.event.TestReports;
import io.hexdispatch.flow.Duplicates.Keeping;
import io.hexdispatch.flow.Filing;
import io.hexdispatch.flow.HeardFindings;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.order.TestCaseFiles;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An event is being closed while another is found to be like it. */
class PostgresDuplicatesIT {
    private static final Instant NOW = TestReports.NOW;
    private static final LiveRules RULES = new LiveRules(AssignmentRules.bundled());

    @TempDir
    private static Path folder;

    private static EmbeddedDatabase database;
    private static Vertx vertx;
    private static Context loop;
    private static Pool pool;
    private static PostgresEvents events;
    private static PostgresDuplicates duplicates;

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
        events = new PostgresEvents(pool, Categories.bundled(), RULES, new RunningDeadlines(), new HeardFindings());
        duplicates = new PostgresDuplicates(pool);
    }

    @AfterAll
    static void stop() throws Exception {
        await(pool::close);
        vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        database.close();
    }

    @Test
    void nothingIsProposedIntoAnEventThatIsClosedMeanwhile() throws Exception {
        CaseFile principal = file("closed-1");
        Duplicate duplicate = like(principal, file("closed-2"));

        assertThat(kept(duplicate, principal)).isEqualTo(new Keeping(List.of(), List.of(duplicate)));
        assertThat(proposals(duplicate)).isZero();
    }

    @Test
    void anEventThatIsClosedMeanwhileIsProposedNowhere() throws Exception {
        CaseFile principal = file("over-1");
        CaseFile event = file("over-2");
        Duplicate duplicate = like(principal, event);

        assertThat(kept(duplicate, event)).isEqualTo(new Keeping(List.of(), List.of()));
        assertThat(proposals(duplicate)).isZero();
    }

    @Test
    void whatIsFoundTwiceIsKeptOnce() throws Exception {
        Duplicate duplicate = like(file("twice-1"), file("twice-2"));

        Keeping first = await(() -> duplicates.keep(List.of(duplicate), NOW));
        Keeping second = await(() -> duplicates.keep(List.of(duplicate), NOW));

        assertThat(first.kept()).singleElement().satisfies(kept -> assertThat(kept.isNew())
                .isTrue());
        assertThat(second.kept()).singleElement().satisfies(kept -> assertThat(kept.isNew())
                .isFalse());
        assertThat(proposals(duplicate)).isOne();
    }

    /** What is kept where one of the two is closed after they were found, in a transaction that ends while the other waits for it. */
    private static Keeping kept(Duplicate duplicate, CaseFile closed) throws Exception {
        PgConnection other =
                await(() -> PgConnection.connect(vertx, database.address().options()));
        await(() -> other.query("BEGIN").execute());
        await(() -> other.preparedQuery("UPDATE event SET status = 'CLOSED' WHERE id = $1")
                .execute(Tuple.of(closed.event().number().id())));
        Future<Keeping> keeping = onLoop(() -> duplicates.keep(List.of(duplicate), NOW));
        await(() -> whenOneWaitsForALock(other));
        await(() -> other.query("COMMIT").execute());
        Keeping kept = keeping.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        await(other::close);
        return kept;
    }

    private static Future<?> whenOneWaitsForALock(PgConnection connection) {
        return connection
                .query("SELECT count(*) AS waiting FROM pg_locks WHERE NOT granted")
                .execute()
                .compose(rows -> rows.iterator().next().getLong("waiting") > 0
                        ? Future.succeededFuture()
                        : whenOneWaitsForALock(connection));
    }

    private static long proposals(Duplicate duplicate) throws Exception {
        return await(() -> pool.preparedQuery("SELECT count(*) AS n FROM duplicate WHERE event_id = $1")
                        .execute(Tuple.of(duplicate.event().id())))
                .iterator()
                .next()
                .getLong("n");
    }

    private static Duplicate like(CaseFile principal, CaseFile event) {
        return new Duplicate(
                principal.event().number(), event.event().number(), new Likeness(10, Duration.ofSeconds(5), 90));
    }

    private static CaseFile file(String sourceEventId) throws Exception {
        Report report = TestReports.of("90003");
        Report named = new Report(
                report.source(),
                sourceEventId,
                report.category(),
                report.place(),
                report.text(),
                report.reporter(),
                report.occurredAt(),
                report.receivedAt());
        Filing filing = new Filing(
                named,
                TestReports.GONGYI,
                new Assignment(
                        List.of(TestCaseFiles.lead("gas")),
                        new Explanation("map map-1", Optional.of("a rule"), List.of(), Optional.empty())),
                NOW);
        return await(() -> events.file(filing)).caseFile();
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
