package io.hexdispatch.postgres;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;

/**
 * Notes in the transaction that files or changes an event that its figures must be counted anew. Nothing is written for an event
 * that is not in {@code figure_day} yet and is counted from its own tables, so not at an ordinary filing.
 */
final class FigureMarks {
    /** Takes the numbers of events as the array $1. */
    static final String OF_IDS =
            """
            INSERT INTO figure_change (event_id)
            SELECT id FROM unnest($1::bigint[]) AS t(id) WHERE id <= (SELECT announced_id FROM figure_seal)
            """;

    private FigureMarks() {}

    /** Inside a transaction that holds the event's lock. */
    static Future<?> mark(SqlConnection connection, long event) {
        return connection.preparedQuery(OF_IDS).execute(Tuple.tuple().addArrayOfLong(new Long[] {event}));
    }
}
