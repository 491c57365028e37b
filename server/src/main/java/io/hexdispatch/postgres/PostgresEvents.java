package io.hexdispatch.postgres;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.assignment.Explanation;
import io.hexdispatch.assignment.LiveRules;
import io.hexdispatch.category.Categories;
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
import io.hexdispatch.jointhandling.JointStatus;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.order.IllegalTransitionException;
import io.hexdispatch.postgres.DeadlineRows.Written;
import io.hexdispatch.supervision.Finding;
import io.hexdispatch.wire.ParticularsJson;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.StreamSupport;

/** All events in PostgreSQL. For one event loop. */
public final class PostgresEvents implements Events {
    static final String DUE = "SELECT id, filed_at FROM event WHERE due_at <= $1 ORDER BY due_at LIMIT $2";

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
    private final EventFilings filings;

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
        this.filings = new EventFilings(pool, rows, deadlines);
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
        return filings.file(filing);
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
                    Explanation explanation =
                            CaseFileRows.explanation(found.iterator().next());
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
