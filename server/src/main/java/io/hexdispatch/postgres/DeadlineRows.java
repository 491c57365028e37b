package io.hexdispatch.postgres;

import io.hexdispatch.assignment.LiveRules;
import io.hexdispatch.deadline.CaseDeadlines;
import io.hexdispatch.deadline.Deadline;
import io.hexdispatch.deadline.DeadlineKey;
import io.hexdispatch.deadline.DeadlineKind;
import io.hexdispatch.deadline.RunningDeadlines;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.wire.DeadlineJson;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * The rows of {@code deadline}, read and written inside a transaction that holds the event's lock, and the timer told after it. For one
 * event loop.
 *
 * <p>Rows are found by their key or the beginning of it and by no condition on {@code ended_at}: the index of the open ones would
 * answer that as well, and to a planner that takes the table for empty, reading all of it looks cheap.
 */
final class DeadlineRows {
    static final String SELECT =
            "SELECT event_id, ordinal, kind, terms, started_at, warn_at, due_at, step, next_at, stopped_at, ended_at, met"
                    + " FROM deadline ";

    /** What was written, for the timer once it is committed. */
    record Written(List<DeadlineKey> out, List<Deadline> in) {
        static final Written NOTHING = new Written(List.of(), List.of());
    }

    private final LiveRules rules;
    private final RunningDeadlines running;

    DeadlineRows(LiveRules rules, RunningDeadlines running) {
        this.rules = rules;
        this.running = running;
    }

    LiveRules rules() {
        return rules;
    }

    RunningDeadlines running() {
        return running;
    }

    /** What a change does to the deadlines of its event; decided at the moment of the change. */
    CaseDeadlines moved(CaseFile.Change change) {
        if (change.isNothing()) {
            return CaseDeadlines.NOTHING;
        }
        var report = change.after().event().report();
        return CaseDeadlines.of(
                change,
                rules.deadlines(report.category(), change.after().event().jurisdiction(), report.receivedAt()),
                change.history().get(0).at());
    }

    void committed(Written written) {
        written.out().forEach(running::remove);
        written.in().forEach(this::note);
    }

    /** The timer holds what fires again, and nothing else. */
    private void note(Deadline deadline) {
        deadline.nextAt()
                .filter(next -> deadline.stoppedAt().isEmpty())
                .ifPresentOrElse(next -> running.put(deadline.key(), next), () -> running.remove(deadline.key()));
    }

    /** Writes what a change does to deadlines, beside the change. */
    Future<Written> follow(SqlConnection connection, CaseFile.Change change) {
        CaseDeadlines moved = moved(change);
        if (moved.isNothing()) {
            return Future.succeededFuture(Written.NOTHING);
        }
        long eventId = change.after().event().number().id();
        Instant now = change.history().get(0).at();
        List<DeadlineKey> out = new ArrayList<>();
        List<Deadline> in = new ArrayList<>(moved.begun());
        return end(connection, eventId, moved.ended(), now)
                .onSuccess(out::addAll)
                .compose(ended -> endAll(connection, eventId, moved.endAll(), now))
                .onSuccess(out::addAll)
                .compose(ended -> turn(connection, eventId, moved.clock(), now))
                .onSuccess(in::addAll)
                .compose(turned -> extend(connection, eventId, moved.extendedTo(), now))
                .onSuccess(in::addAll)
                .compose(extended -> insert(connection, moved.begun()))
                .map(done -> new Written(out, in));
    }

    private static Future<List<DeadlineKey>> end(
            SqlConnection connection, long eventId, List<CaseDeadlines.Ended> ended, Instant now) {
        if (ended.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        return connection
                .preparedQuery(
                        """
                        UPDATE deadline d SET ended_at = coalesce(d.ended_at, $2), met = coalesce(d.met, e.met), next_at = NULL
                        FROM unnest($3::int[], $4::text[], $5::bool[]) AS e(ordinal, kind, met)
                        WHERE d.event_id = $1 AND d.ordinal = e.ordinal AND d.kind = e.kind
                        RETURNING d.event_id, d.ordinal, d.kind
                        """)
                .execute(Tuple.of(eventId, Columns.time(now))
                        .addArrayOfInteger(Columns.integers(ended, CaseDeadlines.Ended::ordinal))
                        .addArrayOfString(
                                Columns.texts(ended, each -> each.kind().name()))
                        .addArrayOfBoolean(
                                ended.stream().map(CaseDeadlines.Ended::met).toArray(Boolean[]::new)))
                .map(DeadlineRows::keys);
    }

    private static Future<List<DeadlineKey>> endAll(
            SqlConnection connection, long eventId, Optional<Boolean> met, Instant now) {
        return met.isEmpty()
                ? Future.succeededFuture(List.of())
                : connection
                        .preparedQuery(
                                "UPDATE deadline SET ended_at = coalesce(ended_at, $2), met = coalesce(met, $3), next_at = NULL"
                                        + " WHERE event_id = $1 RETURNING event_id, ordinal, kind")
                        .execute(Tuple.of(eventId, Columns.time(now), met.get()))
                        .map(DeadlineRows::keys);
    }

    /** Stops the clock of all open deadlines of an event, or lets it run again. */
    private Future<List<Deadline>> turn(
            SqlConnection connection, long eventId, CaseDeadlines.Clock clock, Instant now) {
        if (clock == CaseDeadlines.Clock.RUNS_ON) {
            return Future.succeededFuture(List.of());
        }
        return connection
                .preparedQuery(SELECT + "WHERE event_id = $1")
                .execute(Tuple.of(eventId))
                .map(found -> StreamSupport.stream(found.spliterator(), false)
                        .filter(DeadlineRows::isOpen)
                        .map(DeadlineRows::read)
                        .map(deadline -> clock == CaseDeadlines.Clock.STOPS
                                ? deadline.stop(now)
                                : deadline.resume(
                                        now, rules.calendar(deadline.terms().calendar())))
                        .toList())
                .compose(turned -> insert(connection, turned).map(turned));
    }

    private Future<List<Deadline>> extend(
            SqlConnection connection, long eventId, Optional<Instant> until, Instant now) {
        return until.isEmpty()
                ? Future.succeededFuture(List.of())
                : connection
                        .preparedQuery(SELECT + "WHERE event_id = $1 AND ordinal = $2 AND kind = $3")
                        .execute(Tuple.of(eventId, CaseDeadlines.EVENT, DeadlineKind.DISPOSAL.name()))
                        .map(found -> StreamSupport.stream(found.spliterator(), false)
                                .filter(DeadlineRows::isOpen)
                                .map(DeadlineRows::read)
                                .map(deadline -> deadline.extend(
                                        until.get(),
                                        now,
                                        rules.calendar(deadline.terms().calendar())))
                                .toList())
                        .compose(extended -> insert(connection, extended).map(extended));
    }

    private static List<DeadlineKey> keys(Iterable<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(DeadlineRows::key)
                .toList();
    }

    static boolean isOpen(Row row) {
        return row.getValue("ended_at") == null;
    }

    static DeadlineKey key(Row row) {
        return new DeadlineKey(
                row.getLong("event_id"), row.getInteger("ordinal"), DeadlineKind.valueOf(row.getString("kind")));
    }

    static Deadline read(Row row) {
        return new Deadline(
                key(row),
                DeadlineJson.terms(row.get(JsonObject.class, "terms")),
                row.getOffsetDateTime("started_at").toInstant(),
                row.getOffsetDateTime("warn_at").toInstant(),
                row.getOffsetDateTime("due_at").toInstant(),
                row.getInteger("step"),
                instant(row, "next_at"),
                instant(row, "stopped_at"));
    }

    static Optional<Instant> instant(Row row, String column) {
        return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
    }

    /** Writes deadlines as they are now, in the place of what stood there. */
    static Future<?> insert(SqlConnection connection, List<Deadline> deadlines) {
        if (deadlines.isEmpty()) {
            return Future.succeededFuture();
        }
        Tuple tuple = Tuple.tuple();
        addColumns(tuple, deadlines);
        tuple.addArrayOfOffsetDateTime(times(deadlines, Deadline::stoppedAt));
        return connection
                .preparedQuery(
                        """
                        INSERT INTO deadline (event_id, ordinal, kind, terms, started_at, warn_at, due_at, step, next_at,
                          stopped_at)
                        SELECT event_id, ordinal, kind, terms::jsonb, started_at, warn_at, due_at, step, next_at, stopped_at
                        FROM unnest($1::bigint[], $2::int[], $3::text[], $4::text[], $5::timestamptz[], $6::timestamptz[],
                          $7::timestamptz[], $8::int[], $9::timestamptz[], $10::timestamptz[])
                          AS t(event_id, ordinal, kind, terms, started_at, warn_at, due_at, step, next_at, stopped_at)
                        ON CONFLICT (event_id, ordinal, kind) DO UPDATE SET terms = excluded.terms,
                          started_at = excluded.started_at, warn_at = excluded.warn_at, due_at = excluded.due_at,
                          step = excluded.step, next_at = excluded.next_at, stopped_at = excluded.stopped_at,
                          ended_at = NULL, met = NULL
                        """)
                .execute(tuple);
    }

    /** The columns of {@code deadline} up to {@code next_at}. */
    static void addColumns(Tuple tuple, List<Deadline> deadlines) {
        tuple.addArrayOfLong(Columns.longs(deadlines, deadline -> deadline.key().eventId()))
                .addArrayOfInteger(
                        Columns.integers(deadlines, deadline -> deadline.key().ordinal()))
                .addArrayOfString(Columns.texts(
                        deadlines, deadline -> deadline.key().kind().name()))
                .addArrayOfString(Columns.texts(
                        deadlines, deadline -> DeadlineJson.of(deadline.terms()).encode()))
                .addArrayOfOffsetDateTime(Columns.times(deadlines, Deadline::startedAt))
                .addArrayOfOffsetDateTime(Columns.times(deadlines, Deadline::warnAt))
                .addArrayOfOffsetDateTime(Columns.times(deadlines, Deadline::dueAt))
                .addArrayOfInteger(Columns.integers(deadlines, Deadline::step))
                .addArrayOfOffsetDateTime(times(deadlines, Deadline::nextAt));
    }

    static OffsetDateTime[] times(
            List<Deadline> deadlines, java.util.function.Function<Deadline, Optional<Instant>> column) {
        return deadlines.stream()
                .map(deadline -> column.apply(deadline).map(Columns::time).orElse(null))
                .toArray(OffsetDateTime[]::new);
    }
}
