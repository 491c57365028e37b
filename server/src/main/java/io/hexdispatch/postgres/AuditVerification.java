package io.hexdispatch.postgres;

import io.hexdispatch.access.Actor;
import io.hexdispatch.audit.AuditEntry;
import io.hexdispatch.audit.ChainCheck;
import io.hexdispatch.audit.ChainCheck.Break;
import io.hexdispatch.audit.HistoryDigest;
import io.hexdispatch.audit.HistorySeal;
import io.hexdispatch.audit.Sha256;
import io.hexdispatch.audit.Trimming;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;

/** Reads the whole audit and says where it is first broken; also takes out its beginning. Blocks: for a worker thread or a command. */
public final class AuditVerification implements AutoCloseable {
    private static final int FETCH = 2_000;

    private final FigureSession session;

    public AuditVerification(DatabaseAddress address) {
        this.session = new FigureSession(address);
    }

    /**
     * What was found.
     *
     * @param first the first entry that was looked at
     * @param last the last one that is right, and its hash
     * @param seals how many of the entries seal history, with so many lines
     */
    public record Verdict(long first, long last, Sha256 hash, long seals, long lines, Optional<Break> broken) {}

    private static final class Count {
        private long seals;
        private long lines;
        private Optional<Break> broken = Optional.empty();
    }

    /**
     * Looks at one state of the database, whoever writes meanwhile.
     *
     * @param from the entry to begin with, whose predecessor is trusted; empty for the beginning
     * @param known a link that somebody wrote down earlier, which must still be in the chain
     */
    public Verdict verify(Optional<Long> from, Optional<Trimming> known) throws SQLException {
        return session.inTransaction(
                Connection.TRANSACTION_REPEATABLE_READ, connection -> verify(connection, from, known));
    }

    private static Verdict verify(Connection connection, Optional<Long> from, Optional<Trimming> known)
            throws SQLException {
        AuditRows.Head head = AuditRows.head(connection, false);
        Count count = new Count();
        Trimming start = from.isPresent() ? before(connection, from.get()) : beginning(connection);
        ChainCheck chain = new ChainCheck(start.last(), start.hash());
        try (PreparedStatement select =
                connection.prepareStatement("SELECT * FROM audit_entry WHERE id > ? ORDER BY id")) {
            select.setFetchSize(FETCH);
            select.setLong(1, start.last());
            try (ResultSet rows = select.executeQuery()) {
                while (count.broken.isEmpty() && rows.next()) {
                    count.broken = follow(connection, chain, rows, count);
                }
            }
        }
        if (count.broken.isEmpty()) {
            count.broken = chain.end(head.id(), head.hash());
        }
        long good = count.broken.map(broken -> broken.entry() - 1).orElse(chain.id());
        if (count.broken.isEmpty() && known.isPresent()) {
            count.broken = missing(connection, known.get());
        }
        return new Verdict(
                start.last() + 1, Math.min(good, chain.id()), chain.hash(), count.seals, count.lines, count.broken);
    }

    private static Optional<Break> follow(Connection connection, ChainCheck chain, ResultSet row, Count count)
            throws SQLException {
        AuditEntry entry;
        try {
            entry = AuditRows.entry(row);
        } catch (IllegalArgumentException notWrittenByUs) {
            return Optional.of(
                    new Break(row.getLong("id"), "it is none that a server writes: " + notWrittenByUs.getMessage()));
        }
        Optional<Break> broken = chain.follow(entry);
        Optional<HistorySeal> seal = HistorySeal.of(entry.record());
        if (broken.isPresent() || seal.isEmpty()) {
            return broken;
        }
        Optional<Break> changed = compare(connection, entry, seal.get());
        if (changed.isEmpty()) {
            count.seals++;
            count.lines += seal.get().lines();
        }
        return changed;
    }

    private static Optional<Break> compare(Connection connection, AuditEntry entry, HistorySeal seal)
            throws SQLException {
        byte[] marks = marks(connection, entry.id());
        HistoryDigest digest = new HistoryDigest();
        String[] first = new String[1];
        int[] position = new int[1];
        AuditRows.digest(connection, seal.from(), seal.to(), digest, (event, seq, mark) -> {
            int at = position[0]++ * HistoryDigest.MARK_LENGTH;
            if (first[0] == null
                    && marks.length > 0
                    && (at + mark.length > marks.length
                            || !Arrays.equals(mark, 0, mark.length, marks, at, at + mark.length))) {
                first[0] = "line " + seq + " of the event with serial number " + event;
            }
        });
        if (digest.hash().equals(seal.hash())) {
            return Optional.empty();
        }
        String where = first[0] != null
                ? first[0] + " is the first that is not as it was, or one before it was taken out"
                : digest.lines() < seal.lines() ? "the last of them are missing" : "one of them was changed";
        return Optional.of(new Break(
                entry.id(),
                "the history is not what it sealed at " + entry.record().at() + ": " + where + " (" + seal.lines()
                        + " lines were sealed, " + digest.lines() + " are there)"));
    }

    private static byte[] marks(Connection connection, long entry) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT marks FROM audit_seal WHERE entry_id = ?")) {
            select.setLong(1, entry);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getBytes(1) : new byte[0];
            }
        }
    }

    /** The link before an entry, as it stands there. */
    private static Trimming before(Connection connection, long entry) throws SQLException {
        return entry <= 1
                ? new Trimming(0, Sha256.NONE)
                : link(connection, entry - 1).orElseGet(() -> new Trimming(entry - 1, Sha256.NONE));
    }

    private static Optional<Trimming> link(Connection connection, long id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT hash FROM audit_entry WHERE id = ?")) {
            select.setLong(1, id);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(new Trimming(id, Sha256.ofBytes(row.getBytes(1)))) : Optional.empty();
            }
        }
    }

    /** What stands before the first entry: nothing, or what was taken out last, which an entry further on says. */
    private static Trimming beginning(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT * FROM audit_entry WHERE outcome = 'TRIMMED' ORDER BY id DESC LIMIT 1")) {
            return (row.next() ? Trimming.of(AuditRows.entry(row).record()) : Optional.<Trimming>empty())
                    .orElse(new Trimming(0, Sha256.NONE));
        }
    }

    private static Optional<Break> missing(Connection connection, Trimming known) throws SQLException {
        Optional<Trimming> found = link(connection, known.last());
        return found.isPresent() && found.get().equals(known)
                ? Optional.empty()
                : Optional.of(new Break(
                        known.last(),
                        found.isPresent()
                                ? "it has another hash than the one that was noted; the chain was written anew"
                                : "it was noted earlier and is not there"));
    }

    /**
     * Takes out the entries from before a time, and says so in the chain. What they sealed can no longer be verified.
     *
     * @return empty where there are none
     */
    public Optional<Trimming> trim(Instant before, Actor actor, Instant now) throws SQLException {
        return session.inTransaction(Connection.TRANSACTION_READ_COMMITTED, connection -> {
            AuditRows.Head head = AuditRows.head(connection, true);
            Optional<Trimming> last = lastBefore(connection, before);
            if (last.isEmpty()) {
                return last;
            }
            AuditRows.append(connection, head, last.get().record(now, actor, before));
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET LOCAL hexdispatch.audit_trim = 'on'");
                statement.executeUpdate(
                        "DELETE FROM audit_seal WHERE entry_id <= " + last.get().last());
                statement.executeUpdate(
                        "DELETE FROM audit_entry WHERE id <= " + last.get().last());
            }
            return last;
        });
    }

    private static Optional<Trimming> lastBefore(Connection connection, Instant before) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT id, hash FROM audit_entry WHERE id < (SELECT coalesce(min(id), 9223372036854775807)"
                        + " FROM audit_entry WHERE at >= ?) ORDER BY id DESC LIMIT 1")) {
            select.setObject(1, OffsetDateTime.ofInstant(before, ZoneOffset.UTC));
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Trimming(row.getLong(1), Sha256.ofBytes(row.getBytes(2))))
                        : Optional.empty();
            }
        }
    }

    @Override
    public void close() throws SQLException {
        session.close();
    }
}
