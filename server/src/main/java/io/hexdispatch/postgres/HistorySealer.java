package io.hexdispatch.postgres;

import io.hexdispatch.audit.AuditEntry;
import io.hexdispatch.audit.HistoryDigest;
import io.hexdispatch.audit.HistorySeal;
import io.hexdispatch.flow.Workers;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;

/**
 * Joins the events' history to the audit's chain, some time after it was written, so that whoever writes it does nothing for it. All
 * lines of the transactions that have ended are hashed together; which those are the lines themselves say, so that nothing is forgotten
 * and nothing sealed twice, whoever dies in between. For one event loop; the work is done on a worker.
 */
public final class HistorySealer {
    /** So many lines are sealed at once, or those of one transaction: a backlog is worked off in pieces, with pauses for others. */
    private static final int LINES_MAX = 30_000;

    private final FigureSession session;
    private final Workers workers;
    private final Clock clock;

    /** @param workers runs one piece of work after another */
    public HistorySealer(DatabaseAddress address, Workers workers, Clock clock) {
        this.session = new FigureSession(address);
        this.workers = workers;
        this.clock = clock;
    }

    /**
     * Once, before anything is written. Where a database was restored from a dump its transactions are numbered anew: what is written
     * from now on must come after what is there.
     */
    public Future<Void> load() {
        return workers.run(() -> session.inTransaction(Connection.TRANSACTION_READ_COMMITTED, HistorySealer::renumber));
    }

    /** Seals what was written since; true where there was something. */
    public Future<Boolean> seal() {
        return workers.run(() -> session.inTransaction(Connection.TRANSACTION_READ_COMMITTED, this::sealNow));
    }

    private static Void renumber(Connection connection) throws SQLException {
        AuditRows.Head head = AuditRows.head(connection, true);
        try (Statement statement = connection.createStatement()) {
            long next = number(statement, "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint");
            long written = number(statement, "SELECT coalesce(max(written), 0) FROM event_history");
            if (next + head.offset() >= Math.max(head.sealedTo(), written)) {
                return null;
            }
            long offset = Math.max(head.sealedTo(), written + 1);
            statement.execute("ALTER TABLE event_history ALTER COLUMN written SET DEFAULT"
                    + " (pg_current_xact_id()::text::bigint + " + offset + ")");
            statement.executeUpdate("UPDATE audit_head SET written_offset = " + offset);
            return null;
        }
    }

    private Boolean sealNow(Connection connection) throws SQLException {
        AuditRows.Head before = AuditRows.head(connection, false);
        long to;
        try (Statement statement = connection.createStatement()) {
            // Whatever is below this has ended, and is seen by the statements that follow.
            long horizon =
                    number(statement, "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint") + before.offset();
            if (before.sealedTo() >= 0 && number(statement, unsealed(before.sealedTo(), horizon)) == 0) {
                return false;
            }
            to = Math.min(horizon, Math.max(before.sealedTo() + 1, number(statement, enough(before.sealedTo()))));
        }
        HistoryDigest digest = new HistoryDigest();
        AuditRows.digest(connection, before.sealedTo(), to, digest, (event, seq, mark) -> {});
        AuditRows.Head held = AuditRows.head(connection, true);
        if (held.sealedTo() != before.sealedTo()) {
            return true; // Another server was quicker.
        }
        HistorySeal seal = new HistorySeal(before.sealedTo(), to, digest.lines(), digest.hash());
        AuditEntry entry = AuditRows.append(connection, held, seal.record(clock.instant()));
        try (PreparedStatement marks = connection.prepareStatement("INSERT INTO audit_seal VALUES (?, ?)");
                PreparedStatement move = connection.prepareStatement("UPDATE audit_head SET sealed_to = ?")) {
            marks.setLong(1, entry.id());
            marks.setBytes(2, digest.marks());
            marks.executeUpdate();
            move.setLong(1, to);
            move.executeUpdate();
        }
        return true;
    }

    private static String unsealed(long from, long to) {
        return "SELECT count(*) FROM (SELECT 1 FROM event_history WHERE written >= " + from + " AND written < " + to
                + " LIMIT 1) AS line";
    }

    /** The transaction at which there are enough lines for one seal. */
    private static String enough(long from) {
        return "SELECT coalesce((SELECT written FROM event_history WHERE written >= " + from
                + " ORDER BY written OFFSET " + LINES_MAX + " LIMIT 1), " + Long.MAX_VALUE + ")";
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** When nothing is under way any more. Blocks: for a worker thread. */
    public void close() throws SQLException {
        session.close();
    }
}
