package io.hexdispatch.postgres;

import io.hexdispatch.category.CategoryKey;
import io.hexdispatch.category.CategoryKind;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.event.EventStatus;
import io.hexdispatch.flow.EventQuery;
import io.hexdispatch.flow.Occurrences;
import io.hexdispatch.flow.RefusedException;
import io.hexdispatch.grid.coordinate.LonLat;
import io.hexdispatch.grid.index.HexCells;
import io.hexdispatch.hotspot.CellCount;
import io.hexdispatch.hotspot.CellTally;
import io.hexdispatch.hotspot.Occurrence;
import io.hexdispatch.hotspot.Period;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Events counted by PostgreSQL. Rows are taken as they come, so that many of them do not hold up the event loop. */
public final class PostgresOccurrences implements Occurrences {
    /** Longer, and whoever waits has gone; the rest of the server needs the connection. */
    private static final int SECONDS_MAX = 60;

    private static final int ROWS_MAX = 1_000_000;
    /** Of these, some hundred bytes each are held while a worker looks which are worth reading. */
    private static final int CATEGORY_CELLS_MAX = 500_000;

    private static final String QUERY_CANCELED = "57014";

    private static final String WEEK = "width_bucket(e.filed_at, $1::timestamptz[])";

    private final Pool pool;

    public PostgresOccurrences(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Future<Optional<Instant>> firstFiled() {
        return pool.query("SELECT filed_at FROM event ORDER BY id LIMIT 1")
                .execute()
                .map(rows -> {
                    var row = rows.iterator();
                    return row.hasNext()
                            ? Optional.of(
                                    row.next().getOffsetDateTime("filed_at").toInstant())
                            : Optional.empty();
                });
    }

    @Override
    public Future<List<CellCount>> cells(Selection selection, Period period, int weeks, int resolution) {
        Conditions conditions = new Conditions(bounds(period, weeks));
        conditions.between(period.weeksBefore(weeks).get(0).from(), period.to());
        conditions.of(selection);
        String cell = resolution == HexCells.RESOLUTION ? "e.h3_cell" : parent(resolution);
        return read(
                "SELECT cell, coalesce(sum(n) FILTER (WHERE week > " + weeks + "), 0)::bigint AS observed,"
                        + " coalesce(sum(n) FILTER (WHERE week <= " + weeks + "), 0)::bigint AS before,"
                        + " coalesce(sum(n * n) FILTER (WHERE week <= " + weeks + "), 0)::bigint AS squares"
                        + " FROM (SELECT " + cell + " AS cell, " + WEEK + " AS week, count(*) AS n FROM event e "
                        + conditions.where() + " GROUP BY 1, 2) w GROUP BY cell",
                conditions.tuple,
                ROWS_MAX,
                row -> new CellCount(
                        row.getLong("cell"), row.getLong("observed"), row.getLong("before"), row.getLong("squares")));
    }

    @Override
    public Future<List<CellTally.Point>> points(Selection selection, Period period, int weeks, int most) {
        Conditions conditions = new Conditions(bounds(period, weeks));
        conditions.between(period.weeksBefore(weeks).get(0).from(), period.to());
        conditions.of(selection);
        return read(
                "SELECT e.longitude, e.latitude, " + WEEK + " AS week FROM event e " + conditions.where(),
                conditions.tuple,
                most,
                row -> new CellTally.Point(
                        new LonLat(row.getDouble("longitude"), row.getDouble("latitude")), row.getInteger("week")));
    }

    @Override
    public Future<Map<CategoryKey, long[]>> counts(Selection selection, List<Period> periods) {
        Conditions conditions = new Conditions();
        String columns = periods.stream()
                .map(period -> "count(*) FILTER (WHERE " + conditions.within(period.from(), period.to()) + ")")
                .collect(Collectors.joining(", "));
        conditions.between(
                periods.stream().map(Period::from).min(Instant::compareTo).orElseThrow(),
                periods.stream().map(Period::to).max(Instant::compareTo).orElseThrow());
        conditions.of(selection);
        return read(
                        "SELECT e.category_kind, e.category, ARRAY[" + columns + "] AS counts FROM event e "
                                + conditions.where() + " GROUP BY 1, 2",
                        conditions.tuple,
                        ROWS_MAX,
                        row -> Map.entry(category(row), row.getArrayOfLongs("counts")))
                .map(rows -> {
                    Map<CategoryKey, long[]> counts = new HashMap<>();
                    rows.forEach(entry -> {
                        long[] numbers = new long[periods.size()];
                        for (int i = 0; i < numbers.length; i++) {
                            numbers[i] = entry.getValue()[i];
                        }
                        counts.put(entry.getKey(), numbers);
                    });
                    return counts;
                });
    }

    @Override
    public Future<List<CategoryCell>> categoryCells(Selection selection, Period period) {
        Conditions conditions = new Conditions();
        conditions.between(period.from(), period.to());
        conditions.of(selection);
        Map<CategoryKey, CategoryKey> keys = new HashMap<>();
        return read(
                "SELECT e.category_kind, e.category, e.h3_cell, count(*) AS n FROM event e " + conditions.where()
                        + " GROUP BY 1, 2, 3",
                conditions.tuple,
                CATEGORY_CELLS_MAX,
                row -> new CategoryCell(
                        keys.computeIfAbsent(category(row), key -> key), row.getLong("h3_cell"), row.getLong("n")));
    }

    @Override
    public Future<List<Occurrence>> in(List<CategoryCell> cells, Selection selection, Period period) {
        Conditions conditions = new Conditions(
                Columns.texts(cells, cell -> cell.category().kind().name()),
                Columns.texts(cells, cell -> cell.category().code()),
                Columns.longs(cells, CategoryCell::cell));
        conditions.between(period.from(), period.to());
        conditions.of(selection);
        return read(
                "SELECT e.id, e.category_kind, e.category, e.status, e.longitude, e.latitude, e.filed_at"
                        + " FROM unnest($1::text[], $2::text[], $3::bigint[]) AS c(kind, category, cell)"
                        + " JOIN event e ON e.category_kind = c.kind AND e.category = c.category AND e.h3_cell = c.cell "
                        + conditions.where(),
                conditions.tuple,
                ROWS_MAX,
                row -> {
                    Instant filedAt = row.getOffsetDateTime("filed_at").toInstant();
                    return new Occurrence(
                            EventNumber.of(filedAt, row.getLong("id")),
                            category(row),
                            EventStatus.valueOf(row.getString("status")),
                            new LonLat(row.getDouble("longitude"), row.getDouble("latitude")),
                            filedAt,
                            Optional.empty());
                });
    }

    @Override
    public Future<Map<EventNumber, Instant>> closings(List<EventNumber> events) {
        return read(
                        """
                        SELECT e.id, e.filed_at, max(h.at) AS closed_at FROM event e JOIN event_history h ON h.event_id = e.id
                        WHERE e.id = ANY($1) AND e.status = 'CLOSED' AND h.ordinal IS NULL AND h.to_status = 'CLOSED'
                          AND h.from_status IS DISTINCT FROM 'CLOSED'
                        GROUP BY e.id
                        """,
                        Tuple.tuple().addArrayOfLong(Columns.longs(events, EventNumber::id)),
                        ROWS_MAX,
                        row -> Map.entry(
                                EventNumber.of(row.getOffsetDateTime("filed_at").toInstant(), row.getLong("id")),
                                row.getOffsetDateTime("closed_at").toInstant()))
                .map(rows -> rows.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** The numbers of cells are such that this is the parent's, without the H3 library, which the database does not have. */
    private static String parent(int resolution) {
        long finer = (1L << 3 * (HexCells.RESOLUTION_MAX - resolution)) - 1;
        return "(e.h3_cell & ~(15::bigint << 52) | (" + resolution + "::bigint << 52) | " + finer + "::bigint)";
    }

    /** The beginnings of the weeks before and of the period: in the how manieth of them an event was filed is its week. */
    private static Object bounds(Period period, int weeks) {
        List<Instant> begins = new ArrayList<>(
                period.weeksBefore(weeks).stream().map(Period::from).toList());
        begins.add(period.from());
        return Columns.times(begins, begin -> begin);
    }

    private static CategoryKey category(Row row) {
        return new CategoryKey(CategoryKind.valueOf(row.getString("category_kind")), row.getString("category"));
    }

    private <T> Future<List<T>> read(String sql, Tuple tuple, int most, Function<Row, T> form) {
        return pool.withTransaction(connection -> connection
                        .query("SET LOCAL statement_timeout = '" + SECONDS_MAX + "s'; SET LOCAL work_mem = '64MB';"
                                + " SET LOCAL jit = off")
                        .execute()
                        .compose(set -> connection
                                .preparedQuery(sql + " LIMIT " + (most + 1))
                                .collecting(Collectors.mapping(form, Collectors.toList()))
                                .execute(tuple)))
                .map(result -> {
                    if (result.value().size() > most) {
                        throw new RefusedException(
                                RefusedException.Kind.INVALID,
                                "this is more than the " + most
                                        + " rows that are taken in one go; name a category, a grid, or a shorter period");
                    }
                    return result.value();
                })
                .recover(failure -> Future.failedFuture(
                        failure instanceof PgException postgres && QUERY_CANCELED.equals(postgres.getSqlState())
                                ? new RefusedException(
                                        RefusedException.Kind.BUSY,
                                        "the database did not count it within " + SECONDS_MAX
                                                + " seconds; name a category, a grid, or a shorter period")
                                : failure));
    }

    /** Conditions on {@code e}, an event, each value a parameter. */
    private static final class Conditions {
        private final Tuple tuple = Tuple.tuple();
        private final StringBuilder where =
                new StringBuilder("WHERE e.status <> 'VOIDED' AND e.course -> 'mergedInto' IS NULL");

        Conditions(Object... first) {
            for (Object value : first) {
                tuple.addValue(value);
            }
        }

        void between(Instant from, Instant to) {
            where.append(" AND ").append(within(from, to));
        }

        String within(Instant from, Instant to) {
            return "e.filed_at >= " + time(from) + " AND e.filed_at < " + time(to);
        }

        void of(Selection selection) {
            selection.category().ifPresent(category -> where.append(" AND e.category_kind = ")
                    .append(text(category.kind().name()))
                    .append(" AND e.category = ")
                    .append(text(category.code())));
            for (EventQuery.Area area : selection.areas()) {
                where.append(" AND e.")
                        .append(CaseFileRows.column(area.level()))
                        .append(" = ")
                        .append(text(area.code().value()));
            }
        }

        String where() {
            return where.toString();
        }

        private String time(Instant at) {
            OffsetDateTime time = Columns.time(at);
            tuple.addOffsetDateTime(time);
            return "$" + tuple.size();
        }

        private String text(String value) {
            tuple.addString(value);
            return "$" + tuple.size();
        }
    }
}
