package io.hexdispatch.postgres;

import io.hexdispatch.access.Actor;
import io.hexdispatch.event.Place;
import io.hexdispatch.flow.RollCalls.Recorded;
import io.hexdispatch.rollcall.Answer;
import io.hexdispatch.rollcall.RollCall;
import io.hexdispatch.rollcall.RollCallId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Receipts and answers, those that come at about the same time written by one statement. For one event loop. */
final class RollCallAnswers {
    private static final int GROUP_MAX = 1_000;
    private static final int WAITING_MAX = 60_000;

    /**
     * The call is locked before its rows, here and where the silent are reminded, so that the two never wait for each other. The first
     * answer stays; late is what the server had after the limit or the end, however long it waited to be written.
     */
    static final String RECORD =
            """
            WITH given AS (
              SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[], $6::text[],
                $7::text[], $8::float8[], $9::float8[]) WITH ORDINALITY
                AS g(id, role, recipient, delivered_at, answered_at, answer_text, crs, longitude, latitude, n)
            ), calls AS MATERIALIZED (
              SELECT id, kind, state, least(answer_by, ended_at) AS until FROM roll_call
              WHERE id = ANY($1) ORDER BY id FOR SHARE
            ), taken AS (
              SELECT g.*, c.kind, c.state,
                g.answered_at IS NOT NULL AND c.kind = 'ROLL_CALL' AND c.state <> 'CANCELLED' AS counts,
                g.answered_at > c.until AS late
              FROM given g JOIN calls c ON c.id = g.id
            )
            UPDATE roll_call_recipient r SET
              delivered_at = coalesce(r.delivered_at, t.delivered_at),
              answered_at = CASE WHEN t.counts AND r.answered_at IS NULL THEN t.answered_at ELSE r.answered_at END,
              late = CASE WHEN t.counts AND r.answered_at IS NULL THEN t.late ELSE r.late END,
              answer_text = CASE WHEN t.counts AND r.answered_at IS NULL THEN t.answer_text ELSE r.answer_text END,
              answer_crs = CASE WHEN t.counts AND r.answered_at IS NULL THEN t.crs ELSE r.answer_crs END,
              answer_longitude = CASE WHEN t.counts AND r.answered_at IS NULL THEN t.longitude
                ELSE r.answer_longitude END,
              answer_latitude = CASE WHEN t.counts AND r.answered_at IS NULL THEN t.latitude
                ELSE r.answer_latitude END
            FROM taken t
            WHERE r.roll_call_id = t.id AND r.recipient_role = t.role AND r.recipient = t.recipient
            RETURNING t.n, t.kind, t.state, r.delivered_at, r.answered_at, r.late, r.answer_text, r.answer_crs,
              r.answer_longitude, r.answer_latitude, r.reminders
            """;

    private record Key(RollCallId id, Actor recipient) {}

    /** @param at when the terminal's word came; an answer is a receipt too */
    private record Word(Key key, Instant at, Optional<Answer> answer) {
        /** What two of the same say together: a row can be written once by a statement. */
        private Word and(Word later) {
            return new Word(key, at, answer.or(later::answer));
        }
    }

    private final Pool pool;
    private final GroupCommit<Word, Optional<Recorded>> words;

    RollCallAnswers(Pool pool) {
        this.pool = pool;
        this.words = new GroupCommit<>(GROUP_MAX, 1, WAITING_MAX, this::commit);
    }

    Future<Optional<Recorded>> record(RollCallId id, Actor recipient, Instant at, Optional<Answer> answer) {
        return words.submit(new Word(new Key(id, recipient), at, answer));
    }

    boolean isBehind() {
        return words.waiting() > GROUP_MAX;
    }

    private Future<List<Optional<Recorded>>> commit(List<Word> group) {
        Map<Key, Word> byKey = new LinkedHashMap<>();
        group.forEach(word -> byKey.merge(word.key(), word, Word::and));
        List<Word> rows = new ArrayList<>(byKey.values());
        return pool.preparedQuery(RECORD)
                .execute(Tuple.tuple()
                        .addArrayOfLong(
                                Columns.longs(rows, word -> word.key().id().number()))
                        .addArrayOfString(Columns.texts(
                                rows, word -> word.key().recipient().role().name()))
                        .addArrayOfString(Columns.texts(
                                rows, word -> word.key().recipient().id()))
                        .addArrayOfOffsetDateTime(Columns.times(rows, Word::at))
                        .addArrayOfOffsetDateTime(rows.stream()
                                .map(word -> word.answer()
                                        .map(answer -> Columns.time(answer.at()))
                                        .orElse(null))
                                .toArray(OffsetDateTime[]::new))
                        .addArrayOfString(Columns.optionalTexts(
                                rows, word -> word.answer().flatMap(Answer::text)))
                        .addArrayOfString(Columns.optionalTexts(rows, word -> place(word)
                                .map(place -> place.crs().name())))
                        .addArrayOfDouble(Columns.doubles(rows, word -> place(word)
                                .map(place -> place.given().longitude())
                                .orElse(null)))
                        .addArrayOfDouble(Columns.doubles(rows, word -> place(word)
                                .map(place -> place.given().latitude())
                                .orElse(null))))
                .map(found -> {
                    Map<Key, Recorded> recorded = new HashMap<>();
                    found.forEach(row ->
                            recorded.put(rows.get(row.getInteger("n") - 1).key(), recorded(row)));
                    return group.stream()
                            .map(word -> Optional.ofNullable(recorded.get(word.key())))
                            .toList();
                });
    }

    private static Optional<Place> place(Word word) {
        return word.answer().flatMap(Answer::place);
    }

    private static Recorded recorded(Row row) {
        return new Recorded(
                RollCall.Kind.valueOf(row.getString("kind")),
                RollCall.State.valueOf(row.getString("state")),
                RollCallRows.attendance(row));
    }
}
