package io.hexdispatch.postgres;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.assignment.LiveRules;
import io.hexdispatch.category.Categories;
import io.hexdispatch.deadline.RunningDeadlines;
import io.hexdispatch.deadline.RunningDeadlines.Alarm;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.flow.Deadlines;
import io.hexdispatch.flow.FindingNews;
import io.hexdispatch.grid.GridLevel;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** All deadlines in PostgreSQL, and the timer kept true to them. For one event loop. */
public final class PostgresDeadlines implements Deadlines {
    /** A page of deadlines at the start; enough that the round trips do not count. */
    private static final int PAGE = 50_000;

    /** From {@code deadline_open} alone, which has all of it; the rows, with their terms, are ten times as large. */
    static final String OPEN =
            """
            SELECT event_id, ordinal, kind, due_at, next_at, stopped_at FROM deadline
            WHERE ended_at IS NULL AND (due_at, event_id, ordinal, kind) > ($1, $2, $3::int, $4)
            ORDER BY due_at, event_id, ordinal, kind LIMIT $5
            """;

    private static final String LIST_COLUMNS =
            """
            SELECT d.event_id, d.ordinal, d.kind, d.terms, d.started_at, d.warn_at, d.due_at, d.step, d.next_at, d.stopped_at,
              d.ended_at, d.met, e.filed_at
            FROM deadline d CROSS JOIN LATERAL (SELECT * FROM event e WHERE e.id = d.event_id LIMIT 1) e
            """;

    private final Pool pool;
    private final int page;
    private final DeadlineRows rows;
    private final FiringStatements firing;
    private final FindingRows findings;

    /**
     * @param rules give the calendars, and {@code running} is the timer
     * @param news told of what was missed that should not be, when it is committed
     */
    public PostgresDeadlines(
            Pool pool, Categories categories, LiveRules rules, RunningDeadlines running, FindingNews news) {
        this(pool, categories, rules, running, news, PAGE);
    }

    PostgresDeadlines(
            Pool pool, Categories categories, LiveRules rules, RunningDeadlines running, FindingNews news, int page) {
        this.pool = pool;
        this.page = page;
        this.findings = new FindingRows(news);
        this.rows = new DeadlineRows(rules, running);
        this.firing = new FiringStatements(new CaseFileRows(categories), rows);
    }

    @Override
    public Future<Integer> load() {
        return loadAfter(Tuple.of(Columns.time(Instant.EPOCH), 0L, 0, "", page));
    }

    /** Reads the pages after a key, and gives how many deadlines run on them. */
    private Future<Integer> loadAfter(Tuple key) {
        return pool.preparedQuery(OPEN).execute(key).compose(found -> {
            // The database looks for the next page while this one is taken in.
            Future<Integer> others = found.size() < page ? Future.succeededFuture(0) : loadAfter(keyBehind(found));
            int running = take(found);
            return others.map(more -> running + more);
        });
    }

    private Tuple keyBehind(RowSet<Row> found) {
        Row last = null;
        for (Row row : found) {
            last = row;
        }
        return Tuple.of(
                last.getOffsetDateTime("due_at"),
                last.getLong("event_id"),
                last.getInteger("ordinal"),
                last.getString("kind"),
                page);
    }

    private int take(RowSet<Row> found) {
        int running = 0;
        for (Row row : found) {
            Optional<Instant> next = DeadlineRows.instant(row, "next_at");
            if (next.isPresent() && row.getValue("stopped_at") == null) {
                rows.running().put(DeadlineRows.key(row), next.get());
                running++;
            }
        }
        return running;
    }

    @Override
    public Future<List<Signalled>> fire(List<Alarm> alarms, Instant now) {
        return pool.withTransaction(connection -> firing.fire(connection, alarms, now))
                .map(fired -> {
                    rows.committed(fired.written());
                    findings.committed(fired.found());
                    return fired.signalled();
                });
    }

    @Override
    public Future<List<Standing>> of(EventNumber number) {
        return pool.preparedQuery(LIST_COLUMNS + "WHERE d.event_id = $1 ORDER BY d.started_at, d.ordinal, d.kind")
                .execute(Tuple.of(number.id()))
                .map(PostgresDeadlines::standings);
    }

    @Override
    public Future<List<Standing>> list(Query query) {
        Tuple tuple = Tuple.of(
                query.dueBefore().map(Columns::time).orElse(null),
                Columns.time(query.dueFrom().orElse(Instant.EPOCH)),
                query.limit());
        return pool.preparedQuery(LIST_COLUMNS
                        + "WHERE d.ended_at IS NULL AND d.due_at >= $2 AND ($1::timestamptz IS NULL OR d.due_at < $1)"
                        + seenBy(query.reader(), tuple) + " ORDER BY d.due_at, d.event_id, d.ordinal, d.kind LIMIT $3")
                .execute(tuple)
                .map(PostgresDeadlines::standings);
    }

    private static String seenBy(Actor reader, Tuple tuple) {
        return switch (reader.role()) {
            case SUPERVISOR, ADMIN -> "";
            case CENTRE -> {
                tuple.addString(reader.id());
                yield Arrays.stream(GridLevel.values())
                        .map(level -> "e." + CaseFileRows.column(level) + " = $4")
                        .collect(Collectors.joining(" OR ", " AND (", ")"));
            }
            case UNIT, RESPONDER -> {
                tuple.addString(reader.id());
                yield " AND EXISTS (SELECT 1 FROM dispatch_order o WHERE o.event_id = d.event_id AND o."
                        + (reader.role() == Role.UNIT ? "unit" : "responder")
                        + " = $4 AND (d.ordinal = o.ordinal OR d.ordinal = 0 AND " + CaseFileRows.OPEN_ORDER + "))";
            }
            case SOURCE, GIS -> " AND false";
        };
    }

    private static List<Standing> standings(Iterable<Row> found) {
        return StreamSupport.stream(found.spliterator(), false)
                .map(row -> new Standing(
                        EventNumber.of(row.getOffsetDateTime("filed_at").toInstant(), row.getLong("event_id")),
                        DeadlineRows.read(row),
                        DeadlineRows.instant(row, "ended_at"),
                        Optional.ofNullable(row.getBoolean("met"))))
                .toList();
    }
}
