package io.hexdispatch.postgres;

import io.hexdispatch.category.Categories;
import io.hexdispatch.flow.FiledEvents;
import io.hexdispatch.order.CaseFile;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.stream.StreamSupport;

/** How far the events in PostgreSQL are examined. */
public final class PostgresFiledEvents implements FiledEvents {
    /** The one server that there is. */
    private static final String SERVER = "server";

    private final Pool pool;
    private final CaseFileRows rows;

    public PostgresFiledEvents(Pool pool, Categories categories) {
        this.pool = pool;
        this.rows = new CaseFileRows(categories);
    }

    @Override
    public Future<Long> examinedBelow() {
        return pool.preparedQuery("SELECT below_id FROM examined WHERE server = $1")
                .execute(Tuple.of(SERVER))
                .map(found -> found.iterator().next().getLong("below_id"));
    }

    @Override
    public Future<Void> examinedBelow(long id) {
        return pool.preparedQuery("UPDATE examined SET below_id = greatest(below_id, $2) WHERE server = $1")
                .execute(Tuple.of(SERVER, id))
                .mapEmpty();
    }

    @Override
    public Future<List<CaseFile>> from(long id, int limit) {
        return pool.preparedQuery(CaseFileRows.SELECT + "WHERE e.id >= $1 ORDER BY e.id LIMIT $2")
                .execute(Tuple.of(id, limit))
                .map(found -> StreamSupport.stream(found.spliterator(), false)
                        .map(rows::read)
                        .toList());
    }
}
