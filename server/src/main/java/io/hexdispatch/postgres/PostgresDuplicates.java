package io.hexdispatch.postgres;

import io.hexdispatch.access.Actor;
import io.hexdispatch.duplicate.Duplicate;
import io.hexdispatch.duplicate.Proposal;
import io.hexdispatch.duplicate.Reported;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.event.EventStatus;
import io.hexdispatch.flow.Duplicates;
import io.hexdispatch.grid.coordinate.LonLat;
import io.hexdispatch.grid.index.HexCells;
import io.vertx.core.Future;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Duplicates in PostgreSQL. */
public final class PostgresDuplicates implements Duplicates {
    /** Of one category in one cell so many are looked at, the latest. */
    private static final int LOOKED_AT_MAX = 1_000;
    /** And so many of those that may be the same are given, the earliest. */
    private static final int NEAR_MAX = 20;

    private static final String MERGEABLE = EventStatus.OPEN_TO_REQUESTS.stream()
            .map(status -> "'" + status + "'")
            .sorted()
            .collect(Collectors.joining(", "));

    /** One row a cell, so that each is one step into the index. */
    static final String NEAR =
            """
            SELECT w.wanted, o.* FROM unnest($1::int[], $2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::text[],
              $7::timestamptz[], $8::bigint[]) AS w(wanted, cell, id, kind, category, source, occurred_at, window_millis)
            CROSS JOIN LATERAL (
              SELECT l.* FROM (
                SELECT e.id, e.filed_at, e.source, e.longitude, e.latitude, e.occurred_at, e.status, e.map_version, e.city,
                  e.county, e.township, e.community, e.cell, e.micro_cell, e.dedicated
                FROM event e
                WHERE e.category_kind = w.kind AND e.category = w.category AND e.h3_cell = w.cell
                ORDER BY e.id DESC LIMIT %d) l
              WHERE l.id <> w.id AND l.source <> w.source AND l.status IN (%s)
                AND l.occurred_at BETWEEN w.occurred_at - w.window_millis * interval '1 millisecond'
                  AND w.occurred_at + w.window_millis * interval '1 millisecond'
              ORDER BY l.id LIMIT %d) o
            """
                    .formatted(LOOKED_AT_MAX, MERGEABLE, NEAR_MAX);

    /** A wanted event and a cell to look in. */
    private record Cell(int wanted, long cell, Wanted event) {}

    private final Pool pool;

    public PostgresDuplicates(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Future<List<Near>> near(List<Wanted> wanted) {
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            Wanted each = wanted.get(i);
            LonLat place = each.event().place();
            for (long cell : HexCells.around(place, each.terms().metres())) {
                cells.add(new Cell(i, cell, each));
            }
        }
        return pool.preparedQuery(NEAR)
                .execute(Tuple.tuple()
                        .addArrayOfInteger(Columns.integers(cells, Cell::wanted))
                        .addArrayOfLong(Columns.longs(cells, Cell::cell))
                        .addArrayOfLong(Columns.longs(
                                cells, cell -> cell.event().event().event().id()))
                        .addArrayOfString(Columns.texts(
                                cells, cell -> cell.event().category().kind().name()))
                        .addArrayOfString(Columns.texts(
                                cells, cell -> cell.event().category().code()))
                        .addArrayOfString(Columns.texts(
                                cells, cell -> cell.event().event().source()))
                        .addArrayOfOffsetDateTime(Columns.times(
                                cells, cell -> cell.event().event().occurredAt()))
                        .addArrayOfLong(Columns.longs(
                                cells, cell -> cell.event().terms().window().toMillis())))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(PostgresDuplicates::near)
                        .toList());
    }

    private static Near near(Row row) {
        return new Near(
                row.getInteger("wanted"),
                new Reported(
                        EventNumber.of(row.getOffsetDateTime("filed_at").toInstant(), row.getLong("id")),
                        row.getString("source"),
                        new LonLat(row.getDouble("longitude"), row.getDouble("latitude")),
                        row.getOffsetDateTime("occurred_at").toInstant()),
                CaseFileRows.jurisdiction(row));
    }

    @Override
    public Future<Keeping> keep(List<Duplicate> found, Instant now) {
        return pool.withTransaction(connection -> stillOpen(connection, found).compose(open -> {
            List<Duplicate> proposable = found.stream()
                    .filter(each -> open.contains(each.event().id())
                            && open.contains(each.principal().id()))
                    .toList();
            List<Duplicate> outrun = found.stream()
                    .filter(each -> open.contains(each.event().id())
                            && !open.contains(each.principal().id()))
                    .toList();
            return (proposable.isEmpty() ? Future.succeededFuture(List.<Kept>of()) : keep(connection, proposable, now))
                    .map(kept -> new Keeping(kept, outrun));
        }));
    }

    /** Holds their locks until the transaction ends: nobody closes one unseen. In the order in which everybody locks events. */
    private static Future<Set<Long>> stillOpen(SqlConnection connection, List<Duplicate> found) {
        Long[] ids = found.stream()
                .flatMap(each -> Stream.of(each.principal().id(), each.event().id()))
                .distinct()
                .toArray(Long[]::new);
        return connection
                .preparedQuery("SELECT id FROM event WHERE id = ANY($1) AND status IN (" + MERGEABLE
                        + ") ORDER BY id FOR SHARE")
                .execute(Tuple.tuple().addArrayOfLong(ids))
                .map(PostgresDuplicates::ids);
    }

    private static Future<List<Kept>> keep(SqlConnection connection, List<Duplicate> proposable, Instant now) {
        Tuple keys = Tuple.tuple()
                .addArrayOfLong(Columns.longs(proposable, each -> each.event().id()))
                .addArrayOfLong(
                        Columns.longs(proposable, each -> each.principal().id()));
        Tuple tuple = Tuple.tuple()
                .addArrayOfLong(keys.getArrayOfLongs(0))
                .addArrayOfLong(keys.getArrayOfLongs(1))
                .addArrayOfDouble(
                        Columns.doubles(proposable, each -> each.likeness().metres()))
                .addArrayOfLong(Columns.longs(
                        proposable, each -> each.likeness().apart().toMillis()))
                .addArrayOfInteger(
                        Columns.integers(proposable, each -> each.likeness().confidencePercent()))
                .addOffsetDateTime(Columns.time(now));
        // An event has one open proposal at a time: what is found for it later waits for the first to be decided.
        return connection
                .preparedQuery(
                        """
                        INSERT INTO duplicate (event_id, principal_id, metres, apart_millis, confidence_percent, proposed_at, state)
                        SELECT t.event_id, t.principal_id, t.metres, t.apart_millis, t.confidence_percent, $6, 'PROPOSED'
                        FROM unnest($1::bigint[], $2::bigint[], $3::float8[], $4::bigint[], $5::int[])
                          AS t(event_id, principal_id, metres, apart_millis, confidence_percent)
                        ON CONFLICT DO NOTHING RETURNING id
                        """)
                .execute(tuple)
                .map(PostgresDuplicates::ids)
                .compose(inserted -> connection
                        .preparedQuery(DuplicateRows.SELECT
                                + "JOIN unnest($1::bigint[], $2::bigint[]) AS k(event_id, principal_id)"
                                + " ON k.event_id = d.event_id AND k.principal_id = d.principal_id ORDER BY d.id")
                        .execute(keys)
                        .map(rows -> all(rows).stream()
                                .map(proposal -> new Kept(proposal, inserted.contains(proposal.id())))
                                .toList()));
    }

    private static Set<Long> ids(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.getLong("id"))
                .collect(Collectors.toSet());
    }

    private static List<Proposal> all(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(DuplicateRows::read)
                .toList();
    }

    @Override
    public Future<Optional<Proposal>> find(long id) {
        return pool.preparedQuery(DuplicateRows.SELECT + "WHERE d.id = $1")
                .execute(Tuple.of(id))
                .map(rows -> all(rows).stream().findFirst());
    }

    @Override
    public Future<List<Proposal>> list(Query query) {
        // A proposal whose events have gone other ways is nothing to decide about any more.
        String mergeable = " AND (d.state <> 'PROPOSED' OR e.status IN (" + MERGEABLE + ") AND p.status IN ("
                + MERGEABLE + ", 'MERGED'))";
        return pool.preparedQuery(DuplicateRows.SELECT
                        + """
                        WHERE d.state = $1 AND d.id < $2 AND ($3::text IS NULL
                          OR $3 IN (e.city, e.county, e.township, e.community, e.cell, e.micro_cell, e.dedicated)
                          OR $3 IN (p.city, p.county, p.township, p.community, p.cell, p.micro_cell, p.dedicated))
                        """
                        + mergeable + " ORDER BY d.id DESC LIMIT $4")
                .execute(Tuple.of(
                        query.state().name(),
                        query.before().orElse(Long.MAX_VALUE),
                        query.area().orElse(null),
                        query.limit()))
                .map(PostgresDuplicates::all);
    }

    @Override
    public Future<Optional<Proposal>> dismiss(long id, Actor by, String reason, Instant now) {
        return pool.preparedQuery(
                        """
                        UPDATE duplicate SET state = 'DISMISSED', settled_by_role = $2, settled_by = $3, settled_at = $4,
                          reason = $5
                        WHERE id = $1 AND state = 'PROPOSED'
                        """)
                .execute(Tuple.of(id, by.role().name(), by.id(), Columns.time(now), reason))
                .compose(done -> done.rowCount() == 0 ? Future.succeededFuture(Optional.empty()) : find(id));
    }
}
