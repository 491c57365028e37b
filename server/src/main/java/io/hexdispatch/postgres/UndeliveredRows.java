package io.hexdispatch.postgres;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.delivery.Receipt;
import io.hexdispatch.delivery.Sends;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.flow.Deliveries.Backlog;
import io.hexdispatch.flow.Deliveries.Undelivered;
import io.hexdispatch.flow.Deliveries.UndeliveredQuery;
import io.hexdispatch.flow.EventQuery;
import io.hexdispatch.order.OrderId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Reads receipts, and what is undelivered. */
final class UndeliveredRows {
    /**
     * The index of what is owed is small and read whole; by the sum in place of the column it is not tempting to read all deliveries
     * of the past in the order of their key.
     */
    static final String OLDEST =
            """
            WITH owed AS MATERIALIZED (
              SELECT d.* FROM delivery d
              CROSS JOIN LATERAL (SELECT e.id FROM event e WHERE e.id = d.event_id%s LIMIT 1) e
              WHERE d.acknowledged_at IS NULL AND d.ended_at IS NULL AND d.created_at < $1
                AND (d.event_id + 0, d.ordinal) > ($2, $3)
              ORDER BY d.event_id + 0, d.ordinal
              FETCH FIRST $4 ROWS WITH TIES
            )
            SELECT c.*, owed.ordinal, owed.recipient_role, owed.recipient, owed.created_at, owed.first_sent_at,
              owed.last_sent_at, owed.sends, owed.acknowledged_at, owed.ended_at
            FROM owed CROSS JOIN LATERAL (%s WHERE e.id = owed.event_id LIMIT 1) c
            ORDER BY owed.event_id, owed.ordinal, owed.recipient_role, owed.recipient
            """;

    static final String BACKLOG =
            """
            SELECT recipient_role, count(*) AS orders, min(created_at) AS oldest FROM delivery
            WHERE acknowledged_at IS NULL AND ended_at IS NULL GROUP BY recipient_role
            """;

    private final Pool pool;
    private final CaseFileRows rows;

    UndeliveredRows(Pool pool, CaseFileRows rows) {
        this.pool = pool;
        this.rows = rows;
    }

    Future<List<Receipt>> receipts(EventNumber event) {
        return pool.preparedQuery(
                        "SELECT * FROM delivery WHERE event_id = $1 ORDER BY ordinal, recipient_role DESC, recipient")
                .execute(Tuple.of(event.id()))
                .map(found -> StreamSupport.stream(found.spliterator(), false)
                        .map(UndeliveredRows::receipt)
                        .toList());
    }

    Future<List<Undelivered>> list(UndeliveredQuery query) {
        Tuple tuple = Tuple.tuple()
                .addOffsetDateTime(Columns.time(query.owedBefore()))
                .addLong(query.after().map(order -> order.event().id()).orElse(0L))
                .addInteger(query.after().map(OrderId::ordinal).orElse(0))
                .addInteger(query.limit());
        StringBuilder within = new StringBuilder();
        for (EventQuery.Area area : query.areas()) {
            tuple.addString(area.code().value());
            within.append(" AND e.")
                    .append(CaseFileRows.column(area.level()))
                    .append(" = $")
                    .append(tuple.size());
        }
        return pool.preparedQuery(OLDEST.formatted(within, CaseFileRows.SELECT))
                .execute(tuple)
                .map(found -> StreamSupport.stream(found.spliterator(), false)
                        .map(row -> new Undelivered(rows.read(row), receipt(row)))
                        .toList());
    }

    Future<Map<Role, Backlog>> backlog() {
        return pool.preparedQuery(BACKLOG).execute().map(found -> {
            Map<Role, Backlog> backlog = new EnumMap<>(Role.class);
            found.forEach(row -> backlog.put(
                    Role.valueOf(row.getString("recipient_role")),
                    new Backlog(
                            row.getLong("orders"),
                            row.getOffsetDateTime("oldest").toInstant())));
            return backlog;
        });
    }

    private static Receipt receipt(Row row) {
        Optional<Instant> first = time(row, "first_sent_at");
        return new Receipt(
                row.getInteger("ordinal"),
                new Actor(Role.valueOf(row.getString("recipient_role")), row.getString("recipient")),
                row.getOffsetDateTime("created_at").toInstant(),
                first.map(sent ->
                        new Sends(sent, time(row, "last_sent_at").orElse(sent), Math.max(1, row.getInteger("sends")))),
                time(row, "acknowledged_at"),
                time(row, "ended_at"));
    }

    private static Optional<Instant> time(Row row, String column) {
        return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
    }
}
