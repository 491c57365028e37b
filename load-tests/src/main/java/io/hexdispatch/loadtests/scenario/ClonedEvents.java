package io.hexdispatch.loadtests.scenario;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.function.LongConsumer;

/**
 * Open events by the million, written straight into a server's database: copies of one that it took itself, each with its orders,
 * what is owed of them, its deadlines and its history, and the next serial number.
 */
final class ClonedEvents {
    private static final long AT_ONCE = 50_000;

    private final Connection connection;
    private final long original;

    /** @param original the serial number of the event to copy, the last that was filed */
    ClonedEvents(Connection connection, long original) {
        this.connection = connection;
        this.original = original;
    }

    /**
     * @param responders among whom the orders are divided: those of which the name begins with {@code load-}
     * @param progress told how many are written
     */
    void write(long count, int responders, LongConsumer progress) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // What refers to what is right by the way it is made; to look each up again would take most of the time.
            statement.execute("SET session_replication_role = replica");
            for (long from = 1; from <= count; from += AT_ONCE) {
                long to = Math.min(count, from + AT_ONCE - 1);
                connection.setAutoCommit(false);
                copy(statement, "event", "id", from, to, "source_event_id", "'clone-' || n");
                copy(statement, "dispatch_order", "event_id", from, to, "responder", "'load-' || n % " + responders);
                copy(statement, "delivery", "event_id", from, to, "acknowledged_at", "now()");
                copy(statement, "deadline", "event_id", from, to, "due_at", "due_at + interval '300 days'");
                copy(statement, "event_history", "event_id", from, to, "at", "at");
                connection.commit();
                connection.setAutoCommit(true);
                progress.accept(to);
            }
            statement.execute("SELECT setval('event_id', " + (original + count + 1) + ")");
            // None fires before it is wanted; only the first of each event runs.
            statement.execute("UPDATE deadline SET step = 1, next_at = due_at, warn_at = due_at WHERE event_id > "
                    + original + " AND ordinal = 0");
            statement.execute("UPDATE deadline SET ended_at = now(), met = true, next_at = NULL WHERE event_id > "
                    + original + " AND ordinal > 0");
            statement.execute("SET session_replication_role = DEFAULT");
            statement.execute("ANALYZE");
        }
    }

    private void copy(Statement statement, String table, String key, long from, long to, String changed, String value)
            throws SQLException {
        String others;
        try (ResultSet row = statement.executeQuery("SELECT string_agg(column_name, ', ') AS names"
                + " FROM information_schema.columns WHERE table_name = '" + table + "' AND column_name NOT IN ('" + key
                + "', '" + changed + "') AND is_generated = 'NEVER'")) {
            row.next();
            others = row.getString("names");
        }
        statement.execute("INSERT INTO " + table + " (" + key + ", " + changed + ", " + others + ") SELECT " + original
                + " + n, " + value + ", " + others + " FROM " + table + ", generate_series(" + from + ", " + to
                + ") AS g(n) WHERE " + key + " = " + original);
    }

    /** Has the deadlines of the first of them fall due one after the other, and then that of more in one moment. */
    void fallDue(Instant first, int perSecond, Duration evenly, int together) throws SQLException {
        long evenlyMany = perSecond * evenly.toSeconds();
        String set = "UPDATE deadline SET due_at = t, next_at = t, warn_at = t, step = 1 FROM (SELECT n, ?::timestamptz"
                + " + least(n, ?) * interval '1 second' / ? AS t FROM generate_series(0, ? - 1) AS g(n)) d"
                + " WHERE event_id = ? + 1 + d.n AND ordinal = 0 AND ended_at IS NULL";
        try (PreparedStatement statement = connection.prepareStatement(set)) {
            statement.setObject(1, OffsetDateTime.ofInstant(first, ZoneOffset.UTC));
            statement.setLong(2, evenlyMany);
            statement.setInt(3, perSecond);
            statement.setLong(4, evenlyMany + together);
            statement.setLong(5, original);
            statement.executeUpdate();
        }
    }
}
