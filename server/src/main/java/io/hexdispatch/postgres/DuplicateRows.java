package io.hexdispatch.postgres;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.duplicate.Duplicate;
import io.hexdispatch.duplicate.Likeness;
import io.hexdispatch.duplicate.Proposal;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.event.EventStatus;
import io.hexdispatch.event.HistoryEntry;
import io.hexdispatch.order.CaseFile;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Optional;

/** The rows of {@code duplicate}, read, and settled where their event is merged or separated, in the same transaction. */
final class DuplicateRows {
    static final String SELECT =
            """
            SELECT d.*, e.filed_at AS event_filed_at, p.filed_at AS principal_filed_at
            FROM duplicate d JOIN event e ON e.id = d.event_id JOIN event p ON p.id = d.principal_id
            """;

    private DuplicateRows() {}

    static Proposal read(Row row) {
        Proposal.State state = Proposal.State.valueOf(row.getString("state"));
        return new Proposal(
                row.getLong("id"),
                new Duplicate(
                        EventNumber.of(
                                row.getOffsetDateTime("principal_filed_at").toInstant(), row.getLong("principal_id")),
                        EventNumber.of(row.getOffsetDateTime("event_filed_at").toInstant(), row.getLong("event_id")),
                        new Likeness(
                                row.getDouble("metres"),
                                Duration.ofMillis(row.getLong("apart_millis")),
                                row.getInteger("confidence_percent"))),
                state,
                row.getOffsetDateTime("proposed_at").toInstant(),
                state == Proposal.State.PROPOSED
                        ? Optional.empty()
                        : Optional.of(new Proposal.Settled(
                                new Actor(Role.valueOf(row.getString("settled_by_role")), row.getString("settled_by")),
                                row.getOffsetDateTime("settled_at").toInstant(),
                                Optional.ofNullable(row.getString("reason")))));
    }

    /** Settles what a change decides about, and what it leaves nothing to decide about. */
    static Future<?> follow(SqlConnection connection, CaseFile.Change change) {
        EventStatus status = change.after().event().status();
        return status.isOver() && !change.before().event().status().isOver()
                ? lapse(connection, change, status)
                : settle(connection, change);
    }

    /** An event that is over is merged no more; its proposals must not wait for good. */
    private static Future<?> lapse(SqlConnection connection, CaseFile.Change change, EventStatus status) {
        EventNumber number = change.after().event().number();
        return connection
                .preparedQuery(
                        """
                        UPDATE duplicate SET state = 'DISMISSED',
                          settled_by_role = $2, settled_by = $3, settled_at = $4, reason = $5
                        WHERE state = 'PROPOSED' AND (event_id = $1 OR principal_id = $1)
                        """)
                .execute(Tuple.of(
                        number.id(),
                        Actor.SYSTEM.role().name(),
                        Actor.SYSTEM.id(),
                        Columns.time(change.history().get(0).at()),
                        "event " + number + " is " + status));
    }

    private static Future<?> settle(SqlConnection connection, CaseFile.Change change) {
        Optional<EventNumber> before = change.before().event().course().mergedInto();
        Optional<EventNumber> after = change.after().event().course().mergedInto();
        if (change.isNothing() || before.equals(after)) {
            return Future.succeededFuture();
        }
        HistoryEntry line = change.history().get(0);
        Tuple tuple = Tuple.of(
                change.after().event().number().id(),
                line.actor().role().name(),
                line.actor().id(),
                Columns.time(line.at()),
                line.reason().orElse(null));
        if (after.isPresent()) {
            return connection
                    .preparedQuery(
                            """
                            UPDATE duplicate SET state = CASE WHEN principal_id = $6 THEN 'MERGED' ELSE 'DISMISSED' END,
                              settled_by_role = $2, settled_by = $3, settled_at = $4, reason = $5
                            WHERE event_id = $1 AND state = 'PROPOSED'
                            """)
                    .execute(tuple.addLong(after.get().id()));
        }
        return connection
                .preparedQuery(
                        """
                        UPDATE duplicate SET state = 'DISMISSED',
                          settled_by_role = $2, settled_by = $3, settled_at = $4, reason = $5
                        WHERE event_id = $1 AND state = 'MERGED'
                        """)
                .execute(tuple);
    }
}
