package io.hexdispatch.postgres;

import io.hexdispatch.event.Course;
import io.hexdispatch.event.HistoryEntry;
import io.hexdispatch.event.Jurisdiction;
import io.hexdispatch.event.Particulars;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.order.Order;
import io.hexdispatch.postgres.Columns.HistoryRow;
import io.hexdispatch.postgres.Columns.OrderRow;
import io.hexdispatch.wire.CourseJson;
import io.hexdispatch.wire.ParticularsJson;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes what a decision changed in a case file, inside a transaction that holds the event's lock. */
final class ChangeStatements {
    private ChangeStatements() {}

    static Future<Void> write(SqlConnection connection, CaseFile.Change change) {
        long id = change.after().event().number().id();
        List<Future<?>> writes = new ArrayList<>();
        if (!change.after().event().equals(change.before().event())) {
            writes.add(connection
                    .preparedQuery(
                            "UPDATE event SET status = $2, queue_reason = $3, course = $4, due_at = $5 WHERE id = $1")
                    .execute(Tuple.of(
                            id,
                            change.after().event().status().name(),
                            change.after().event().queueReason().orElse(null),
                            change.after().event().course() == Course.NONE
                                    ? null
                                    : CourseJson.of(change.after().event().course()),
                            change.after().dueAt().map(Columns::time).orElse(null))));
        }
        if (!change.after()
                .event()
                .jurisdiction()
                .equals(change.before().event().jurisdiction())) {
            writes.add(relocate(connection, id, change.after().event().jurisdiction()));
        }
        for (Order order : change.changed()) {
            writes.add(connection
                    .preparedQuery(
                            "UPDATE dispatch_order SET status = $3, reason = $4 WHERE event_id = $1 AND ordinal = $2")
                    .execute(Tuple.of(
                            id,
                            order.ordinal(),
                            order.status().name(),
                            order.reason().orElse(null))));
        }
        List<Integer> over = change.changed().stream()
                .filter(order -> !order.status().isOpen())
                .map(Order::ordinal)
                .toList();
        if (!over.isEmpty()) {
            writes.add(endDeliveries(connection, change, over));
        }
        if (!change.added().isEmpty()) {
            List<OrderRow> added = change.added().stream()
                    .map(order -> new OrderRow(id, order))
                    .toList();
            writes.add(insertOrders(connection, added));
            writes.add(insertDeliveries(connection, added));
        }
        List<HistoryRow> lines = new ArrayList<>();
        for (HistoryEntry entry : change.history()) {
            lines.add(new HistoryRow(id, lines.size() + 1, entry));
        }
        writes.add(insertHistory(connection, lines));
        writes.add(FigureMarks.mark(connection, id));
        return Future.all(writes).mapEmpty();
    }

    /**
     * What is over is owed no more. The condition is one that no partial index answers, so that the rows are found by their key.
     */
    static final String END_DELIVERIES =
            """
            UPDATE delivery SET ended_at = $3
            WHERE event_id = $1 AND ordinal = ANY($2::int[]) AND coalesce(acknowledged_at, ended_at) IS NULL
            """;

    private static Future<?> endDeliveries(SqlConnection connection, CaseFile.Change change, List<Integer> over) {
        return connection
                .preparedQuery(END_DELIVERIES)
                .execute(Tuple.tuple()
                        .addLong(change.after().event().number().id())
                        .addArrayOfInteger(over.toArray(Integer[]::new))
                        .addOffsetDateTime(Columns.time(change.history().get(0).at())));
    }

    private static Future<?> relocate(SqlConnection connection, long id, Jurisdiction jurisdiction) {
        Tuple tuple = Tuple.tuple().addLong(id).addString(jurisdiction.mapVersion());
        for (GridLevel level : GridLevel.values()) {
            GridCode code = jurisdiction.grids().get(level);
            tuple.addString(code == null ? null : code.value());
        }
        return connection
                .preparedQuery(
                        """
                        UPDATE event SET map_version = $2, city = $3, county = $4, township = $5, community = $6, cell = $7,
                          micro_cell = $8, dedicated = $9
                        WHERE id = $1
                        """)
                .execute(tuple);
    }

    private static Future<?> insertOrders(SqlConnection connection, List<OrderRow> added) {
        Tuple tuple = Tuple.tuple();
        Columns.addOrders(tuple, added);
        return connection
                .preparedQuery(
                        """
                        INSERT INTO dispatch_order
                          (event_id, ordinal, role, unit, responder, skill, replaces, status, dispatched_at, reason)
                        SELECT * FROM unnest($1::bigint[], $2::int[], $3::text[], $4::text[], $5::text[], $6::text[],
                          $7::int[], $8::text[], $9::timestamptz[], $10::text[])
                        """)
                .execute(tuple);
    }

    private static Future<?> insertDeliveries(SqlConnection connection, List<OrderRow> added) {
        Tuple tuple = Tuple.tuple();
        Columns.addDeliveries(tuple, added);
        return connection
                .preparedQuery(
                        """
                        INSERT INTO delivery (event_id, ordinal, recipient_role, recipient, created_at)
                        SELECT * FROM unnest($1::bigint[], $2::int[], $3::text[], $4::text[], $5::timestamptz[])
                        """)
                .execute(tuple);
    }

    /** @param rows their numbers count from 1 for each event, behind the lines that it has; the events' locks are held */
    static Future<?> insertHistory(SqlConnection connection, List<HistoryRow> rows) {
        if (rows.isEmpty()) {
            return Future.succeededFuture();
        }
        Tuple tuple = Tuple.tuple();
        Columns.addHistory(tuple, rows);
        tuple.addArrayOfString(Columns.optionalTexts(
                rows,
                row -> row.entry().particulars().equals(Particulars.NOTHING)
                        ? Optional.empty()
                        : Optional.of(
                                ParticularsJson.of(row.entry().particulars()).encode())));
        return connection
                .preparedQuery(
                        """
                        INSERT INTO event_history
                          (event_id, seq, at, actor_role, actor, ordinal, action, from_status, to_status, reason,
                            particulars)
                        SELECT t.event_id, (SELECT max(h.seq) FROM event_history h WHERE h.event_id = t.event_id) + t.seq,
                          t.at, t.actor_role, t.actor, t.ordinal, t.action, t.from_status, t.to_status, t.reason,
                          t.particulars::jsonb
                        FROM unnest($1::bigint[], $2::int[], $3::timestamptz[], $4::text[], $5::text[], $6::int[],
                          $7::text[], $8::text[], $9::text[], $10::text[], $11::text[]) AS t(event_id, seq, at, actor_role,
                          actor, ordinal, action, from_status, to_status, reason, particulars)
                        """)
                .execute(tuple);
    }
}
