package io.hexdispatch.postgres;

import io.hexdispatch.figures.DaySegment;
import io.hexdispatch.figures.Fact;
import io.hexdispatch.figures.FigureQuery;
import io.hexdispatch.figures.FigureScan;
import io.hexdispatch.figures.FigureScan.Part;
import io.hexdispatch.figures.Figures;
import io.hexdispatch.flow.RefusedException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts what is in {@code figure_day}, with what changed since in its place, all in one snapshot. Days that were read are kept while
 * their version is the same. Blocks: for one worker thread at a time.
 */
final class FigureReader {
    /** More that is not counted beforehand would take longer than a second. */
    static final long UNCOUNTED_MAX = 20_000;

    private static final int DAYS_AT_ONCE = 32;
    private static final int WORDS_MAX = 2_000_000;

    private static final String UNCOUNTED =
            """
            SELECT coalesce((SELECT count(*) FROM (SELECT id FROM event WHERE id > s.sealed_id LIMIT ?) e), 0)
              + (SELECT count(*) FROM figure_change) AS uncounted, s.sealed_id,
              (SELECT max(id) FROM event) AS last_id
            FROM figure_seal s
            """;

    private static final String CHANGED_SINCE =
            "WITH k AS (SELECT id FROM event WHERE id > ? UNION SELECT event_id FROM figure_change) ";

    private record Kept(long version, DaySegment segment) {}

    private final FigureSession session;
    private final long rowsMax;
    private final Map<LocalDate, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<String, String> words = new HashMap<>();
    private long keptRows;

    /** @param rowsMax as many events are kept in memory, at about 30 bytes each */
    FigureReader(FigureSession session, long rowsMax) {
        this.session = session;
        this.rowsMax = rowsMax;
    }

    Figures count(FigureQuery query, Instant now) throws SQLException {
        List<Part> parts = session.inTransaction(Connection.TRANSACTION_REPEATABLE_READ, connection -> {
            long sealed = checkUncounted(connection);
            Map<LocalDate, DaySegment> days = days(connection, query);
            return parts(days, changedSince(connection, sealed, query));
        });
        return new FigureScan(query, now).count(parts);
    }

    /** Reads days and keeps them, where the memory is enough for all. */
    void readAhead(LocalDate from, LocalDate to) throws SQLException {
        session.inTransaction(Connection.TRANSACTION_REPEATABLE_READ, connection -> {
            Map<LocalDate, Long> versions = new TreeMap<>();
            return rows(connection, from, to, versions) > rowsMax ? Map.of() : days(connection, versions);
        });
    }

    boolean hasReported(String source) throws SQLException {
        return session.inTransaction(Connection.TRANSACTION_READ_COMMITTED, connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT EXISTS (SELECT FROM event WHERE source = ?)")) {
                statement.setString(1, source);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    return row.getBoolean(1);
                }
            }
        });
    }

    private static long checkUncounted(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(UNCOUNTED)) {
            statement.setLong(1, UNCOUNTED_MAX + 1);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                if (row.getLong("uncounted") > UNCOUNTED_MAX) {
                    throw new RefusedException(
                            RefusedException.Kind.BUSY,
                            "the figures are being prepared: of the events up to serial number "
                                    + row.getLong("last_id") + " those up to " + row.getLong("sealed_id")
                                    + " are counted; ask again in a minute");
                }
                return row.getLong("sealed_id");
            }
        }
    }

    private Map<LocalDate, DaySegment> days(Connection connection, FigureQuery query) throws SQLException {
        Map<LocalDate, Long> versions = new TreeMap<>();
        long rows = rows(connection, query.from(), query.to(), versions);
        if (rows > rowsMax) {
            throw new RefusedException(
                    RefusedException.Kind.INVALID,
                    "from, to: " + rows
                            + " events were filed in that time, and the memory of this server is enough for " + rowsMax
                            + " at once; ask for a shorter time");
        }
        return days(connection, versions);
    }

    /** How many events the days have, whose versions are put into a map. */
    private static long rows(Connection connection, LocalDate from, LocalDate to, Map<LocalDate, Long> versions)
            throws SQLException {
        long rows = 0;
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT day, version, rows FROM figure_day WHERE day >= ? AND day <= ?")) {
            statement.setObject(1, from);
            statement.setObject(2, to);
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    versions.put(found.getObject("day", LocalDate.class), found.getLong("version"));
                    rows += found.getInt("rows");
                }
            }
        }
        return rows;
    }

    private Map<LocalDate, DaySegment> days(Connection connection, Map<LocalDate, Long> versions) throws SQLException {
        Map<LocalDate, DaySegment> days = new TreeMap<>();
        List<LocalDate> missing = new ArrayList<>();
        versions.forEach((day, version) -> {
            Kept known = kept.get(day);
            if (known != null && known.version() == version) {
                days.put(day, known.segment());
            } else {
                missing.add(day);
            }
        });
        for (int i = 0; i < missing.size(); i += DAYS_AT_ONCE) {
            load(connection, missing.subList(i, Math.min(missing.size(), i + DAYS_AT_ONCE)), days);
        }
        return days;
    }

    private void load(Connection connection, List<LocalDate> missing, Map<LocalDate, DaySegment> days)
            throws SQLException {
        if (words.size() > WORDS_MAX) {
            words.clear();
        }
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT d.* FROM unnest(?::date[]) AS k(day) CROSS JOIN LATERAL"
                        + " (SELECT * FROM figure_day d WHERE d.day = k.day LIMIT 1) d")) {
            statement.setArray(1, connection.createArrayOf("date", missing.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    LocalDate day = row.getObject("day", LocalDate.class);
                    DaySegment segment = DaySegment.read(
                            day, row.getBytes("facts"), word -> words.computeIfAbsent(word, same -> same));
                    days.put(day, segment);
                    keep(day, new Kept(row.getLong("version"), segment));
                }
            }
        }
    }

    private void keep(LocalDate day, Kept next) {
        Kept before = kept.put(day, next);
        keptRows +=
                next.segment().size() - (before == null ? 0 : before.segment().size());
        var eldest = kept.entrySet().iterator();
        while (keptRows > rowsMax && eldest.hasNext()) {
            keptRows -= eldest.next().getValue().segment().size();
            eldest.remove();
        }
    }

    private static List<Fact> changedSince(Connection connection, long sealed, FigureQuery query) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(CHANGED_SINCE + FigureRows.OF_KEYS)) {
            statement.setLong(1, sealed);
            statement.setObject(2, startOf(query.from()));
            statement.setObject(3, startOf(query.to().plusDays(1)));
            return FigureRows.read(statement);
        }
    }

    private static OffsetDateTime startOf(LocalDate day) {
        return day.atStartOfDay(Fact.ZONE).toOffsetDateTime();
    }

    private static List<Part> parts(Map<LocalDate, DaySegment> days, List<Fact> changed) {
        Map<LocalDate, BitSet> hidden = new HashMap<>();
        Map<LocalDate, List<Fact>> changedByDay = new TreeMap<>();
        for (Fact fact : changed) {
            changedByDay.computeIfAbsent(fact.day(), any -> new ArrayList<>()).add(fact);
            DaySegment segment = days.get(fact.day());
            int row = segment == null ? -1 : segment.row(fact.event());
            if (row >= 0) {
                hidden.computeIfAbsent(fact.day(), any -> new BitSet()).set(row);
            }
        }
        List<Part> parts = new ArrayList<>();
        days.forEach((day, segment) -> parts.add(new Part(segment, hidden.getOrDefault(day, new BitSet()))));
        changedByDay.forEach((day, facts) -> parts.add(new Part(DaySegment.of(day, facts), new BitSet())));
        return parts;
    }
}
