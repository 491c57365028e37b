package io.hexdispatch.postgres;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.assignment.Explanation;
import io.hexdispatch.assignment.LiveRules;
import io.hexdispatch.category.Categories;
import io.hexdispatch.deadline.Deadline;
import io.hexdispatch.deadline.RunningDeadlines;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.event.HistoryEntry;
import io.hexdispatch.event.Particulars;
import io.hexdispatch.flow.Dossier;
import io.hexdispatch.flow.EventQuery;
import io.hexdispatch.flow.Events;
import io.hexdispatch.flow.Filed;
import io.hexdispatch.flow.Filing;
import io.hexdispatch.flow.FindingNews;
import io.hexdispatch.flow.RefusedException;
import io.hexdispatch.grid.coordinate.LonLat;
import io.hexdispatch.jointhandling.JointHandling;
import io.hexdispatch.jointhandling.JointStatus;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.order.IllegalTransitionException;
import io.hexdispatch.postgres.DeadlineRows.Written;
import io.hexdispatch.supervision.Finding;
import io.hexdispatch.wire.ExplanationJson;
import io.hexdispatch.wire.ParticularsJson;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.StreamSupport;

/** All events in PostgreSQL. For one event loop. */
public final class PostgresEvents implements Events {
    /** Larger groups gain nothing more, and make the first of a group wait for the last. */
    private static final int GROUP_MAX = 256;
    /** Two, so that one group is prepared while the other is written to disk. */
    private static final int GROUPS_UNDER_WAY_MAX = 2;

    private static final int WAITING_MAX = 20_000;

    static final String DUE = "SELECT id, filed_at FROM event WHERE due_at <= $1 ORDER BY due_at LIMIT $2";

    /** PostgreSQL's code (SQLSTATE) for it. */
    private static final String UNIQUE_VIOLATION = "23505";

    private record Key(String source, String sourceEventId) {
        static Key of(Filing filing) {
            return new Key(filing.report().source(), filing.report().sourceEventId());
        }
    }

    /** What a change did to deadlines, and what is irregular about it. */
    private record Consequences(Written deadlines, List<Finding> found) {
        static final Consequences NONE = new Consequences(Written.NOTHING, List.of());
    }

    /** A change with what came of it and of those going with it. */
    private record Changed(CaseFile.Change change, List<Consequences> consequences) {}

    private final Pool pool;
    private final CaseFileRows rows;
    private final DeadlineRows deadlines;
    private final FindingRows findings;
    private final GroupCommit<Filing, Filed> filings;
    private final Map<Key, Future<Filed>> underWay = new HashMap<>();

    /**
     * @param rules say which deadlines an event has
     * @param running is told of them when they are committed
     * @param news told of what is irregular about a change when it is committed
     */
    public PostgresEvents(
            Pool pool, Categories categories, LiveRules rules, RunningDeadlines running, FindingNews news) {
        this.pool = pool;
        this.findings = new FindingRows(news);
        this.deadlines = new DeadlineRows(rules, running);
        this.rows = new CaseFileRows(categories);
        this.filings = new GroupCommit<>(GROUP_MAX, GROUPS_UNDER_WAY_MAX, WAITING_MAX, this::commitFilings);
    }

    /** How many reports wait to be committed. */
    public int waiting() {
        return filings.waiting();
    }

    /** @param observer told how many reports each commit holds */
    public void observeGroups(IntConsumer observer) {
        filings.observeGroups(observer);
    }

    @Override
    public Future<Filed> file(Filing filing) {
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
                                new Filed(caseFile, explanation(row), false));
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

    private static Explanation explanation(Row row) {
        return ExplanationJson.read(row.get(JsonObject.class, "explanation"));
    }

    @Override
    public Future<Optional<CaseFile>> find(EventNumber number) {
        return pool.preparedQuery(CaseFileRows.SELECT + "WHERE e.id = $1")
                .execute(Tuple.of(number.id()))
                .map(found -> one(found, number));
    }

    /** The serial number alone finds the row; the day must be right as well. */
    private Optional<CaseFile> one(RowSet<Row> found, EventNumber number) {
        return StreamSupport.stream(found.spliterator(), false)
                .map(rows::read)
                .filter(caseFile -> caseFile.event().number().equals(number))
                .findFirst();
    }

    @Override
    public Future<Optional<Dossier>> dossier(EventNumber number) {
        return pool.preparedQuery(CaseFileRows.SELECT + "WHERE e.id = $1")
                .execute(Tuple.of(number.id()))
                .compose(found -> {
                    Optional<CaseFile> caseFile = one(found, number);
                    if (caseFile.isEmpty()) {
                        return Future.succeededFuture(Optional.empty());
                    }
                    Explanation explanation = explanation(found.iterator().next());
                    return pool.preparedQuery("SELECT h.*, j.status AS joint FROM event_history h"
                                    + " LEFT JOIN joint_handling j ON j.event_id = h.event_id"
                                    + " WHERE h.event_id = $1 ORDER BY h.seq")
                            .execute(Tuple.of(number.id()))
                            .map(lines -> Optional.of(dossier(caseFile.get(), explanation, lines)));
                });
    }

    private static Dossier dossier(CaseFile caseFile, Explanation explanation, RowSet<Row> lines) {
        return new Dossier(
                caseFile,
                explanation,
                StreamSupport.stream(lines.spliterator(), false)
                        .map(PostgresEvents::historyEntry)
                        .toList(),
                StreamSupport.stream(lines.spliterator(), false)
                        .flatMap(row -> Optional.ofNullable(row.getString("joint")).stream())
                        .findFirst()
                        .map(text -> JointStatus.valueOf(text)
                                .beside(caseFile.event().status())));
    }

    static HistoryEntry historyEntry(Row row) {
        return new HistoryEntry(
                row.getOffsetDateTime("at").toInstant(),
                new Actor(Role.valueOf(row.getString("actor_role")), row.getString("actor")),
                Optional.ofNullable(row.getInteger("ordinal")),
                row.getString("action"),
                Optional.ofNullable(row.getString("from_status")),
                row.getString("to_status"),
                Optional.ofNullable(row.getString("reason")),
                Optional.ofNullable(row.get(JsonObject.class, "particulars"))
                        .map(ParticularsJson::read)
                        .orElse(Particulars.NOTHING));
    }

    @Override
    public Future<List<CaseFile>> list(EventQuery query) {
        ListStatement statement = ListStatement.of(query);
        return pool.preparedQuery(statement.sql()).execute(statement.tuple()).map(this::all);
    }

    private List<CaseFile> all(RowSet<Row> found) {
        return StreamSupport.stream(found.spliterator(), false).map(rows::read).toList();
    }

    @Override
    public Future<List<CaseFile>> openOrdersOf(Actor holder, int limit) {
        String column = holder.role() == Role.UNIT ? "unit" : "responder";
        return pool.preparedQuery(CaseFileRows.SELECT + "WHERE EXISTS (SELECT 1 FROM dispatch_order o WHERE o." + column
                        + " = $1 AND o.event_id = e.id AND " + CaseFileRows.OPEN_ORDER + ") ORDER BY e.id LIMIT $2")
                .execute(Tuple.of(holder.id(), limit))
                .map(this::all);
    }

    @Override
    public Future<CaseFile.Change> change(EventNumber number, CaseDecision decision) {
        return pool.<Changed>withTransaction(connection -> connection
                        // Locked in a statement of its own: the next one then sees the orders as whoever held the lock
                        // left them.
                        .preparedQuery("SELECT FROM event WHERE id = $1 FOR UPDATE")
                        .execute(Tuple.of(number.id()))
                        .compose(locked -> connection
                                .preparedQuery(CaseFileRows.SELECT + "WHERE e.id = $1")
                                .execute(Tuple.of(number.id())))
                        .compose(found -> {
                            CaseFile caseFile = one(found, number)
                                    .orElseThrow(() -> new RefusedException(
                                            RefusedException.Kind.NOT_FOUND, "there is no event " + number));
                            try {
                                return write(connection, decision.on(caseFile));
                            } catch (IllegalTransitionException e) {
                                throw RefusedException.of(e);
                            }
                        }))
                .map(this::committed);
    }

    private CaseFile.Change committed(Changed changed) {
        for (Consequences consequences : changed.consequences()) {
            deadlines.committed(consequences.deadlines());
            findings.committed(consequences.found());
        }
        return changed.change();
    }

    /** Writes a change, and that of the events that are merged into this one and go with it. */
    private Future<Changed> write(SqlConnection connection, CaseFile.Change change) {
        if (change.taken().isEmpty()) {
            return writeAlone(connection, change).map(written -> new Changed(change, List.of(written)));
        }
        // They were all filed later than this one, so that everybody locks in the same order.
        return locked(connection, change.taken().stream().map(EventNumber::id).toList())
                .compose(taken -> {
                    CaseFile.Change whole = change.with(taken);
                    List<Consequences> written = new ArrayList<>();
                    Future<?> all = writeAlone(connection, change).onSuccess(written::add);
                    for (CaseFile.Change along : whole.along()) {
                        all = all.compose(done -> writeAlone(connection, along).onSuccess(written::add));
                    }
                    return all.map(done -> new Changed(whole, written));
                });
    }

    private Future<Consequences> writeAlone(SqlConnection connection, CaseFile.Change change) {
        return change.isNothing()
                ? Future.succeededFuture(Consequences.NONE)
                : ChangeStatements.write(connection, change)
                        .compose(done -> DuplicateRows.follow(connection, change))
                        .compose(done -> deadlines.follow(connection, change))
                        .compose(written ->
                                findings.follow(connection, change).map(found -> new Consequences(written, found)));
    }

    /** Case files, locked and read in the order of their numbers. */
    private Future<List<CaseFile>> locked(SqlConnection connection, List<Long> ids) {
        Tuple tuple = Tuple.tuple().addArrayOfLong(ids.toArray(Long[]::new));
        return connection
                .preparedQuery("SELECT FROM event WHERE id = ANY($1) ORDER BY id FOR UPDATE")
                .execute(tuple)
                .compose(locked -> connection
                        .preparedQuery(CaseFileRows.SELECT + "WHERE e.id = ANY($1) ORDER BY e.id")
                        .execute(tuple))
                .map(this::all);
    }

    @Override
    public Future<List<CaseFile.Change>> changeAll(Set<EventNumber> numbers, CaseDecisions decisions) {
        return pool.<List<Changed>>withTransaction(connection -> locked(
                                connection,
                                numbers.stream().map(EventNumber::id).toList())
                        .compose(found -> {
                            List<EventNumber> there = found.stream()
                                    .map(caseFile -> caseFile.event().number())
                                    .toList();
                            numbers.stream()
                                    .filter(number -> !there.contains(number))
                                    .findFirst()
                                    .ifPresent(number -> {
                                        throw new RefusedException(
                                                RefusedException.Kind.NOT_FOUND, "there is no event " + number);
                                    });
                            try {
                                return writeAll(connection, decisions.on(found));
                            } catch (IllegalTransitionException e) {
                                throw RefusedException.of(e);
                            }
                        }))
                .map(all -> all.stream().map(this::committed).toList());
    }

    private Future<List<Changed>> writeAll(SqlConnection connection, List<CaseFile.Change> changes) {
        List<Changed> written = new ArrayList<>();
        Future<?> all = Future.succeededFuture();
        for (CaseFile.Change change : changes) {
            all = all.compose(done -> write(connection, change).onSuccess(written::add));
        }
        return all.map(done -> written);
    }

    @Override
    public Future<List<Open>> open(long after, int limit) {
        return pool.preparedQuery(
                        "SELECT id, filed_at, longitude, latitude, map_version, city, county, township, community,"
                                + " cell, micro_cell, dedicated FROM event"
                                + " WHERE id > $1 AND status NOT IN ('CLOSED', 'VOIDED') ORDER BY id LIMIT $2")
                .execute(Tuple.of(after, limit))
                .map(found -> StreamSupport.stream(found.spliterator(), false)
                        .map(row -> new Open(
                                EventNumber.of(row.getOffsetDateTime("filed_at").toInstant(), row.getLong("id")),
                                new LonLat(row.getDouble("longitude"), row.getDouble("latitude")),
                                CaseFileRows.jurisdiction(row)))
                        .toList());
    }

    @Override
    public Future<List<EventNumber>> due(Instant now, int limit) {
        return pool.preparedQuery(DUE)
                .execute(Tuple.of(Columns.time(now), limit))
                .map(found -> StreamSupport.stream(found.spliterator(), false)
                        .map(row ->
                                EventNumber.of(row.getOffsetDateTime("filed_at").toInstant(), row.getLong("id")))
                        .toList());
    }
}
