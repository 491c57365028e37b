package io.hexdispatch.postgres;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.rollcall.RollCall;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The running calls that wait for each of several people. */
final class OwedCalls {
    private OwedCalls() {}

    /** @return for each recipient, in their order, what waits for him; each call is read once, however many it waits for */
    static List<List<RollCall>> of(Iterable<Row> rows, List<Actor> recipients) {
        Map<Long, RollCall> calls = new HashMap<>();
        Map<Actor, List<RollCall>> byRecipient = new HashMap<>();
        for (Row row : rows) {
            RollCall call = calls.computeIfAbsent(row.getLong("id"), id -> RollCallRows.call(row));
            List<RollCall> own = byRecipient.computeIfAbsent(
                    new Actor(Role.valueOf(row.getString("owed_role")), row.getString("owed_to")),
                    actor -> new ArrayList<>(1));
            // One who connects twice at once stands in the list twice.
            if (!own.contains(call)) {
                own.add(call);
            }
        }
        return recipients.stream()
                .map(actor -> byRecipient.getOrDefault(actor, List.of()))
                .toList();
    }
}
