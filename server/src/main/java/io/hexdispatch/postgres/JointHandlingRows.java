package io.hexdispatch.postgres;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.jointhandling.Entry;
import io.hexdispatch.jointhandling.Grounds;
import io.hexdispatch.jointhandling.JointHandling;
import io.hexdispatch.jointhandling.JointStatus;
import io.hexdispatch.jointhandling.Party;
import io.hexdispatch.jointhandling.Verdict;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How a joint handling stands in the database, as JSON of its row, with its parties and lines as arrays. */
final class JointHandlingRows {
    /** A column {@code joint} with the row {@code j} and its parties. */
    static final String COLUMN =
            """
            to_jsonb(j) || jsonb_build_object('parties', (SELECT jsonb_agg(to_jsonb(p) ORDER BY p.ordinal)
              FROM joint_handling_party p WHERE p.event_id = j.event_id)) AS joint
            """;

    /** A column {@code lines} with the record of {@code j}. */
    static final String RECORD =
            "(SELECT jsonb_agg(to_jsonb(r) ORDER BY r.seq) FROM joint_handling_record r WHERE r.event_id = j.event_id)"
                    + " AS lines";

    private JointHandlingRows() {}

    /** @param lines null where the record is not asked for */
    static JointHandling read(EventNumber number, JsonObject row, JsonArray lines) {
        return new JointHandling(
                number,
                JointStatus.valueOf(row.getString("status")),
                texts(row.getJsonArray("grounds")).stream()
                        .map(Grounds::valueOf)
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Grounds.class))),
                objects(row.getJsonArray("parties")).stream()
                        .map(JointHandlingRows::party)
                        .toList(),
                row.getString("decider"),
                time(row, "begun_at").orElseThrow(),
                actor(row, "opened_by_role", "opened_by"),
                time(row, "opened_at"),
                time(row, "decide_by"),
                time(row, "overdue_at"),
                verdict(row),
                objects(lines).stream().map(JointHandlingRows::entry).toList());
    }

    private static Optional<Verdict> verdict(JsonObject row) {
        return time(row, "decided_at")
                .map(at -> new Verdict(
                        row.getString("lead"),
                        texts(row.getJsonArray("co_handling")),
                        row.getString("decision"),
                        actor(row, "decided_by_role", "decided_by").orElseThrow(),
                        at));
    }

    private static Party party(JsonObject row) {
        return new Party(
                actor(row, "party_role", "party").orElseThrow(),
                actor(row, "invited_by_role", "invited_by").orElseThrow(),
                time(row, "invited_at").orElseThrow());
    }

    private static Entry entry(JsonObject row) {
        return new Entry(
                time(row, "at").orElseThrow(),
                actor(row, "actor_role", "actor").orElseThrow(),
                row.getString("action"),
                Optional.ofNullable(row.getString("from_status")).map(JointStatus::valueOf),
                JointStatus.valueOf(row.getString("to_status")),
                Optional.ofNullable(row.getString("text")));
    }

    private static Optional<Actor> actor(JsonObject row, String role, String id) {
        return Optional.ofNullable(row.getString(role)).map(text -> new Actor(Role.valueOf(text), row.getString(id)));
    }

    private static Optional<Instant> time(JsonObject row, String column) {
        return Optional.ofNullable(row.getString(column))
                .map(text -> OffsetDateTime.parse(text).toInstant());
    }

    private static List<String> texts(JsonArray array) {
        return array == null
                ? List.of()
                : array.stream().map(String.class::cast).toList();
    }

    private static List<JsonObject> objects(JsonArray array) {
        return array == null
                ? List.of()
                : array.stream().map(JsonObject.class::cast).toList();
    }

    static String[] names(Set<Grounds> grounds) {
        return grounds.stream().map(Grounds::name).toArray(String[]::new);
    }
}
