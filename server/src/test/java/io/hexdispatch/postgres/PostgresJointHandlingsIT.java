package io.hexdispatch.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.assignment.AssignmentRules;
import io.hexdispatch.assignment.LiveRules;
import io.hexdispatch.category.Categories;
import io.hexdispatch.deadline.RunningDeadlines;
import io.hexdispatch.flow.HeardFindings;
import io.hexdispatch.jointhandling.Grounds;
import io.hexdispatch.jointhandling.JointFigures;
import io.hexdispatch.wire.JointHandlingJson;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The figures of the report of 2024, counted over as many rows as the city had. */
class PostgresJointHandlingsIT {
    private static final Instant DECIDED = Instant.parse("2026-03-01T00:00:00Z");
    private static final Actor CITY = new Actor(Role.CENTRE, "410100");

    /** 3,540 decided, of which 3,376 are closed; and beside them what does not count. */
    private static final String ROWS =
            """
            WITH filed AS (
              INSERT INTO event (id, source, source_event_id, category_kind, category, crs, given_longitude, given_latitude,
                longitude, latitude, h3_cell, text, occurred_at, received_at, filed_at, map_version, city, county, status,
                explanation)
              SELECT i, 'figures', i::text, 'EVENT', '90003', 'WGS84', 113, 34, 113, 34, 0, 'x', now(), now(), now(), 'm',
                '410100', CASE WHEN i % 2 = 0 THEN '410105' ELSE '410181' END,
                CASE WHEN i <= 3376 THEN 'CLOSED' ELSE 'IN_PROGRESS' END, '{}'
              FROM generate_series(1, 3700) AS i
            )
            INSERT INTO joint_handling (event_id, status, grounds, decider, begun_at, opened_at, decided_at, lead, co_handling,
              decision, decided_by_role, decided_by, overdue_at)
            SELECT i, CASE WHEN i <= 3540 THEN 'DECIDED' WHEN i <= 3600 THEN 'OPEN' ELSE 'WITHDRAWN' END,
              CASE WHEN i % 10 = 0 THEN '{CROSS_REGION,CROSS_LEVEL}'::text[] ELSE '{CROSS_DEPARTMENT}' END, '410100',
              '2026-02-01 00:00Z', '2026-02-01 00:00Z', CASE WHEN i <= 3540 THEN '2026-03-01 00:00Z'::timestamptz END, 'gas', '{}', 'so', 'CENTRE',
              '410100', CASE WHEN i <= 7 THEN '2026-02-04 00:00Z'::timestamptz END
            FROM generate_series(1, 3700) AS i
            """;

    @TempDir
    private static Path folder;

    private static EmbeddedDatabase database;
    private static Vertx vertx;
    private static Pool pool;
    private static PostgresJointHandlings handlings;

    @BeforeAll
    static void start() throws Exception {
        database = EmbeddedDatabase.start(folder);
        Schema.migrate(database.address());
        vertx = Vertx.vertx();
        pool = PgBuilder.pool()
                .connectingTo(database.address().options())
                .using(vertx)
                .build();
        handlings = new PostgresJointHandlings(
                pool,
                Categories.bundled(),
                new LiveRules(AssignmentRules.bundled()),
                new RunningDeadlines(),
                new HeardFindings());
        await(pool.query("ALTER TABLE joint_handling DROP CONSTRAINT joint_handling_event_id_fkey")
                .execute());
        await(pool.query(ROWS).execute());
    }

    @AfterAll
    static void stop() throws Exception {
        await(pool.close());
        vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        database.close();
    }

    @Test
    void of3540DeliberatedEvents3376AreClosedWhichIs95Point37Percent() throws Exception {
        JointFigures figures = figures(CITY, Optional.empty(), DECIDED, DECIDED.plusSeconds(1));

        assertThat(figures.total()).isEqualTo(new JointFigures.Line(3_540, 3_376, 7));
        assertThat(JointHandlingJson.of(figures).getDouble("closingRatePercent"))
                .isEqualTo(95.37);
        assertThat(figures.byGrounds().get(Grounds.CROSS_REGION).deliberated()).isEqualTo(354);
        assertThat(figures.byGrounds().get(Grounds.CROSS_LEVEL).closed()).isEqualTo(337);
        assertThat(figures.byGrounds().get(Grounds.CROSS_DEPARTMENT).deliberated())
                .isEqualTo(3_186);
        assertThat(figures.byCounty()).containsOnlyKeys("410105", "410181");
        assertThat(figures.byCounty().get("410105")).isEqualTo(new JointFigures.Line(1_770, 1_688, 3));
    }

    @Test
    void aPeriodAndAnAreaNarrowTheFigures() throws Exception {
        assertThat(figures(CITY, Optional.empty(), DECIDED.plusSeconds(1), DECIDED.plusSeconds(2))
                        .total()
                        .deliberated())
                .isZero();
        assertThat(figures(CITY, Optional.of("410181"), Instant.EPOCH, DECIDED.plusSeconds(1))
                        .total()
                        .deliberated())
                .isEqualTo(1_770);
        assertThat(figures(
                                new Actor(Role.CENTRE, "410105"),
                                Optional.of("410181"),
                                Instant.EPOCH,
                                DECIDED.plusSeconds(1))
                        .total()
                        .deliberated())
                .as("a centre counts its own area alone")
                .isZero();
    }

    @Test
    void whatIsLateIsFoundByItsIndex() throws Exception {
        String explain =
                "EXPLAIN " + PostgresJointHandlings.LATE.replace("$1", "now()").replace("$2", "100");
        String plan = StreamSupport.stream(
                        await(pool.withConnection(connection -> connection
                                        .query("SET enable_seqscan = off")
                                        .execute()
                                        .compose(
                                                set -> connection.query(explain).execute())))
                                .spliterator(),
                        false)
                .map(row -> row.getString(0))
                .collect(Collectors.joining("\n"));
        assertThat(plan).contains("joint_handling_awaited");
    }

    private static JointFigures figures(Actor reader, Optional<String> area, Instant from, Instant to)
            throws Exception {
        return await(handlings.figures(reader, area, from, to));
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
