package io.hexdispatch.postgres;

import io.hexdispatch.access.Actor;
import io.hexdispatch.category.Categories;
import io.hexdispatch.flow.ServiceRequests;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.stream.StreamSupport;

/** Events as service requests, read from PostgreSQL with the time of their last line of history. */
public final class PostgresServiceRequests implements ServiceRequests {
    private static final String BEFORE =
            "SELECT c.*, (SELECT max(h.at) FROM event_history h WHERE h.event_id = c.id) AS updated_at FROM ("
                    + CaseFileRows.SELECT
                    // $1 is the source and $2 the grid of the centre that may see no more than its own.
                    + "WHERE ($1::text IS NULL OR e.source = $1)"
                    + " AND ($2::text IS NULL"
                    + " OR $2 IN (e.city, e.county, e.township, e.community, e.cell, e.micro_cell, e.dedicated)) AND ";

    private static final String AFTER = " ORDER BY e.id DESC LIMIT $3) c ORDER BY c.id DESC";

    private final Pool pool;
    private final CaseFileRows rows;

    public PostgresServiceRequests(Pool pool, Categories categories) {
        this.pool = pool;
        this.rows = new CaseFileRows(categories);
    }

    @Override
    public Future<List<ServiceRequest>> list(Actor reader, Wish wish, int limit) {
        return read(
                "e.filed_at BETWEEN $4 AND $5"
                        + " AND ($6::bool IS NULL OR $6 = (e.status IN ('CLOSED', 'VOIDED')))"
                        + " AND ($7::text[] IS NULL OR e.category_kind || e.category = ANY($7))",
                tuple(reader, limit)
                        .addOffsetDateTime(Columns.time(wish.from()))
                        .addOffsetDateTime(Columns.time(wish.to()))
                        .addBoolean(wish.isClosed().orElse(null))
                        .addArrayOfString(
                                wish.categories().isEmpty()
                                        ? null
                                        : wish.categories().stream()
                                                .map(key -> key.kind().name() + key.code())
                                                .toArray(String[]::new)));
    }

    @Override
    public Future<List<ServiceRequest>> find(Actor reader, List<Long> ids) {
        return read("e.id = ANY($4)", tuple(reader, ids.size()).addArrayOfLong(ids.toArray(Long[]::new)));
    }

    private static Tuple tuple(Actor reader, int limit) {
        String source = null;
        String area = null;
        switch (reader.role()) {
            case SOURCE -> source = reader.id();
            case CENTRE -> area = reader.id();
            case SUPERVISOR, ADMIN -> {}
            case UNIT, RESPONDER, GIS ->
                throw new IllegalArgumentException("service requests are not for " + reader.role());
        }
        return Tuple.tuple().addString(source).addString(area).addInteger(limit);
    }

    private Future<List<ServiceRequest>> read(String condition, Tuple tuple) {
        return pool.preparedQuery(BEFORE + condition + AFTER).execute(tuple).map(found -> StreamSupport.stream(
                        found.spliterator(), false)
                .map(row -> new ServiceRequest(
                        rows.read(row), row.getOffsetDateTime("updated_at").toInstant()))
                .toList());
    }
}
