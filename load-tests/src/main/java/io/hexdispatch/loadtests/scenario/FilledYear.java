package io.hexdispatch.loadtests.scenario;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Events of a time past, written straight into a server's database with their orders, deadlines and history, as they would be if it had
 * taken them one by one: most of them closed, some late, some voided, sent back, opened again and rated. Where an event lies, whose it
 * is and how long it took is drawn by chance, the same at every run; what nobody asks figures for, such as its text, is short.
 */
final class FilledYear {
    private static final int EVENTS_AT_ONCE = 200_000;
    private static final int SOURCES = 12;
    private static final int POSTS_PER_UNIT = 40;
    private static final double DEDICATED = 0.02;

    private final Connection connection;
    private final long events;
    private final int days;

    /** @param days the last of them is today */
    FilledYear(Connection connection, long events, int days) {
        this.connection = connection;
        this.events = events;
        this.days = days;
    }

    /** @param progress is told how many are written */
    void write(List<String> categories, List<String> units, Consumer<Long> progress) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // What refers to what is right by the way it is made; to look each up again would take most of the time.
            statement.execute("SET session_replication_role = replica");
            statement.execute("SELECT setseed(0.4101)");
            statement.execute(
                    """
                    CREATE TEMP TABLE town AS
                    SELECT row_number() OVER (ORDER BY t.code) - 1 AS n, t.code AS township, t.parent AS county,
                      (SELECT code FROM boundary_grid c WHERE c.version = t.version AND c.level = 'CITY' LIMIT 1) AS city
                    FROM boundary_grid t WHERE t.level = 'TOWNSHIP'
                      AND t.version = (SELECT version FROM boundary_activation ORDER BY id DESC LIMIT 1)
                    """);
            statement.execute(
                    """
                    CREATE TEMP TABLE special AS
                    SELECT row_number() OVER (ORDER BY t.code) - 1 AS n, t.code AS dedicated
                    FROM boundary_grid t WHERE t.level = 'DEDICATED'
                      AND t.version = (SELECT version FROM boundary_activation ORDER BY id DESC LIMIT 1)
                    """);
            statement.execute("CREATE TEMP TABLE category AS SELECT * FROM unnest(" + array(categories)
                    + ") WITH ORDINALITY AS c(code, n)");
            statement.execute("CREATE TEMP TABLE unit AS SELECT * FROM unnest(" + array(units)
                    + ") WITH ORDINALITY AS c(code, n)");
            statement.execute("CREATE INDEX ON town (n)");
            statement.execute("CREATE INDEX ON special (n)");
            statement.execute("CREATE INDEX ON category (n)");
            statement.execute("CREATE INDEX ON unit (n)");
            statement.execute("ANALYZE town");
            statement.execute("ANALYZE special");
            statement.execute("ANALYZE category");
            statement.execute("ANALYZE unit");
            for (long first = 1; first <= events; first += EVENTS_AT_ONCE) {
                long last = Math.min(events, first + EVENTS_AT_ONCE - 1);
                connection.setAutoCommit(false);
                write(statement, first, last, categories.size(), units.size());
                connection.commit();
                connection.setAutoCommit(true);
                progress.accept(last);
            }
            statement.execute("SELECT setval('event_id', " + (events + 1) + ")");
            statement.execute("SET session_replication_role = DEFAULT");
        }
    }

    private static String array(List<String> texts) {
        return texts.stream()
                .map(text -> "'" + text.replace("'", "''") + "'")
                .collect(Collectors.joining(", ", "ARRAY[", "]::text[]"));
    }

    private void write(Statement statement, long first, long last, int categories, int units) throws SQLException {
        statement.execute("DROP TABLE IF EXISTS drawn");
        // Squares of what is drawn evenly, as a few categories and sources make most of the events.
        statement.execute(
                """
                CREATE TEMP TABLE drawn AS
                SELECT d.*, filed_at + accept * interval '1 second' AS accepted_at,
                  filed_at + done * interval '1 second' AS resolved_at,
                  filed_at + (done + looked) * interval '1 second' AS closed_at,
                  filed_at + limit_hours * interval '1 hour' AS due_at,
                  CASE WHEN fate < 0.02 THEN 'VOIDED'
                    WHEN fate < 0.03 THEN 'SUSPENDED'
                    WHEN fate < 0.035 OR filed_at + accept * interval '1 second' > now() THEN 'DISPATCHED'
                    WHEN fate < 0.05 OR filed_at + done * interval '1 second' > now() THEN 'IN_PROGRESS'
                    WHEN fate < 0.06 OR filed_at + (done + looked) * interval '1 second' > now() THEN 'RESOLVED'
                    ELSE 'CLOSED' END AS status
                FROM (SELECT g.id, (current_date - %1$d + 1)::timestamp AT TIME ZONE 'Asia/Shanghai'
                      + (g.id - 1) * %1$d::float8 / %2$d * (interval '1 day' - interval '1 day' *
                        (1 - least(1, extract(epoch FROM now() - current_date::timestamptz) / 86400)) / %1$d) AS filed_at,
                    floor(random() * (SELECT count(*) FROM town))::bigint AS town,
                    CASE WHEN random() < %3$f THEN floor(random() * (SELECT count(*) FROM special))::bigint END AS special,
                    floor(random() * random() * %4$d)::int AS source,
                    1 + floor(random() * random() * %5$d)::bigint AS category,
                    1 + floor(random() * %6$d)::bigint AS unit,
                    floor(random() * %7$d)::int AS post,
                    30 - 900 * ln(1 - random()) AS accept,
                    1800 - 30000 * ln(1 - random()) AS done,
                    600 - 20000 * ln(1 - random()) AS looked,
                    (ARRAY[4, 8, 24, 120])[1 + floor(random() * 4)::int] AS limit_hours,
                    random() AS fate, random() AS rated, random() AS extended, random() AS reworked, random() AS reopened,
                    random() AS returned
                  FROM generate_series(%8$d, %9$d) AS g(id)) d
                """
                        .formatted(days, events, DEDICATED, SOURCES, categories, units, POSTS_PER_UNIT, first, last));
        statement.execute("ALTER TABLE drawn ADD PRIMARY KEY (id)");
        statement.execute(
                """
                INSERT INTO event (id, source, source_event_id, category_kind, category, crs, given_longitude, given_latitude,
                  longitude, latitude, h3_cell, text, occurred_at, received_at, filed_at, map_version, city, county, township,
                  dedicated, status, explanation, course)
                SELECT d.id, 'source-' || d.source, 'E-' || d.id, 'EVENT', c.code, 'WGS84', 113.6, 34.7, 113.6, 34.7, 0, '井盖松动',
                  d.filed_at, d.filed_at, d.filed_at, 'generated', t.city, t.county, t.township, s.dedicated, d.status, '{}',
                  nullif(jsonb_strip_nulls(jsonb_build_object(
                    'rating', CASE WHEN d.status = 'CLOSED' AND d.rated < 0.4 THEN 1 + floor(d.rated * 12.49)::int END,
                    'ratedAt', CASE WHEN d.status = 'CLOSED' AND d.rated < 0.4
                      THEN to_char(d.closed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') END,
                    'extensions', CASE WHEN d.extended < 0.05 THEN 1 END, 'reworked', CASE WHEN d.reworked < 0.03 THEN 1 END,
                    'reopened', CASE WHEN d.reopened < 0.01 THEN 1 END,
                    'returned', CASE WHEN d.returned < 0.02 THEN 1 END)), '{}')
                FROM drawn d JOIN town t ON t.n = d.town LEFT JOIN special s ON s.n = d.special
                  JOIN category c ON c.n = d.category ORDER BY d.id
                """);
        statement.execute(
                """
                INSERT INTO dispatch_order (event_id, ordinal, role, unit, responder, status, dispatched_at)
                SELECT d.id, 1, 'LEAD', u.code, u.code || '-' || d.post, CASE d.status WHEN 'VOIDED' THEN 'CANCELLED'
                  WHEN 'DISPATCHED' THEN 'DISPATCHED' WHEN 'SUSPENDED' THEN 'ACCEPTED' WHEN 'IN_PROGRESS' THEN 'ACCEPTED'
                  ELSE 'DONE' END, d.filed_at
                FROM drawn d JOIN unit u ON u.n = d.unit ORDER BY d.id
                """);
        statement.execute(
                """
                INSERT INTO dispatch_order (event_id, ordinal, role, unit, status, dispatched_at)
                SELECT d.id, 2, 'CO_HANDLING', u.code, CASE WHEN d.status IN ('RESOLVED', 'CLOSED') THEN 'DONE' ELSE 'CANCELLED'
                  END, d.filed_at
                FROM drawn d JOIN unit u ON u.n = 1 + d.unit %% %d WHERE d.returned > 0.8 ORDER BY d.id
                """
                        .formatted(units));
        statement.execute(
                """
                INSERT INTO event_history (event_id, seq, at, actor_role, actor, ordinal, action, from_status, to_status)
                SELECT d.id, l.seq, l.at, 'ADMIN', 'system', l.ordinal, l.action, l.from_status, l.to_status
                FROM drawn d CROSS JOIN LATERAL (VALUES
                  (1, d.filed_at, NULL, 'file', 'REPORTED', 'FILED'),
                  (2, d.filed_at, 1, 'dispatch', NULL, 'DISPATCHED'),
                  (3, d.accepted_at, 1, 'accept', 'DISPATCHED', 'ACCEPTED'),
                  (4, d.accepted_at, NULL, 'follow', 'DISPATCHED', 'IN_PROGRESS'),
                  (5, d.resolved_at, 1, 'complete', 'ACCEPTED', 'DONE'),
                  (6, d.resolved_at, NULL, 'follow', 'IN_PROGRESS', 'RESOLVED'),
                  (7, d.closed_at, NULL, 'verify', 'RESOLVED', 'VERIFIED'),
                  (8, d.closed_at, NULL, 'close', 'VERIFIED', 'CLOSED')) AS l(seq, at, ordinal, action, from_status, to_status)
                WHERE l.seq <= CASE d.status WHEN 'DISPATCHED' THEN 2 WHEN 'VOIDED' THEN 2 WHEN 'CLOSED' THEN 8
                  WHEN 'RESOLVED' THEN 6 ELSE 4 END
                ORDER BY d.id, l.seq
                """);
        statement.execute(
                """
                INSERT INTO deadline (event_id, ordinal, kind, terms, started_at, warn_at, due_at, step, next_at, stopped_at,
                  ended_at, met)
                SELECT d.id, 0, 'DISPOSAL', '{}', d.filed_at, d.due_at, d.due_at, 2, NULL,
                  CASE WHEN d.status = 'SUSPENDED' THEN d.accepted_at END,
                  CASE WHEN d.status IN ('RESOLVED', 'CLOSED') THEN d.resolved_at WHEN d.status = 'VOIDED' THEN d.filed_at END,
                  CASE WHEN d.status IN ('RESOLVED', 'CLOSED', 'VOIDED') THEN d.status <> 'VOIDED' END
                FROM drawn d ORDER BY d.id
                """);
    }

    /** How much of the disk each of the tables takes, with its indexes, in bytes. */
    Map<String, Long> bytes(List<String> tables) throws SQLException {
        Map<String, Long> bytes = new LinkedHashMap<>();
        for (String table : tables) {
            bytes.put(table, number("SELECT pg_total_relation_size('" + table + "')"));
        }
        return bytes;
    }

    /** The one number that a statement gives. */
    long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
