package io.hexdispatch.postgres;

import io.hexdispatch.figures.DaySegment;
import io.hexdispatch.figures.Fact;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Brings {@code figure_day} up to date, a step at a time. Each step is a transaction of its own that leaves everything right, whoever is
 * killed behind it; of several servers that try, one does it. Blocks: for a worker thread.
 *
 * <p>A filing or change that does not know that its event is to be sealed leaves no mark, so the seal must come after it. Its
 * transaction either holds a snapshot from before the announcement, or has a number (xid) already. So: announce, commit; take a number;
 * wait until nobody holds an older snapshot or number; all who did not know have ended their statements by now, so they have their
 * numbers: take another, and wait once more. Then a new snapshot sees all of them.
 */
final class FigureFold {
    /** The session's numbers are compared by their age, as they wrap around. */
    private static final String NOBODY_BELOW_HORIZON =
            """
            SELECT NOT EXISTS (SELECT FROM pg_stat_activity a, figure_seal s
              WHERE a.pid <> pg_backend_pid() AND a.datname = current_database()
                AND (age(a.backend_xid) > age(s.horizon::xid) OR age(a.backend_xmin) > age(s.horizon::xid)))
            """;

    /** A horizon that lies ahead came with a copy of another database, whose numbers mean nothing here. */
    private static final String STANDING =
            """
            SELECT s.sealed_id, s.announced_id, s.waited, coalesce((SELECT max(id) FROM event), 0) AS last_id,
              (SELECT count(*) FROM figure_change) AS changes, s.folded_at < now() - make_interval(secs => ?) AS is_old,
              s.horizon IS NOT NULL AND s.horizon < pg_current_xact_id() AS has_horizon
            FROM figure_seal s FOR UPDATE OF s SKIP LOCKED
            """;

    private static final String NEXT_SEAL =
            """
            SELECT max(id) AS last, count(*) AS events
            FROM (SELECT id FROM event WHERE id > ? AND id <= ? ORDER BY id LIMIT ?) e
            """;

    private static final String NEW_EVENTS = "WITH k AS (SELECT id FROM event WHERE id > ? AND id <= ?) ";
    private static final String CHANGED_EVENTS = "WITH k AS (SELECT * FROM unnest(?::bigint[]) AS t(id)) ";

    /** As many are brought in at once. */
    private static final int EVENTS_MAX = 20_000;

    private static final int CLEARED = 2;
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String SERIALIZATION_FAILURE = "40001";
    private static final OffsetDateTime EVER = OffsetDateTime.of(1970, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
    private static final OffsetDateTime NEVER = OffsetDateTime.of(9999, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    /** What a step came to. */
    enum Step {
        /** All is as it should be, or somebody else is at it. */
        NOTHING,
        /** Somebody is under way who must end first. */
        WAIT,
        /** Something was done, and more may be. */
        GO_ON
    }

    /** What is to be done next. */
    private enum Next {
        NOTHING,
        WAIT,
        GO_ON,
        FOLD
    }

    private final FigureSession session;
    private final int pendingMin;
    private final double secondsMax;

    /**
     * @param pendingMin so many events must be new or changed before they are brought in,
     * @param secondsMax or so long ago must it be that some were
     */
    FigureFold(FigureSession session, int pendingMin, double secondsMax) {
        this.session = session;
        this.pendingMin = pendingMin;
        this.secondsMax = secondsMax;
    }

    Step step() throws SQLException {
        return switch (session.inTransaction(Connection.TRANSACTION_READ_COMMITTED, this::prepare)) {
            case NOTHING -> Step.NOTHING;
            case WAIT -> Step.WAIT;
            case GO_ON -> Step.GO_ON;
            case FOLD -> foldUnlessTaken();
        };
    }

    private Next prepare(Connection connection) throws SQLException {
        long sealed;
        long announced;
        int waited;
        long last;
        long changes;
        boolean isOld;
        boolean hasHorizon;
        try (PreparedStatement statement = connection.prepareStatement(STANDING)) {
            statement.setDouble(1, secondsMax);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Next.NOTHING;
                }
                sealed = row.getLong("sealed_id");
                announced = row.getLong("announced_id");
                waited = row.getInt("waited");
                last = row.getLong("last_id");
                changes = row.getLong("changes");
                isOld = row.getBoolean("is_old");
                hasHorizon = row.getBoolean("has_horizon");
            }
        }
        if (announced > sealed) {
            return waited == CLEARED ? Next.FOLD : await(connection, hasHorizon);
        }
        long pending = last - sealed + changes;
        if (pending == 0 || pending < pendingMin && !isOld) {
            return Next.NOTHING;
        }
        if (last == sealed) {
            return Next.FOLD;
        }
        update(connection, "UPDATE figure_seal SET announced_id = " + last + ", horizon = NULL, waited = 0");
        return Next.GO_ON;
    }

    private static Next await(Connection connection, boolean hasHorizon) throws SQLException {
        if (!hasHorizon) {
            update(connection, "UPDATE figure_seal SET horizon = pg_current_xact_id(), waited = 0");
            return Next.GO_ON;
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(NOBODY_BELOW_HORIZON)) {
            row.next();
            if (!row.getBoolean(1)) {
                return Next.WAIT;
            }
        }
        update(connection, "UPDATE figure_seal SET horizon = pg_current_xact_id(), waited = waited + 1");
        return Next.GO_ON;
    }

    private static void update(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private Step foldUnlessTaken() throws SQLException {
        try {
            session.inTransaction(Connection.TRANSACTION_REPEATABLE_READ, connection -> {
                fold(connection);
                return null;
            });
            return Step.GO_ON;
        } catch (SQLException failure) {
            if (LOCK_NOT_AVAILABLE.equals(failure.getSQLState())
                    || SERIALIZATION_FAILURE.equals(failure.getSQLState())) {
                return Step.NOTHING;
            }
            throw failure;
        }
    }

    /** All in one snapshot: the marks that are taken out are those of changes that are seen. */
    private static void fold(Connection connection) throws SQLException {
        long sealed;
        long announced;
        boolean isCleared;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT * FROM figure_seal FOR UPDATE NOWAIT")) {
            row.next();
            sealed = row.getLong("sealed_id");
            announced = row.getLong("announced_id");
            isCleared = row.getInt("waited") == CLEARED;
        }
        long next = isCleared ? nextSeal(connection, sealed, announced) : sealed;
        List<Long> marks = new ArrayList<>();
        List<Long> changed = new ArrayList<>();
        readMarks(connection, marks, changed);
        Map<LocalDate, List<Fact>> byDay = new HashMap<>();
        newFacts(connection, sealed, next).forEach(fact -> byDay.computeIfAbsent(fact.day(), any -> new ArrayList<>())
                .add(fact));
        changedFacts(connection, changed).forEach(fact -> byDay.computeIfAbsent(fact.day(), any -> new ArrayList<>())
                .add(fact));
        for (Map.Entry<LocalDate, List<Fact>> day : byDay.entrySet()) {
            write(connection, day.getKey(), day.getValue());
        }
        try (PreparedStatement statement =
                connection.prepareStatement("DELETE FROM figure_change WHERE id = ANY (?)")) {
            statement.setArray(1, bigints(connection, marks));
            statement.executeUpdate();
        }
        update(
                connection,
                "UPDATE figure_seal SET folded_at = now(), sealed_id = " + next
                        + (next == announced ? ", horizon = NULL, waited = 0" : ""));
    }

    private static long nextSeal(Connection connection, long sealed, long announced) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(NEXT_SEAL)) {
            statement.setLong(1, sealed);
            statement.setLong(2, announced);
            statement.setInt(3, EVENTS_MAX);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong("events") < EVENTS_MAX ? announced : row.getLong("last");
            }
        }
    }

    private static void readMarks(Connection connection, List<Long> marks, List<Long> changed) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT id, event_id FROM figure_change ORDER BY id LIMIT ?")) {
            statement.setInt(1, EVENTS_MAX);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    marks.add(rows.getLong("id"));
                    changed.add(rows.getLong("event_id"));
                }
            }
        }
    }

    private static List<Fact> newFacts(Connection connection, long sealed, long next) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(NEW_EVENTS + FigureRows.OF_KEYS)) {
            statement.setLong(1, sealed);
            statement.setLong(2, next);
            statement.setObject(3, EVER);
            statement.setObject(4, NEVER);
            return FigureRows.read(statement);
        }
    }

    private static List<Fact> changedFacts(Connection connection, List<Long> changed) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(CHANGED_EVENTS + FigureRows.OF_KEYS)) {
            statement.setArray(
                    1, bigints(connection, changed.stream().distinct().toList()));
            statement.setObject(2, EVER);
            statement.setObject(3, NEVER);
            return FigureRows.read(statement);
        }
    }

    private static Array bigints(Connection connection, List<Long> numbers) throws SQLException {
        return connection.createArrayOf("bigint", numbers.toArray());
    }

    private static void write(Connection connection, LocalDate day, List<Fact> facts) throws SQLException {
        DaySegment segment = DaySegment.of(day, List.of());
        try (PreparedStatement statement = connection.prepareStatement("SELECT facts FROM figure_day WHERE day = ?")) {
            statement.setObject(1, day);
            try (ResultSet row = statement.executeQuery()) {
                if (row.next()) {
                    segment = DaySegment.read(day, row.getBytes("facts"), UnaryOperator.identity());
                }
            }
        }
        DaySegment written = segment.with(facts);
        try (PreparedStatement statement = connection.prepareStatement(
                """
                INSERT INTO figure_day (day, version, rows, facts) VALUES (?, nextval('figure_version'), ?, ?)
                ON CONFLICT (day) DO UPDATE SET version = excluded.version, rows = excluded.rows, facts = excluded.facts
                """)) {
            statement.setObject(1, day);
            statement.setInt(2, written.size());
            statement.setBytes(3, written.toBytes());
            statement.executeUpdate();
        }
    }
}
