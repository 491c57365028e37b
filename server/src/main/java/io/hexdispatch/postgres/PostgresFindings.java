package io.hexdispatch.postgres;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.flow.FindingNews;
import io.hexdispatch.flow.Findings;
import io.hexdispatch.flow.RefusedException;
import io.hexdispatch.order.IllegalTransitionException;
import io.hexdispatch.supervision.Conclusion;
import io.hexdispatch.supervision.Finding;
import io.hexdispatch.supervision.FindingFigures;
import io.hexdispatch.supervision.FindingFigures.Line;
import io.hexdispatch.supervision.FindingKind;
import io.hexdispatch.supervision.FindingState;
import io.hexdispatch.supervision.Irregularity;
import io.hexdispatch.wire.FindingJson;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Findings in PostgreSQL. For one event loop. */
public final class PostgresFindings implements Findings {
    private static final String IN_GRID =
            " IN (e.city, e.county, e.township, e.community, e.cell, e.micro_cell, e.dedicated)";

    /** What was kept, and of it what is new. */
    private record Written(List<Kept> kept, List<Finding> fresh) {}

    private record Changed(Finding finding, boolean isChanged) {}

    private final Pool pool;
    private final FindingRows rows;

    /** @param news told of what is committed */
    public PostgresFindings(Pool pool, FindingNews news) {
        this.pool = pool;
        this.rows = new FindingRows(news);
    }

    @Override
    public Future<List<Kept>> keep(List<Irregularity> irregularities) {
        if (irregularities.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        return pool.withTransaction(connection -> FindingRows.insert(connection, irregularities)
                        .compose(fresh -> kept(connection, irregularities, fresh)))
                .map(written -> {
                    rows.committed(written.fresh());
                    return written.kept();
                });
    }

    private static Future<Written> kept(SqlConnection connection, List<Irregularity> all, List<Finding> fresh) {
        Future<List<Kept>> kept = Future.succeededFuture(new ArrayList<>());
        for (Irregularity irregularity : all) {
            Optional<Finding> mine = fresh.stream()
                    .filter(finding -> finding.irregularity() == irregularity)
                    .findFirst();
            kept = kept.compose(before -> (mine.isPresent()
                            ? Future.succeededFuture(new Kept(mine.get(), true))
                            : standing(connection, irregularity))
                    .map(one -> {
                        before.add(one);
                        return before;
                    }));
        }
        return kept.map(list -> new Written(List.copyOf(list), fresh));
    }

    private static Future<Kept> standing(SqlConnection connection, Irregularity irregularity) {
        return connection
                .preparedQuery(FindingRows.SELECT + "WHERE f.event_id = $1 AND f.kind = $2 AND f.occasion = $3")
                .execute(Tuple.of(
                        irregularity.subject().event().id(), irregularity.kind().name(), irregularity.occasion()))
                .map(found -> new Kept(FindingRows.read(found.iterator().next()), false));
    }

    @Override
    public Future<Optional<Finding>> find(long id) {
        return pool.preparedQuery(FindingRows.SELECT + "WHERE f.id = $1")
                .execute(Tuple.of(id))
                .map(found -> all(found).stream().findFirst());
    }

    private static List<Finding> all(RowSet<Row> found) {
        return StreamSupport.stream(found.spliterator(), false)
                .map(FindingRows::read)
                .toList();
    }

    @Override
    public Future<List<Finding>> list(Query query) {
        Tuple tuple = Tuple.tuple();
        StringBuilder where = new StringBuilder("WHERE true");
        Actor reader = query.reader();
        if (reader.role() != Role.SUPERVISOR && reader.role() != Role.ADMIN) {
            where.append(" AND (f.accountable @> ").append(parameter(tuple, only(reader)));
            where.append(" OR f.actor_role = ")
                    .append(parameter(tuple, reader.role().name()));
            where.append(" AND f.actor = ")
                    .append(parameter(tuple, reader.id()))
                    .append(')');
        }
        query.kind().ifPresent(kind -> where.append(" AND f.kind = ").append(parameter(tuple, kind.name())));
        // Written out, so that the index of those that are not closed answers it.
        query.state().ifPresent(state -> where.append(" AND f.state = '")
                .append(state.name())
                .append('\'')
                .append(state == FindingState.CLOSED ? "" : " AND f.state <> 'CLOSED'"));
        query.unit().ifPresent(unit -> where.append(" AND f.accountable @> ")
                .append(parameter(tuple, only(new Actor(Role.UNIT, unit)))));
        query.grid()
                .ifPresent(grid ->
                        where.append(" AND ").append(parameter(tuple, grid)).append(IN_GRID));
        query.event().map(EventNumber::id).ifPresent(id -> where.append(" AND f.event_id = ")
                .append(parameter(tuple, id)));
        query.from()
                .ifPresent(from -> where.append(" AND f.found_at >= ").append(parameter(tuple, Columns.time(from))));
        query.to().ifPresent(to -> where.append(" AND f.found_at < ").append(parameter(tuple, Columns.time(to))));
        query.before().ifPresent(id -> where.append(" AND f.id < ").append(parameter(tuple, id)));
        return pool.preparedQuery(
                        FindingRows.SELECT + where + " ORDER BY f.id DESC LIMIT " + parameter(tuple, query.limit()))
                .execute(tuple)
                .map(PostgresFindings::all);
    }

    private static JsonArray only(Actor actor) {
        return FindingJson.actors(List.of(actor));
    }

    private static String parameter(Tuple tuple, Object value) {
        tuple.addValue(value);
        return "$" + tuple.size();
    }

    @Override
    public Future<FindingFigures> figures(Span span) {
        return pool.preparedQuery(
                        """
                        SELECT f.kind, count(*) FILTER (WHERE f.state = 'OPEN') AS open,
                          count(*) FILTER (WHERE f.state = 'ANSWERED') AS answered,
                          count(*) FILTER (WHERE f.state = 'CLOSED') AS closed,
                          count(f.actor) AS by_hand, count(*) FILTER (WHERE f.conclusion = $4) AS confirmed
                        FROM finding f JOIN event e ON e.id = f.event_id
                        WHERE ($1::timestamptz IS NULL OR f.found_at >= $1) AND ($2::timestamptz IS NULL OR f.found_at < $2)
                          AND ($3::text IS NULL OR $3
                        """
                                + IN_GRID + ") GROUP BY f.kind")
                .execute(Tuple.of(
                        span.from().map(Columns::time).orElse(null),
                        span.to().map(Columns::time).orElse(null),
                        span.grid().orElse(null),
                        Conclusion.CONFIRMED.name()))
                .map(found -> {
                    Map<FindingKind, Line> lines = new EnumMap<>(FindingKind.class);
                    for (Row row : found) {
                        lines.put(
                                FindingKind.valueOf(row.getString("kind")),
                                new Line(
                                        row.getLong("open"),
                                        row.getLong("answered"),
                                        row.getLong("closed"),
                                        row.getLong("by_hand"),
                                        row.getLong("confirmed")));
                    }
                    return new FindingFigures(lines);
                });
    }

    @Override
    public Future<Finding> change(long id, Decision decision) {
        return pool.withTransaction(connection -> connection
                        .preparedQuery("SELECT FROM finding WHERE id = $1 FOR UPDATE")
                        .execute(Tuple.of(id))
                        .compose(locked -> connection
                                .preparedQuery(FindingRows.SELECT + "WHERE f.id = $1")
                                .execute(Tuple.of(id)))
                        .compose(found -> {
                            Finding before = all(found).stream()
                                    .findFirst()
                                    .orElseThrow(() -> new RefusedException(
                                            RefusedException.Kind.NOT_FOUND, "there is no finding " + id));
                            try {
                                Finding after = decision.on(before);
                                return after.equals(before)
                                        ? Future.succeededFuture(new Changed(after, false))
                                        : FindingRows.update(connection, after).map(new Changed(after, true));
                            } catch (IllegalTransitionException e) {
                                throw RefusedException.of(e);
                            }
                        }))
                .map(changed -> {
                    if (changed.isChanged()) {
                        rows.changed(changed.finding());
                    }
                    return changed.finding();
                });
    }
}
