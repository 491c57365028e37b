package io.hexdispatch.postgres;

import io.hexdispatch.access.Actor;
import io.hexdispatch.jointhandling.Entry;
import io.hexdispatch.jointhandling.JointDecision;
import io.hexdispatch.jointhandling.JointHandling;
import io.hexdispatch.jointhandling.Party;
import io.hexdispatch.jointhandling.Verdict;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Writes what a decision changed in a joint handling, inside a transaction that holds the event's lock. */
final class JointStatements {
    /** What a filing with joint handlings has before everything else: three more inserts in the same statement. */
    private static final String BEGUN =
            """
            WITH joint AS (
              INSERT INTO joint_handling (event_id, status, grounds, decider, begun_at, opened_by_role, opened_by, opened_at,
                decide_by)
              SELECT event_id, status, string_to_array(grounds, ','), decider, begun_at, opened_by_role, opened_by, opened_at,
                decide_by
              FROM unnest($63::bigint[], $64::text[], $65::text[], $66::text[], $67::timestamptz[], $68::text[], $69::text[],
                $70::timestamptz[], $71::timestamptz[])
                AS t(event_id, status, grounds, decider, begun_at, opened_by_role, opened_by, opened_at, decide_by)
            ), joint_party AS (
              INSERT INTO joint_handling_party
                (event_id, ordinal, party_role, party, invited_by_role, invited_by, invited_at)
              SELECT * FROM unnest($72::bigint[], $73::int[], $74::text[], $75::text[], $76::text[], $77::text[],
                $78::timestamptz[])
            ), joint_line AS (
              INSERT INTO joint_handling_record
                (event_id, seq, at, actor_role, actor, action, from_status, to_status, text)
              SELECT * FROM unnest($79::bigint[], $80::int[], $81::timestamptz[], $82::text[], $83::text[], $84::text[],
                $85::text[], $86::text[], $87::text[])
            ), filed AS (
            """;

    /** A group of filings of which some begin with a joint handling; groups without any never see it. */
    static final String FILING = FilingStatement.SQL.replaceFirst("WITH filed AS \\(\n", BEGUN.replace("$", "\\$"));

    private record PartyRow(JointHandling handling, int ordinal, Party party) {}

    private record LineRow(JointHandling handling, int seq, Entry entry) {}

    private JointStatements() {}

    /** Adds the columns of {@link #FILING} behind those of a filing. */
    static void addBegun(Tuple tuple, List<JointHandling> begun) {
        tuple.addArrayOfLong(Columns.longs(begun, each -> each.event().id()))
                .addArrayOfString(Columns.texts(begun, each -> each.status().name()))
                .addArrayOfString(
                        Columns.texts(begun, each -> String.join(",", JointHandlingRows.names(each.grounds()))))
                .addArrayOfString(Columns.texts(begun, JointHandling::decider))
                .addArrayOfOffsetDateTime(Columns.times(begun, JointHandling::begunAt))
                .addArrayOfString(Columns.optionalTexts(
                        begun, each -> each.openedBy().map(by -> by.role().name())))
                .addArrayOfString(
                        Columns.optionalTexts(begun, each -> each.openedBy().map(Actor::id)))
                .addArrayOfOffsetDateTime(times(begun, JointHandling::openedAt))
                .addArrayOfOffsetDateTime(times(begun, JointHandling::decideBy));
        List<PartyRow> parties = new ArrayList<>();
        List<LineRow> lines = new ArrayList<>();
        begun.forEach(each -> {
            each.parties()
                    .forEach(party ->
                            parties.add(new PartyRow(each, each.parties().indexOf(party) + 1, party)));
            each.record()
                    .forEach(entry -> lines.add(new LineRow(each, each.record().indexOf(entry) + 1, entry)));
        });
        addParties(tuple, parties);
        addLines(tuple, lines);
    }

    private static void addParties(Tuple tuple, List<PartyRow> rows) {
        tuple.addArrayOfLong(Columns.longs(rows, row -> row.handling().event().id()))
                .addArrayOfInteger(Columns.integers(rows, PartyRow::ordinal))
                .addArrayOfString(
                        Columns.texts(rows, row -> row.party().who().role().name()))
                .addArrayOfString(Columns.texts(rows, row -> row.party().who().id()))
                .addArrayOfString(Columns.texts(
                        rows, row -> row.party().invitedBy().role().name()))
                .addArrayOfString(
                        Columns.texts(rows, row -> row.party().invitedBy().id()))
                .addArrayOfOffsetDateTime(Columns.times(rows, row -> row.party().invitedAt()));
    }

    private static void addLines(Tuple tuple, List<LineRow> rows) {
        tuple.addArrayOfLong(Columns.longs(rows, row -> row.handling().event().id()))
                .addArrayOfInteger(Columns.integers(rows, LineRow::seq))
                .addArrayOfOffsetDateTime(Columns.times(rows, row -> row.entry().at()))
                .addArrayOfString(
                        Columns.texts(rows, row -> row.entry().by().role().name()))
                .addArrayOfString(Columns.texts(rows, row -> row.entry().by().id()))
                .addArrayOfString(Columns.texts(rows, row -> row.entry().action()))
                .addArrayOfString(
                        Columns.optionalTexts(rows, row -> row.entry().from().map(Enum::name)))
                .addArrayOfString(Columns.texts(rows, row -> row.entry().to().name()))
                .addArrayOfString(Columns.optionalTexts(rows, row -> row.entry().text()));
    }

    private static OffsetDateTime[] times(List<JointHandling> rows, Function<JointHandling, Optional<Instant>> column) {
        return rows.stream()
                .map(row -> column.apply(row).map(Columns::time).orElse(null))
                .toArray(OffsetDateTime[]::new);
    }

    static Future<Void> write(SqlConnection connection, JointDecision.Change change) {
        if (change.isNothing()) {
            return Future.succeededFuture();
        }
        JointHandling after = change.after();
        int partiesBefore =
                change.before().map(before -> before.parties().size()).orElse(0);
        int linesBefore = change.before().map(before -> before.record().size()).orElse(0);
        List<PartyRow> parties = new ArrayList<>();
        for (int i = partiesBefore; i < after.parties().size(); i++) {
            parties.add(new PartyRow(after, i + 1, after.parties().get(i)));
        }
        List<LineRow> lines = new ArrayList<>();
        for (int i = 0; i < change.added().size(); i++) {
            lines.add(new LineRow(after, linesBefore + i + 1, change.added().get(i)));
        }
        Tuple partyTuple = Tuple.tuple();
        addParties(partyTuple, parties);
        Tuple lineTuple = Tuple.tuple();
        addLines(lineTuple, lines);
        return head(connection, after)
                .compose(done -> parties.isEmpty()
                        ? Future.succeededFuture()
                        : connection
                                .preparedQuery(
                                        """
                                        INSERT INTO joint_handling_party
                                          (event_id, ordinal, party_role, party, invited_by_role, invited_by, invited_at)
                                        SELECT * FROM unnest($1::bigint[], $2::int[], $3::text[], $4::text[], $5::text[],
                                          $6::text[], $7::timestamptz[])
                                        """)
                                .execute(partyTuple))
                .compose(done -> connection
                        .preparedQuery(
                                """
                                INSERT INTO joint_handling_record
                                  (event_id, seq, at, actor_role, actor, action, from_status, to_status, text)
                                SELECT * FROM unnest($1::bigint[], $2::int[], $3::timestamptz[], $4::text[], $5::text[],
                                  $6::text[], $7::text[], $8::text[], $9::text[])
                                """)
                        .execute(lineTuple))
                .mapEmpty();
    }

    private static Future<?> head(SqlConnection connection, JointHandling after) {
        Optional<Verdict> verdict = after.verdict();
        return connection
                .preparedQuery(
                        """
                        INSERT INTO joint_handling (event_id, status, grounds, decider, begun_at, opened_by_role, opened_by,
                          opened_at, decide_by, overdue_at, lead, co_handling, decision, decided_by_role, decided_by, decided_at)
                        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
                        ON CONFLICT (event_id) DO UPDATE SET status = excluded.status, grounds = excluded.grounds,
                          decider = excluded.decider, opened_by_role = excluded.opened_by_role,
                          opened_by = excluded.opened_by, opened_at = excluded.opened_at, decide_by = excluded.decide_by,
                          overdue_at = excluded.overdue_at, lead = excluded.lead, co_handling = excluded.co_handling,
                          decision = excluded.decision, decided_by_role = excluded.decided_by_role,
                          decided_by = excluded.decided_by, decided_at = excluded.decided_at
                        """)
                .execute(Tuple.tuple()
                        .addLong(after.event().id())
                        .addString(after.status().name())
                        .addArrayOfString(JointHandlingRows.names(after.grounds()))
                        .addString(after.decider())
                        .addOffsetDateTime(Columns.time(after.begunAt()))
                        .addString(after.openedBy().map(by -> by.role().name()).orElse(null))
                        .addString(after.openedBy().map(Actor::id).orElse(null))
                        .addOffsetDateTime(time(after.openedAt()))
                        .addOffsetDateTime(time(after.decideBy()))
                        .addOffsetDateTime(time(after.overdueAt()))
                        .addString(verdict.map(Verdict::lead).orElse(null))
                        .addArrayOfString(
                                verdict.map(given -> given.coHandling().toArray(String[]::new))
                                        .orElse(null))
                        .addString(verdict.map(Verdict::text).orElse(null))
                        .addString(
                                verdict.map(given -> given.by().role().name()).orElse(null))
                        .addString(verdict.map(given -> given.by().id()).orElse(null))
                        .addOffsetDateTime(time(verdict.map(Verdict::at))));
    }

    private static OffsetDateTime time(Optional<Instant> at) {
        return at.map(Columns::time).orElse(null);
    }
}
