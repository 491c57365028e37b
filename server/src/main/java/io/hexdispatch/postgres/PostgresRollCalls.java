package io.hexdispatch.postgres;

import io.hexdispatch.access.Actor;
import io.hexdispatch.flow.RefusedException;
import io.hexdispatch.flow.RollCalls;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.rollcall.Answer;
import io.hexdispatch.rollcall.Attendance;
import io.hexdispatch.rollcall.Called;
import io.hexdispatch.rollcall.Muster;
import io.hexdispatch.rollcall.RollCall;
import io.hexdispatch.rollcall.RollCallId;
import io.hexdispatch.rollcall.RollCallWish;
import io.hexdispatch.rollcall.Tally;
import io.hexdispatch.wire.AudienceJson;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Roll calls in PostgreSQL. For one event loop. */
public final class PostgresRollCalls implements RollCalls {
    /** More would not be heard by anybody. */
    static final int RUNNING_MAX = 100;

    private static final int RETRY_SECONDS = 30;
    private static final int OWED_GROUP_MAX = 256;
    private static final int OWED_WAITING_MAX = 60_000;

    private static final String CALL =
            """
            WITH new_call AS (
              INSERT INTO roll_call (id, caller_role, caller, key, kind, purpose, message, audience, map_version, areas, called,
                left_out, called_at, answer_by, remind_at, state)
              SELECT nextval('roll_call_id'), $1, $2, $3, $4, $5, $6, $7, $8, $9::text[], $10, $11, $12, $13, $14, 'CALLING'
              WHERE (SELECT count(*) FROM roll_call WHERE state = 'CALLING') < %d
              ON CONFLICT (caller_role, caller, key) DO NOTHING
              RETURNING id
            ), recipients AS (
              INSERT INTO roll_call_recipient
                (roll_call_id, ordinal, recipient_role, recipient, name, level, county, township)
              SELECT n.id, t.ordinal, t.role, t.recipient, t.name, t.level, t.county, t.township
              FROM new_call n CROSS JOIN unnest($15::text[], $16::text[], $17::text[], $18::text[], $19::text[], $20::text[])
                WITH ORDINALITY AS t(role, recipient, name, level, county, township, ordinal)
            )
            SELECT id FROM new_call
            """
                    .formatted(RUNNING_MAX);

    /** Whether the reader with role $1 and id $2 may see a call. */
    private static final String VISIBLE =
            """
            CASE $1::text WHEN 'ADMIN' THEN true WHEN 'SUPERVISOR' THEN true
              WHEN 'CENTRE' THEN c.caller_role = $1 AND c.caller = $2 OR $2 = ANY(c.areas)
              ELSE EXISTS (SELECT 1 FROM roll_call_recipient r
                WHERE r.roll_call_id = c.id AND r.recipient_role = $1 AND r.recipient = $2) END
            """;

    private static final String IS_OWED =
            "CASE c.kind WHEN 'BROADCAST' THEN r.delivered_at IS NULL ELSE r.answered_at IS NULL END";

    /** By the whole key for each recipient and each of the few running calls: a limit leaves the planner no other way. */
    static final String OWED =
            """
            SELECT c.*, a.role AS owed_role, a.id AS owed_to
            FROM (SELECT * FROM roll_call WHERE state = 'CALLING') c
            CROSS JOIN unnest($1::text[], $2::text[]) AS a(role, id)
            CROSS JOIN LATERAL (SELECT r.delivered_at, r.answered_at FROM roll_call_recipient r
              WHERE r.roll_call_id = c.id AND r.recipient_role = a.role AND r.recipient = a.id LIMIT 1) r
            WHERE %s ORDER BY c.id
            """
                    .formatted(IS_OWED);

    private static final String UNDELIVERED =
            """
            SELECT c.id, r.ordinal, r.recipient_role, r.recipient
            FROM (SELECT id FROM roll_call WHERE state = 'CALLING' AND called_at < $1 AND id >= $2 ORDER BY id) c
            CROSS JOIN LATERAL (SELECT r.ordinal, r.recipient_role, r.recipient FROM roll_call_recipient r
              WHERE r.roll_call_id = c.id AND r.ordinal > CASE WHEN c.id = $2 THEN $3 ELSE 0 END AND r.delivered_at IS NULL
              ORDER BY r.ordinal LIMIT $4) r
            ORDER BY c.id, r.ordinal LIMIT $4
            """;

    private static final String TALLY =
            """
            SELECT level, county, township, count(*)::int AS called, count(delivered_at)::int AS delivered,
              count(*) FILTER (WHERE answered_at IS NOT NULL AND NOT late)::int AS answered,
              count(*) FILTER (WHERE late)::int AS late
            FROM roll_call_recipient r WHERE roll_call_id = $1 AND %s GROUP BY level, county, township
            """;

    /** Of a centre with the code $2: those who count in its grid, and itself. */
    private static final String IN_AREA =
            "($2::text IS NULL OR $2 IN (r.county, r.township) OR r.recipient_role = 'CENTRE' AND r.recipient = $2)";

    private static final String END = "UPDATE roll_call SET state = $2, ended_at = $3, end_cause = $4, ender_role = $5,"
            + " ender = $6, end_reason = $7 WHERE ";

    private static final String REMIND =
            """
            WITH call AS (
              UPDATE roll_call SET reminders = reminders + 1, reminded_at = $2,
                remind_at = CASE WHEN $3::timestamptz IS NULL THEN NULL ELSE remind_at END
              WHERE id = $1 AND state = 'CALLING' AND CASE WHEN $3::timestamptz IS NULL THEN remind_at <= $2
                ELSE reminded_at IS NULL OR reminded_at <= $3 END
              RETURNING id, kind
            ), silent AS (
              UPDATE roll_call_recipient r SET reminders = r.reminders + 1
              FROM call c WHERE r.roll_call_id = c.id AND %s
              RETURNING r.roll_call_id, r.ordinal, r.recipient_role, r.recipient
            )
            SELECT s.* FROM call c LEFT JOIN silent s ON s.roll_call_id = c.id ORDER BY s.ordinal
            """
                    .formatted(IS_OWED);

    private final Pool pool;
    private final RollCallAnswers answers;
    private final GroupCommit<Actor, List<RollCall>> owed;

    public PostgresRollCalls(Pool pool) {
        this.pool = pool;
        this.answers = new RollCallAnswers(pool);
        // Nothing is committed here, but when all come back at once after a break, many can be asked for together too.
        this.owed = new GroupCommit<>(OWED_GROUP_MAX, 1, OWED_WAITING_MAX, this::owed);
    }

    @Override
    public Future<Kept> call(RollCallWish wish, Actor caller, Muster.Selected selected, String mapVersion, Instant at) {
        List<Called> called = selected.called();
        return pool.preparedQuery(CALL)
                .execute(Tuple.tuple()
                        .addString(caller.role().name())
                        .addString(caller.id())
                        .addString(wish.key())
                        .addString(wish.kind().name())
                        .addString(wish.purpose().name())
                        .addString(wish.message())
                        .addJsonObject(AudienceJson.of(wish.audience()))
                        .addString(mapVersion)
                        .addArrayOfString(
                                selected.areas().stream().map(GridCode::value).toArray(String[]::new))
                        .addInteger(called.size())
                        .addInteger(selected.leftOut())
                        .addOffsetDateTime(Columns.time(at))
                        .addOffsetDateTime(Columns.time(wish.answerBy(at)))
                        .addOffsetDateTime(wish.remindAt(at).map(Columns::time).orElse(null))
                        .addArrayOfString(
                                Columns.texts(called, one -> one.actor().role().name()))
                        .addArrayOfString(
                                Columns.texts(called, one -> one.actor().id()))
                        .addArrayOfString(Columns.texts(called, Called::name))
                        .addArrayOfString(
                                Columns.texts(called, one -> one.level().name()))
                        .addArrayOfString(Columns.optionalTexts(
                                called, one -> one.county().map(GridCode::value)))
                        .addArrayOfString(Columns.optionalTexts(
                                called, one -> one.township().map(GridCode::value))))
                .compose(inserted -> find(caller, wish.key())
                        .map(found -> new Kept(
                                found.orElseThrow(() -> RefusedException.tooMany(
                                        RUNNING_MAX + " roll calls and broadcasts run already; end one of them",
                                        RETRY_SECONDS)),
                                inserted.size() > 0)));
    }

    @Override
    public Future<Optional<RollCall>> find(Actor caller, String key) {
        return pool.preparedQuery("SELECT * FROM roll_call WHERE caller_role = $1 AND caller = $2 AND key = $3")
                .execute(Tuple.of(caller.role().name(), caller.id(), key))
                .map(rows -> RollCallRows.first(rows, RollCallRows::call));
    }

    @Override
    public Future<Optional<RollCall>> find(RollCallId id, Actor reader) {
        return pool.preparedQuery("SELECT c.* FROM roll_call c WHERE c.id = $3 AND " + VISIBLE)
                .execute(Tuple.of(reader.role().name(), reader.id(), id.number()))
                .map(rows -> RollCallRows.first(rows, RollCallRows::call));
    }

    @Override
    public Future<List<RollCall>> list(Query query) {
        return pool.preparedQuery(
                        """
                        SELECT c.* FROM roll_call c
                        WHERE c.id < $3 AND ($4::text IS NULL OR c.state = $4) AND ($5::text IS NULL OR c.kind = $5)
                          AND ($6::text IS NULL OR c.purpose = $6) AND %s ORDER BY c.id DESC LIMIT $7
                        """
                                .formatted(VISIBLE))
                .execute(Tuple.of(
                        query.reader().role().name(),
                        query.reader().id(),
                        query.before().map(RollCallId::number).orElse(Long.MAX_VALUE),
                        query.state().map(RollCall.State::name).orElse(null),
                        query.kind().map(RollCall.Kind::name).orElse(null),
                        query.purpose().map(RollCall.Purpose::name).orElse(null),
                        query.limit()))
                .map(rows -> RollCallRows.list(rows, RollCallRows::call));
    }

    @Override
    public Future<Optional<Recorded>> record(RollCallId id, Actor recipient, Instant at, Optional<Answer> answer) {
        return answers.record(id, recipient, at, answer);
    }

    @Override
    public Future<Optional<Attendance>> attendance(RollCallId id, Actor recipient) {
        return pool.preparedQuery("SELECT * FROM roll_call_recipient"
                        + " WHERE roll_call_id = $1 AND recipient_role = $2 AND recipient = $3")
                .execute(Tuple.of(id.number(), recipient.role().name(), recipient.id()))
                .map(rows -> RollCallRows.first(rows, RollCallRows::attendance));
    }

    @Override
    public Future<List<RollCall>> owed(Actor recipient) {
        return owed.submit(recipient);
    }

    private Future<List<List<RollCall>>> owed(List<Actor> recipients) {
        return pool.preparedQuery(OWED)
                .execute(Tuple.tuple()
                        .addArrayOfString(Columns.texts(
                                recipients, recipient -> recipient.role().name()))
                        .addArrayOfString(Columns.texts(recipients, Actor::id)))
                .map(rows -> OwedCalls.of(rows, recipients));
    }

    @Override
    public Future<List<Owed>> undelivered(Instant calledBefore, Optional<Owed> after, int limit) {
        return pool.preparedQuery(UNDELIVERED)
                .execute(Tuple.of(
                        Columns.time(calledBefore),
                        after.map(owed -> owed.id().number()).orElse(0L),
                        after.map(Owed::ordinal).orElse(0),
                        limit))
                .map(rows -> RollCallRows.list(
                        rows,
                        row -> new Owed(RollCallRows.id(row), row.getInteger("ordinal"), RollCallRows.recipient(row))));
    }

    @Override
    public Future<Tally> tally(RollCallId id, Optional<GridCode> area) {
        return pool.preparedQuery(TALLY.formatted(IN_AREA))
                .execute(Tuple.of(id.number(), area.map(GridCode::value).orElse(null)))
                .map(rows -> new Tally(RollCallRows.list(rows, RollCallRows::group)));
    }

    @Override
    public Future<List<Line>> lines(
            RollCallId id, Optional<GridCode> area, Part part, Optional<GridCode> grid, int after, int limit) {
        String wanted =
                switch (part) {
                    case ALL -> "true";
                    case SILENT -> "r.answered_at IS NULL";
                    case ANSWERED -> "r.answered_at IS NOT NULL AND NOT r.late";
                    case LATE -> "r.late";
                    case DELIVERED -> "r.delivered_at IS NOT NULL";
                    case UNDELIVERED -> "r.delivered_at IS NULL";
                };
        return pool.preparedQuery("SELECT r.* FROM roll_call_recipient r WHERE r.roll_call_id = $1 AND " + IN_AREA
                        + " AND ($3::text IS NULL OR $3 IN (r.county, r.township)) AND r.ordinal > $4 AND " + wanted
                        + " ORDER BY r.ordinal LIMIT $5")
                .execute(Tuple.of(
                        id.number(),
                        area.map(GridCode::value).orElse(null),
                        grid.map(GridCode::value).orElse(null),
                        after,
                        limit))
                .map(rows -> RollCallRows.list(rows, RollCallRows::line));
    }

    @Override
    public Future<Optional<RollCall>> end(RollCallId id, RollCall.Ending ending) {
        return pool.preparedQuery(END + "id = $1 AND state = 'CALLING' RETURNING *")
                .execute(ending(Tuple.of(id.number()), ending))
                .map(rows -> RollCallRows.first(rows, RollCallRows::call));
    }

    @Override
    public Future<List<RollCall>> endDue(Instant now, int limit) {
        return pool.preparedQuery(END
                        + "id IN (SELECT id FROM roll_call WHERE state = 'CALLING' AND answer_by <= $3"
                        + " ORDER BY id LIMIT $1) AND state = 'CALLING' RETURNING *")
                .execute(ending(Tuple.of(limit), RollCall.Ending.of(RollCall.Cause.TIME_UP, now)))
                .map(rows -> RollCallRows.list(rows, RollCallRows::call));
    }

    private static Tuple ending(Tuple first, RollCall.Ending ending) {
        return first.addString(ending.cause().state().name())
                .addOffsetDateTime(Columns.time(ending.at()))
                .addString(ending.cause().name())
                .addString(ending.by().role().name())
                .addString(ending.by().id())
                .addString(ending.reason().orElse(null));
    }

    @Override
    public Future<Optional<List<Actor>>> remind(RollCallId id, Instant now, Optional<Duration> pause) {
        return pool.preparedQuery(REMIND)
                .execute(Tuple.of(
                        id.number(),
                        Columns.time(now),
                        pause.map(length -> Columns.time(now.minus(length))).orElse(null)))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(RollCallRows.list(rows, row -> row).stream()
                                .filter(row -> row.getValue("ordinal") != null)
                                .map(RollCallRows::recipient)
                                .toList()));
    }

    @Override
    public Future<List<RollCallId>> remindersDue(Instant now, int limit) {
        return pool.preparedQuery(
                        "SELECT id FROM roll_call WHERE state = 'CALLING' AND remind_at <= $1 ORDER BY id LIMIT $2")
                .execute(Tuple.of(Columns.time(now), limit))
                .map(rows -> RollCallRows.list(rows, RollCallRows::id));
    }

    @Override
    public boolean isBehind() {
        return answers.isBehind();
    }

    @Override
    public Future<List<RollCall>> running() {
        return pool.query("SELECT * FROM roll_call WHERE state = 'CALLING' ORDER BY id")
                .execute()
                .map(rows -> RollCallRows.list(rows, RollCallRows::call));
    }
}
