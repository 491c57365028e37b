package io.hexdispatch.postgres;

import io.hexdispatch.deadline.Deadline;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.flow.Filed;
import io.hexdispatch.flow.Filing;
import io.hexdispatch.jointhandling.JointHandling;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.postgres.DeadlineRows.Written;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.StreamSupport;

/** The filing of events in groups, each group by one statement; what was filed before is answered with what stands there. For one event loop. */
final class EventFilings {
    /** Larger groups gain nothing more, and make the first of a group wait for the last. */
    private static final int GROUP_MAX = 256;
    /** Two, so that one group is prepared while the other is written to disk. */
    private static final int GROUPS_UNDER_WAY_MAX = 2;

    private static final int WAITING_MAX = 20_000;

    /** PostgreSQL's code (SQLSTATE) for it. */
    private static final String UNIQUE_VIOLATION = "23505";

    private record Key(String source, String sourceEventId) {
        static Key of(Filing filing) {
            return new Key(filing.report().source(), filing.report().sourceEventId());
        }
    }

    private final Pool pool;
    private final CaseFileRows rows;
    private final DeadlineRows deadlines;
    private final GroupCommit<Filing, Filed> filings;
    private final Map<Key, Future<Filed>> underWay = new HashMap<>();

    EventFilings(Pool pool, CaseFileRows rows, DeadlineRows deadlines) {
        this.pool = pool;
        this.rows = rows;
        this.deadlines = deadlines;
        this.filings = new GroupCommit<>(GROUP_MAX, GROUPS_UNDER_WAY_MAX, WAITING_MAX, this::commitFilings);
    }

    /** How many reports wait to be committed. */
    int waiting() {
        return filings.waiting();
    }

    /** @param observer told how many reports each commit holds */
    void observeGroups(IntConsumer observer) {
        filings.observeGroups(observer);
    }

    /** Two reports of one key that come together are one, filed once. */
    Future<Filed> file(Filing filing) {
        Key key = Key.of(filing);
        Future<Filed> twin = underWay.get(key);
        if (twin != null) {
            return twin.map(filed -> new Filed(filed.caseFile(), filed.explanation(), false));
        }
        Future<Filed> filed = filings.submit(filing);
        if (!filed.isComplete()) {
            underWay.put(key, filed);
            filed.onComplete(done -> underWay.remove(key));
        }
        return filed;
    }

    private Future<List<Filed>> commitFilings(List<Filing> group) {
        // Somebody else's report of the same key that came in between is committed now, and found at the second look.
        return pool.withConnection(connection -> tryFiling(connection, group)
                .recover(failure -> failure instanceof PgException refused
                                && refused.getSqlState().equals(UNIQUE_VIOLATION)
                        ? tryFiling(connection, group)
                        : Future.failedFuture(failure)));
    }

    private Future<List<Filed>> tryFiling(SqlConnection connection, List<Filing> group) {
        return idsOrNone(connection, group).compose(ids -> fileNew(connection, group, ids));
    }

    /** For each report an id, or null where it was filed before. */
    private static Future<List<Long>> idsOrNone(SqlConnection connection, List<Filing> group) {
        return connection
                .preparedQuery(
                        """
                        SELECT CASE WHEN filed.known IS NULL THEN nextval('event_id') END AS id
                        FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS k(source, source_event_id, rank)
                        LEFT JOIN LATERAL (SELECT true AS known FROM event e
                          WHERE e.source = k.source AND e.source_event_id = k.source_event_id LIMIT 1) filed ON true
                        ORDER BY rank
                        """)
                .execute(keys(group))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getLong("id"))
                        .toList());
    }

    private static CaseFile.Change opened(Filing filing, long id) {
        return CaseFile.reported(EventNumber.of(filing.filedAt(), id), filing.report(), filing.jurisdiction())
                .file(
                        filing.assignment().orders(),
                        filing.assignment().explanation().queueReason(),
                        filing.filedAt());
    }

    /** Files what is new; what was filed before is answered with what stands there. */
    private Future<List<Filed>> fileNew(SqlConnection connection, List<Filing> group, List<Long> ids) {
        List<Filing> filings = new ArrayList<>(group.size());
        List<CaseFile.Change> changes = new ArrayList<>(group.size());
        List<Filing> old = new ArrayList<>();
        for (int i = 0; i < group.size(); i++) {
            if (ids.get(i) == null) {
                old.add(group.get(i));
            } else {
                filings.add(group.get(i));
                changes.add(opened(group.get(i), ids.get(i)));
            }
        }
        List<Deadline> begun = changes.stream()
                .flatMap(change -> deadlines.moved(change).begun().stream())
                .toList();
        Future<?> filed = filings.isEmpty()
                ? Future.succeededFuture()
                : insert(connection, filings, changes, begun)
                        .onSuccess(committed -> deadlines.committed(new Written(List.of(), begun)));
        return filed.compose(done ->
                        old.isEmpty() ? Future.succeededFuture(Map.<Key, Filed>of()) : filedBefore(connection, old))
                .map(before -> {
                    Iterator<CaseFile.Change> opened = changes.iterator();
                    List<Filed> answers = new ArrayList<>(group.size());
                    for (int i = 0; i < group.size(); i++) {
                        Filing filing = group.get(i);
                        answers.add(
                                ids.get(i) == null
                                        ? before.get(Key.of(filing))
                                        : new Filed(
                                                opened.next().after(),
                                                filing.assignment().explanation(),
                                                true));
                    }
                    return answers;
                });
    }

    private static Future<?> insert(
            SqlConnection connection, List<Filing> filings, List<CaseFile.Change> changes, List<Deadline> begun) {
        List<JointHandling> joint = new ArrayList<>(0);
        for (int i = 0; i < filings.size(); i++) {
            EventNumber number = changes.get(i).after().event().number();
            Filing filing = filings.get(i);
            filing.joint().ifPresent(proposal -> joint.add(proposal.of(number, filing.filedAt())));
        }
        Tuple tuple = FilingStatement.tuple(filings, changes, begun);
        if (joint.isEmpty()) {
            return connection.preparedQuery(FilingStatement.SQL).execute(tuple);
        }
        JointStatements.addBegun(tuple, joint);
        return connection.preparedQuery(JointStatements.FILING).execute(tuple);
    }

    private Future<Map<Key, Filed>> filedBefore(SqlConnection connection, List<Filing> old) {
        return connection
                .preparedQuery(
                        CaseFileRows.SELECT
                                + "JOIN unnest($1::text[], $2::text[]) AS k(source, source_event_id) USING (source, source_event_id)")
                .execute(keys(old))
                .map(found -> {
                    Map<Key, Filed> before = new HashMap<>();
                    for (Row row : found) {
                        CaseFile caseFile = rows.read(row);
                        before.put(
                                new Key(
                                        caseFile.event().report().source(),
                                        caseFile.event().report().sourceEventId()),
                                new Filed(caseFile, CaseFileRows.explanation(row), false));
                    }
                    return before;
                });
    }

    private static Tuple keys(List<Filing> filings) {
        return Tuple.tuple()
                .addArrayOfString(
                        Columns.texts(filings, filing -> filing.report().source()))
                .addArrayOfString(
                        Columns.texts(filings, filing -> filing.report().sourceEventId()));
    }
}
