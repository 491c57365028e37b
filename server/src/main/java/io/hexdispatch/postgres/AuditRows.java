package io.hexdispatch.postgres;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.audit.AuditEntry;
import io.hexdispatch.audit.AuditOutcome;
import io.hexdispatch.audit.AuditRecord;
import io.hexdispatch.audit.HistoryDigest;
import io.hexdispatch.audit.Sha256;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** The audit and the lines that it seals over a connection that blocks, in the middle of a transaction. */
final class AuditRows {
    private static final int FETCH = 2_000;

    /** In the order in which they are hashed. */
    private static final String LINE =
            "SELECT event_id::text, seq::text, (extract(epoch FROM at) * 1000000)::bigint::text, actor_role, actor,"
                    + " ordinal::text, action, from_status, to_status, reason, particulars::text FROM event_history";

    private static final int LINE_COLUMNS = 11;

    private AuditRows() {}

    /** @param offset what is added to the number of a transaction */
    record Head(long id, Sha256 hash, long sealedTo, long offset) {}

    /** A line of the history, by its key, and its mark. */
    interface LineReader {
        void line(long eventId, int seq, byte[] mark);
    }

    /** The last entry. @param hold whether until the end of the transaction nobody else may append */
    static Head head(Connection connection, boolean hold) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT id, hash, sealed_to, written_offset FROM audit_head" + (hold ? " FOR UPDATE" : ""))) {
            row.next();
            return new Head(row.getLong(1), Sha256.ofBytes(row.getBytes(2)), row.getLong(3), row.getLong(4));
        }
    }

    /** Appends to the chain, which is held. */
    static AuditEntry append(Connection connection, Head held, AuditRecord record) throws SQLException {
        AuditEntry entry = AuditEntry.after(held.id(), held.hash(), record);
        try (PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO audit_entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
                PreparedStatement move = connection.prepareStatement("UPDATE audit_head SET id = ?, hash = ?")) {
            insert.setLong(1, entry.id());
            insert.setObject(2, OffsetDateTime.ofInstant(record.at(), ZoneOffset.UTC));
            insert.setString(3, record.actor().role().name());
            insert.setString(4, record.actor().id());
            insert.setString(5, record.action());
            insert.setString(6, record.subject());
            insert.setString(7, record.outcome().name());
            insert.setString(8, record.detail());
            insert.setBytes(9, entry.hash().bytes());
            insert.executeUpdate();
            move.setLong(1, entry.id());
            move.setBytes(2, entry.hash().bytes());
            move.executeUpdate();
            return entry;
        }
    }

    /** An entry as it stands there. */
    static AuditEntry entry(ResultSet row) throws SQLException {
        Instant at = row.getObject("at", OffsetDateTime.class).toInstant();
        return new AuditEntry(
                row.getLong("id"),
                new AuditRecord(
                        at,
                        new Actor(Role.valueOf(row.getString("actor_role")), row.getString("actor")),
                        row.getString("action"),
                        row.getString("subject"),
                        AuditOutcome.valueOf(row.getString("outcome")),
                        row.getString("detail")),
                Sha256.ofBytes(row.getBytes("hash")));
    }

    /**
     * Goes through the lines that transactions wrote, in the order of their keys.
     *
     * @param from below 0 also for the lines of which nobody knows by which they were written, which come first
     * @param to the transaction after the last
     */
    static void digest(Connection connection, long from, long to, HistoryDigest digest, LineReader reader)
            throws SQLException {
        if (from < 0) {
            lines(connection, LINE + " WHERE written IS NULL ORDER BY event_id, seq", List.of(), digest, reader);
        }
        lines(
                connection,
                LINE + " WHERE written >= ? AND written < ? ORDER BY event_id, seq",
                List.of(from, to),
                digest,
                reader);
    }

    private static void lines(
            Connection connection, String sql, List<Long> parameters, HistoryDigest digest, LineReader reader)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(FETCH);
            for (int i = 0; i < parameters.size(); i++) {
                statement.setLong(i + 1, parameters.get(i));
            }
            try (ResultSet rows = statement.executeQuery()) {
                List<String> values = new ArrayList<>(LINE_COLUMNS);
                while (rows.next()) {
                    values.clear();
                    for (int column = 1; column <= LINE_COLUMNS; column++) {
                        values.add(rows.getString(column));
                    }
                    reader.line(rows.getLong(1), rows.getInt(2), digest.add(values));
                }
            }
        }
    }
}
