package io.hexdispatch.postgres;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Grant;
import io.hexdispatch.access.Revocation;
import io.hexdispatch.access.Revocation.AllOf;
import io.hexdispatch.access.Revocation.OneToken;
import io.hexdispatch.access.Role;
import io.hexdispatch.flow.RefusedException;
import io.hexdispatch.flow.TokenRegister;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The register of tokens in PostgreSQL. */
public final class PostgresTokens implements TokenRegister {
    /** How long an issued token is still shown when it is over. */
    private static final Duration SHOWN_AFTER_END = Duration.ofDays(90);

    private final Pool pool;

    public PostgresTokens(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Future<Void> issued(Issue issue, Instant now) {
        Grant grant = issue.grant();
        return pool.preparedQuery(
                        """
                        WITH forgotten AS (DELETE FROM issued_token WHERE expires_at < $9)
                        INSERT INTO issued_token (id, holder_role, holder, issued_at, expires_at, note, by_role, by_id)
                        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                        """)
                .execute(Tuple.tuple()
                        .addString(grant.id().orElseThrow())
                        .addString(grant.actor().role().name())
                        .addString(grant.actor().id())
                        .addOffsetDateTime(Columns.time(grant.issuedAt()))
                        .addOffsetDateTime(Columns.time(grant.expiresAt()))
                        .addString(issue.note().orElse(null))
                        .addString(issue.by().role().name())
                        .addString(issue.by().id())
                        .addOffsetDateTime(Columns.time(now.minus(SHOWN_AFTER_END))))
                .mapEmpty();
    }

    @Override
    public Future<List<Listed>> issued(Query query) {
        return pool.preparedQuery(
                        """
                        SELECT t.*, r.seq AS revocation, r.reason, r.token_id, r.issued_before,
                          r.by_role AS revoked_by_role, r.by_id AS revoked_by, r.at
                        FROM issued_token t
                        LEFT JOIN LATERAL (
                          SELECT * FROM token_revocation o
                          WHERE o.token_id = t.id
                            OR (o.holder_role = t.holder_role AND o.holder = t.holder AND t.issued_at < o.issued_before)
                          ORDER BY o.seq LIMIT 1) r ON true
                        WHERE ($1::text IS NULL OR t.holder_role = $1) AND ($2::text IS NULL OR t.holder = $2) AND t.seq < $3
                        ORDER BY t.seq DESC LIMIT $4
                        """)
                .execute(Tuple.tuple()
                        .addString(query.role().orElse(null))
                        .addString(query.holder().orElse(null))
                        .addLong(query.before().orElse(Long.MAX_VALUE))
                        .addInteger(query.limit()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(PostgresTokens::listed)
                        .toList());
    }

    private static Listed listed(Row row) {
        Actor holder = actor(row, "holder_role", "holder");
        Grant grant =
                new Grant(Optional.of(row.getString("id")), holder, time(row, "issued_at"), time(row, "expires_at"));
        Issue issue = new Issue(grant, Optional.ofNullable(row.getString("note")), actor(row, "by_role", "by_id"));
        Optional<Revocation> revocation = row.getLong("revocation") == null
                ? Optional.empty()
                : Optional.of(new Revocation(
                        row.getString("token_id") != null
                                ? new OneToken(row.getString("token_id"))
                                : new AllOf(holder, time(row, "issued_before")),
                        row.getString("reason"),
                        actor(row, "revoked_by_role", "revoked_by"),
                        time(row, "at")));
        return new Listed(row.getLong("seq"), issue, revocation);
    }

    /** One after the other, so that whoever reads on from a number misses none that was given out before it. */
    @Override
    public Future<Entry> revoke(Revocation revocation) {
        return pool.withTransaction(connection -> connection
                .query("LOCK TABLE token_revocation IN SHARE ROW EXCLUSIVE MODE")
                .execute()
                .compose(locked -> standing(connection, revocation.subject()))
                .compose(standing ->
                        standing.isPresent() ? Future.succeededFuture(standing.get()) : add(connection, revocation)));
    }

    /** The revocation of the same single token. */
    private static Future<Optional<Entry>> standing(SqlConnection connection, Revocation.Subject subject) {
        return subject instanceof OneToken one
                ? connection
                        .preparedQuery("SELECT * FROM token_revocation WHERE token_id = $1")
                        .execute(Tuple.of(one.id()))
                        .map(rows -> entries(rows).stream().findFirst())
                : Future.succeededFuture(Optional.empty());
    }

    private static Future<Entry> add(SqlConnection connection, Revocation revocation) {
        Tuple values = Tuple.tuple();
        if (revocation.subject() instanceof AllOf all) {
            values.addString(null)
                    .addString(all.actor().role().name())
                    .addString(all.actor().id())
                    .addOffsetDateTime(Columns.time(all.issuedBefore()));
        } else if (revocation.subject() instanceof OneToken one) {
            values.addString(one.id()).addString(null).addString(null).addOffsetDateTime(null);
        }
        values.addString(revocation.reason())
                .addString(revocation.by().role().name())
                .addString(revocation.by().id())
                .addOffsetDateTime(Columns.time(revocation.at()))
                .addInteger(REVOCATIONS_MAX);
        return connection
                .preparedQuery(
                        """
                        INSERT INTO token_revocation
                          (token_id, holder_role, holder, issued_before, reason, by_role, by_id, at)
                        SELECT $1::text, $2::text, $3::text, $4::timestamptz, $5::text, $6::text, $7::text, $8::timestamptz
                        WHERE (SELECT count(*) FROM token_revocation) < $9::integer
                        RETURNING seq
                        """)
                .execute(values)
                .map(rows -> {
                    if (rows.size() == 0) {
                        throw new RefusedException(
                                RefusedException.Kind.CONFLICT,
                                "there are " + REVOCATIONS_MAX
                                        + " revocations, and no more are taken; a new key, made when"
                                        + " token.key in the data folder is deleted and the server starts, voids all tokens");
                    }
                    return new Entry(rows.iterator().next().getLong("seq"), revocation);
                });
    }

    @Override
    public Future<List<Entry>> revocationsAfter(long seq, int limit) {
        return pool.preparedQuery("SELECT * FROM token_revocation WHERE seq > $1 ORDER BY seq LIMIT $2")
                .execute(Tuple.of(seq, limit))
                .map(PostgresTokens::entries);
    }

    @Override
    public Future<List<Entry>> revocations(Optional<Long> before, int limit) {
        return pool.preparedQuery("SELECT * FROM token_revocation WHERE seq < $1 ORDER BY seq DESC LIMIT $2")
                .execute(Tuple.of(before.orElse(Long.MAX_VALUE), limit))
                .map(PostgresTokens::entries);
    }

    private static List<Entry> entries(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new Entry(
                        row.getLong("seq"),
                        new Revocation(
                                row.getString("token_id") != null
                                        ? new OneToken(row.getString("token_id"))
                                        : new AllOf(actor(row, "holder_role", "holder"), time(row, "issued_before")),
                                row.getString("reason"),
                                actor(row, "by_role", "by_id"),
                                time(row, "at"))))
                .toList();
    }

    private static Actor actor(Row row, String role, String id) {
        return new Actor(Role.valueOf(row.getString(role)), row.getString(id));
    }

    private static Instant time(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }
}
