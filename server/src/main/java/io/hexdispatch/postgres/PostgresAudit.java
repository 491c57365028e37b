package io.hexdispatch.postgres;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.flow.Audit;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Refusals in PostgreSQL: the latest {@value #KEPT}. For one event loop. */
public final class PostgresAudit implements Audit {
    /** Enough to see who tries what, and little enough that nobody fills the disk by trying. */
    static final int KEPT = 10_000;

    private static final int TEXT_LENGTH_MAX = 500;
    private static final int GROUP_MAX = 256;
    private static final int WAITING_MAX = 1_000;

    private final Pool pool;
    private final GroupCommit<Refusal, Void> refusals;

    public PostgresAudit(Pool pool) {
        this.pool = pool;
        this.refusals = new GroupCommit<>(GROUP_MAX, 1, WAITING_MAX, this::commit);
    }

    @Override
    public Future<Void> note(Refusal refusal) {
        return refusals.submit(refusal);
    }

    private Future<List<Void>> commit(List<Refusal> group) {
        return pool.preparedQuery(
                        """
                        WITH written AS (
                          INSERT INTO audit (at, actor_role, actor, action, subject, detail)
                          SELECT * FROM unnest($1::timestamptz[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
                        )
                        DELETE FROM audit WHERE id <= (SELECT max(id) FROM audit) - $7
                        """)
                .execute(Tuple.tuple()
                        .addArrayOfOffsetDateTime(Columns.times(group, Refusal::at))
                        .addArrayOfString(Columns.texts(
                                group, refusal -> refusal.actor().role().name()))
                        .addArrayOfString(Columns.texts(
                                group, refusal -> cut(refusal.actor().id())))
                        .addArrayOfString(Columns.texts(group, refusal -> cut(refusal.action())))
                        .addArrayOfString(Columns.texts(group, refusal -> cut(refusal.subject())))
                        .addArrayOfString(Columns.texts(group, refusal -> cut(refusal.detail())))
                        .addLong((long) KEPT - GROUP_MAX))
                .map(done -> Collections.nCopies(group.size(), null));
    }

    private static String cut(String text) {
        return text.length() > TEXT_LENGTH_MAX ? text.substring(0, TEXT_LENGTH_MAX) : text;
    }

    @Override
    public Future<List<Entry>> latest(Optional<Long> before, int limit) {
        return pool.preparedQuery("SELECT * FROM audit WHERE id < $1 ORDER BY id DESC LIMIT $2")
                .execute(Tuple.of(before.orElse(Long.MAX_VALUE), limit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Entry(
                                row.getLong("id"),
                                new Refusal(
                                        row.getOffsetDateTime("at").toInstant(),
                                        new Actor(Role.valueOf(row.getString("actor_role")), row.getString("actor")),
                                        row.getString("action"),
                                        row.getString("subject"),
                                        row.getString("detail"))))
                        .toList());
    }
}
