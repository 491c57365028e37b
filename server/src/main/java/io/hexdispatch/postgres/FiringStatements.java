package io.hexdispatch.postgres;

import io.hexdispatch.access.Actor;
import io.hexdispatch.deadline.Deadline;
import io.hexdispatch.deadline.DeadlineKey;
import io.hexdispatch.deadline.RunningDeadlines.Alarm;
import io.hexdispatch.event.HistoryEntry;
import io.hexdispatch.flow.Deadlines.Signalled;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.postgres.Columns.HistoryRow;
import io.hexdispatch.postgres.DeadlineRows.Written;
import io.hexdispatch.supervision.Finding;
import io.hexdispatch.supervision.FindingRules;
import io.hexdispatch.supervision.Irregularity;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Claims deadlines that are due, and writes the history of it, in one transaction that holds the locks of their events. */
final class FiringStatements {
    /** Keys alone, so that no statistics can make reading a whole table look cheap. */
    static final String DUE =
            """
            SELECT d.* FROM unnest($1::bigint[], $2::int[], $3::text[]) AS k(event_id, ordinal, kind)
            CROSS JOIN LATERAL (SELECT * FROM deadline d WHERE d.event_id = k.event_id AND d.ordinal = k.ordinal
              AND d.kind = k.kind LIMIT 1) d
            """;

    private static final String CASE_FILES = "SELECT c.* FROM unnest($1::bigint[]) AS k(id) CROSS JOIN LATERAL ("
            + CaseFileRows.SELECT + "WHERE e.id = k.id LIMIT 1) c";

    /** Whoever claims a deadline must find it where he believes it to be: what was fired already is at another step, and what ended has no next moment. */
    static final String CLAIM =
            """
            UPDATE deadline d SET step = n.step, next_at = n.next_at
            FROM unnest($1::bigint[], $2::int[], $3::text[], $4::int[], $5::timestamptz[], $6::int[], $7::timestamptz[])
              AS n(event_id, ordinal, kind, step, next_at, old_step, old_next_at)
            WHERE d.event_id = n.event_id AND d.ordinal = n.ordinal AND d.kind = n.kind
              AND d.step = n.old_step AND d.next_at = n.old_next_at AND d.stopped_at IS NULL
            RETURNING d.event_id, d.ordinal, d.kind
            """;

    /** What was fired, what was irregular about it, and what the timer must know when it is committed. */
    record Firing(List<Signalled> signalled, List<Finding> found, Written written) {}

    private record Claim(Deadline before, Deadline.Fired fired) {}

    private final CaseFileRows caseFiles;
    private final DeadlineRows rows;

    FiringStatements(CaseFileRows caseFiles, DeadlineRows rows) {
        this.caseFiles = caseFiles;
        this.rows = rows;
    }

    Future<Firing> fire(SqlConnection connection, List<Alarm> alarms, Instant now) {
        List<DeadlineKey> keys = alarms.stream().map(Alarm::key).toList();
        Long[] events =
                keys.stream().map(DeadlineKey::eventId).distinct().sorted().toArray(Long[]::new);
        // In the order of their numbers, so that two who lock several never wait for each other.
        return connection
                .preparedQuery("SELECT FROM event WHERE id = ANY($1::bigint[]) ORDER BY id FOR UPDATE")
                .execute(Tuple.tuple().addArrayOfLong(events))
                .compose(locked -> connection.preparedQuery(DUE).execute(keyColumns(keys)))
                .compose(found -> {
                    List<Deadline> open = new ArrayList<>();
                    for (Row row : found) {
                        if (DeadlineRows.isOpen(row)) {
                            open.add(DeadlineRows.read(row));
                        }
                    }
                    return connection
                            .preparedQuery(CASE_FILES)
                            .execute(Tuple.tuple().addArrayOfLong(events))
                            .compose(files -> claim(connection, open, caseFiles(files), now));
                });
    }

    private Map<Long, CaseFile> caseFiles(Iterable<Row> found) {
        Map<Long, CaseFile> byId = new HashMap<>();
        for (Row row : found) {
            CaseFile caseFile = caseFiles.read(row);
            byId.put(caseFile.event().number().id(), caseFile);
        }
        return byId;
    }

    private Future<Firing> claim(
            SqlConnection connection, List<Deadline> open, Map<Long, CaseFile> files, Instant now) {
        List<Claim> claims = new ArrayList<>();
        List<Deadline> asTheyAre = new ArrayList<>();
        for (Deadline deadline : open) {
            boolean due = deadline.stoppedAt().isEmpty()
                    && deadline.nextAt().filter(next -> !next.isAfter(now)).isPresent();
            if (due) {
                claims.add(new Claim(
                        deadline,
                        deadline.fire(rows.rules().calendar(deadline.terms().calendar()))));
            } else {
                asTheyAre.add(deadline);
            }
        }
        if (claims.isEmpty()) {
            return Future.succeededFuture(new Firing(List.of(), List.of(), new Written(List.of(), asTheyAre)));
        }
        return connection.preparedQuery(CLAIM).execute(claimColumns(claims)).compose(claimed -> {
            Set<DeadlineKey> mine = new HashSet<>();
            claimed.forEach(row -> mine.add(DeadlineRows.key(row)));
            List<Signalled> signalled = new ArrayList<>();
            for (Claim claim : claims) {
                if (mine.contains(claim.before().key())) {
                    signalled.add(new Signalled(files.get(claim.before().key().eventId()), claim.fired(), now));
                    asTheyAre.add(claim.fired().after());
                }
            }
            return writeHistory(connection, signalled)
                    .compose(done -> FindingRows.insert(connection, missed(signalled)))
                    .map(found -> new Firing(signalled, found, new Written(List.of(), asTheyAre)));
        });
    }

    private static Future<?> writeHistory(SqlConnection connection, List<Signalled> signalled) {
        Map<Long, Integer> counts = new HashMap<>();
        List<HistoryRow> lines = signalled.stream()
                .map(each -> new HistoryRow(
                        each.fired().after().key().eventId(),
                        counts.merge(each.fired().after().key().eventId(), 1, Integer::sum),
                        entry(each)))
                .toList();
        return ChangeStatements.insertHistory(connection, lines);
    }

    private static List<Irregularity> missed(List<Signalled> signalled) {
        return signalled.stream()
                .flatMap(each -> FindingRules.missed(each.caseFile(), each.fired(), entry(each)).stream())
                .toList();
    }

    private static HistoryEntry entry(Signalled signalled) {
        Deadline deadline = signalled.fired().after();
        Optional<Integer> ordinal = Optional.of(deadline.key().ordinal()).filter(order -> order > 0);
        String status = ordinal.flatMap(order -> signalled.caseFile().order(order))
                .map(order -> order.status().name())
                .orElse(signalled.caseFile().event().status().name());
        return new HistoryEntry(
                signalled.at(),
                Actor.SYSTEM,
                ordinal,
                signalled.fired().signal().text(),
                Optional.empty(),
                status,
                Optional.of(deadline.key().kind().text() + " within "
                        + deadline.terms().limit() + " is due " + deadline.dueAt()
                        + signalled.fired().told().map(told -> "; told " + told).orElse("")));
    }

    private static Tuple keyColumns(List<DeadlineKey> keys) {
        return Tuple.tuple()
                .addArrayOfLong(Columns.longs(keys, DeadlineKey::eventId))
                .addArrayOfInteger(Columns.integers(keys, DeadlineKey::ordinal))
                .addArrayOfString(Columns.texts(keys, key -> key.kind().name()));
    }

    private static Tuple claimColumns(List<Claim> claims) {
        List<Deadline> before = claims.stream().map(Claim::before).toList();
        List<Deadline> after =
                claims.stream().map(claim -> claim.fired().after()).toList();
        return keyColumns(before.stream().map(Deadline::key).toList())
                .addArrayOfInteger(Columns.integers(after, Deadline::step))
                .addArrayOfOffsetDateTime(DeadlineRows.times(after, Deadline::nextAt))
                .addArrayOfInteger(Columns.integers(before, Deadline::step))
                .addArrayOfOffsetDateTime(DeadlineRows.times(before, Deadline::nextAt));
    }
}
