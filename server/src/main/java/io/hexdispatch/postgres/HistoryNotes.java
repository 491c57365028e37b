package io.hexdispatch.postgres;

import io.hexdispatch.access.Actor;
import io.hexdispatch.category.Categories;
import io.hexdispatch.event.HistoryEntry;
import io.hexdispatch.order.CaseFile;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Lines in the history of an event that say something and leave it in its state. */
final class HistoryNotes {
    private final CaseFileRows rows;

    HistoryNotes(Categories categories) {
        this.rows = new CaseFileRows(categories);
    }

    /** In the transaction of the connection, which then holds the event's lock. */
    Future<CaseFile.Change> add(
            SqlConnection connection, long event, Actor by, Instant now, String action, String reason) {
        return connection
                .preparedQuery("SELECT FROM event WHERE id = $1 FOR UPDATE")
                .execute(Tuple.of(event))
                .compose(locked -> connection
                        .preparedQuery(CaseFileRows.SELECT + "WHERE e.id = $1")
                        .execute(Tuple.of(event)))
                .compose(found -> {
                    CaseFile caseFile = rows.read(found.iterator().next());
                    String status = caseFile.event().status().name();
                    CaseFile.Change change = new CaseFile.Change(
                            caseFile,
                            caseFile,
                            List.of(new HistoryEntry(
                                    now,
                                    by,
                                    Optional.empty(),
                                    action,
                                    Optional.of(status),
                                    status,
                                    Optional.of(reason))));
                    return ChangeStatements.write(connection, change).map(change);
                });
    }
}
