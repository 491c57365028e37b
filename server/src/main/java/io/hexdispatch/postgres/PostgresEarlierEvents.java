package io.hexdispatch.postgres;

import io.hexdispatch.category.Categories;
import io.hexdispatch.event.Event;
import io.hexdispatch.flow.EarlierEvents;
import io.hexdispatch.grid.coordinate.LonLat;
import io.hexdispatch.grid.index.HexCells;
import io.hexdispatch.order.CaseFile;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Events in PostgreSQL by what they are about and the hexagon that they lie in. */
public final class PostgresEarlierEvents implements EarlierEvents {
    /**
     * By the index of categories and cells; ordered by their time, because by their numbers another index would tempt the planner to
     * read all events from the last one on. When an event was resolved its history knows.
     */
    static final String RESOLVED =
            """
            SELECT n.id AS filed_id, c.* FROM (SELECT id, kind, category, filed_at, array_agg(cell) AS cells
                FROM unnest($1::bigint[], $2::text[], $3::text[], $4::timestamptz[], $5::bigint[])
                  AS t(id, kind, category, filed_at, cell) GROUP BY id, kind, category, filed_at) n
            CROSS JOIN LATERAL (
            """
                    + CaseFileRows.SELECT
                    + """
                      WHERE e.category_kind = n.kind AND e.category = n.category AND e.h3_cell = ANY(n.cells) AND e.id < n.id
                        AND e.filed_at >= n.filed_at - make_interval(secs => $6)
                        AND e.status IN ('RESOLVED', 'VERIFIED', 'CLOSED')
                        AND EXISTS (SELECT 1 FROM event_history h WHERE h.event_id = e.id AND h.ordinal IS NULL
                          AND h.to_status = 'RESOLVED' AND h.at <= n.filed_at)
                      ORDER BY e.filed_at DESC, e.id DESC LIMIT $7) c
                    """;

    private final Pool pool;
    private final CaseFileRows rows;

    public PostgresEarlierEvents(Pool pool, Categories categories) {
        this.pool = pool;
        this.rows = new CaseFileRows(categories);
    }

    /** A new event and one of the cells around it. */
    private record Near(Event event, long cell) {}

    @Override
    public Future<List<Before>> resolved(List<CaseFile> lot, double metres, Duration within) {
        List<Near> near = new ArrayList<>();
        for (CaseFile filed : lot) {
            LonLat place = filed.event().report().place().wgs84();
            for (long cell : HexCells.around(place, metres)) {
                near.add(new Near(filed.event(), cell));
            }
        }
        if (near.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        return pool.preparedQuery(RESOLVED)
                .execute(Tuple.tuple()
                        .addArrayOfLong(Columns.longs(
                                near, each -> each.event().number().id()))
                        .addArrayOfString(Columns.texts(
                                near,
                                each -> each.event().report().category().kind().name()))
                        .addArrayOfString(Columns.texts(
                                near, each -> each.event().report().category().code()))
                        .addArrayOfOffsetDateTime(
                                Columns.times(near, each -> each.event().filedAt()))
                        .addArrayOfLong(Columns.longs(near, Near::cell))
                        .addDouble((double) within.toSeconds())
                        .addInteger(EACH_MAX))
                .map(found -> {
                    Map<Long, List<CaseFile>> earlier = new TreeMap<>();
                    for (Row row : found) {
                        earlier.computeIfAbsent(row.getLong("filed_id"), id -> new ArrayList<>())
                                .add(rows.read(row));
                    }
                    return lot.stream()
                            .filter(filed ->
                                    earlier.containsKey(filed.event().number().id()))
                            .map(filed -> new Before(
                                    filed, earlier.get(filed.event().number().id())))
                            .toList();
                });
    }
}
