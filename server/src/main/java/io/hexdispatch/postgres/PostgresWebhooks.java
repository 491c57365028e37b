package io.hexdispatch.postgres;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.flow.Outbox;
import io.hexdispatch.flow.RefusedException;
import io.hexdispatch.flow.Webhooks;
import io.hexdispatch.supervision.FindingKind;
import io.hexdispatch.supervision.Webhook;
import io.hexdispatch.wire.WebhookJson;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Webhooks in PostgreSQL, and what they are owed. */
public final class PostgresWebhooks implements Webhooks, Outbox {
    private static final int ATTEMPTS_KEPT = 20;

    private static final String SELECT =
            """
            SELECT w.name, w.url, w.kinds, w.is_on, w.changed_at, w.changed_role, w.changed_by, w.gone_since,
              (SELECT count(*) FROM webhook_delivery d WHERE d.webhook = w.name AND d.delivered_at IS NULL) AS owed
            FROM webhook w
            """;

    /** Adds an attempt, $2, to those that are kept of a delivery, $1. */
    private static final String ATTEMPT =
            "UPDATE webhook_delivery SET tries = tries + 1, attempts =" + " CASE WHEN jsonb_array_length(attempts) < "
                    + ATTEMPTS_KEPT + " THEN attempts ELSE attempts - 0 END || $2";

    private final Pool pool;

    public PostgresWebhooks(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Future<Boolean> put(Webhook webhook, Optional<String> secret, Actor by, Instant now) {
        return pool.withTransaction(connection -> connection
                // Two that are put in at once must not both be the last that there is room for.
                .query("LOCK TABLE webhook IN SHARE ROW EXCLUSIVE MODE")
                .execute()
                .compose(locked -> connection
                        .preparedQuery(
                                "SELECT count(*) AS others, coalesce(bool_or(name = $1), false) AS is_known FROM webhook")
                        .execute(Tuple.of(webhook.name())))
                .compose(found -> {
                    Row row = found.iterator().next();
                    boolean isKnown = row.getBoolean("is_known");
                    if (!isKnown && secret.isEmpty()) {
                        throw new RefusedException(
                                RefusedException.Kind.INVALID,
                                "/secret: is missing; a new webhook needs one to sign with");
                    }
                    if (!isKnown && row.getLong("others") >= WEBHOOKS_MAX) {
                        throw new RefusedException(
                                RefusedException.Kind.CONFLICT,
                                "there are " + WEBHOOKS_MAX + " webhooks, and no more are taken");
                    }
                    return write(connection, webhook, secret, by, now, isKnown).map(!isKnown);
                }));
    }

    private static Future<?> write(
            SqlConnection connection,
            Webhook webhook,
            Optional<String> secret,
            Actor by,
            Instant now,
            boolean isKnown) {
        String[] kinds = webhook.kinds().isEmpty()
                ? null
                : webhook.kinds().stream().map(Enum::name).toArray(String[]::new);
        Tuple tuple = Tuple.of(webhook.name(), webhook.url(), secret.orElse(null))
                .addArrayOfString(kinds)
                .addBoolean(webhook.isOn())
                .addOffsetDateTime(Columns.time(now))
                .addString(by.role().name())
                .addString(by.id());
        return connection
                .preparedQuery(
                        isKnown
                                ? """
                                UPDATE webhook SET url = $2, secret = coalesce($3, secret), kinds = $4, is_on = $5,
                                  changed_at = $6, changed_role = $7, changed_by = $8, gone_since = NULL WHERE name = $1
                                """
                                : """
                                INSERT INTO webhook (name, url, secret, kinds, is_on, changed_at, changed_role, changed_by)
                                VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                                """)
                .execute(tuple)
                // Whoever changes it has mended it, and does not want to wait.
                .compose(done -> connection
                        .preparedQuery("UPDATE webhook_delivery SET next_at = $2"
                                + " WHERE webhook = $1 AND delivered_at IS NULL AND next_at > $2")
                        .execute(Tuple.of(webhook.name(), Columns.time(now))));
    }

    @Override
    public Future<List<Standing>> all() {
        return pool.query(SELECT + "ORDER BY w.name").execute().map(PostgresWebhooks::standings);
    }

    @Override
    public Future<Optional<Standing>> find(String name) {
        return pool.preparedQuery(SELECT + "WHERE w.name = $1")
                .execute(Tuple.of(name))
                .map(found -> standings(found).stream().findFirst());
    }

    private static List<Standing> standings(Iterable<Row> found) {
        return StreamSupport.stream(found.spliterator(), false)
                .map(row -> new Standing(
                        new Webhook(
                                row.getString("name"),
                                row.getString("url"),
                                kinds(row.getArrayOfStrings("kinds")),
                                row.getBoolean("is_on")),
                        row.getOffsetDateTime("changed_at").toInstant(),
                        new Actor(Role.valueOf(row.getString("changed_role")), row.getString("changed_by")),
                        DeadlineRows.instant(row, "gone_since"),
                        row.getLong("owed")))
                .toList();
    }

    private static Set<FindingKind> kinds(String[] names) {
        EnumSet<FindingKind> kinds = EnumSet.noneOf(FindingKind.class);
        if (names != null) {
            Arrays.stream(names).map(FindingKind::valueOf).forEach(kinds::add);
        }
        return kinds;
    }

    @Override
    public Future<Boolean> remove(String name) {
        return pool.preparedQuery("DELETE FROM webhook WHERE name = $1")
                .execute(Tuple.of(name))
                .map(done -> done.rowCount() > 0);
    }

    @Override
    public Future<List<Delivery>> deliveries(String name, Optional<Boolean> owed, Optional<Long> before, int limit) {
        return pool.preparedQuery(
                        """
                        SELECT seq, id, finding_id, type, created_at, delivered_at, tries, attempts, next_at FROM webhook_delivery
                        WHERE webhook = $1 AND ($2::bool IS NULL OR (delivered_at IS NULL) = $2)
                          AND ($3::bigint IS NULL OR seq < $3)
                        ORDER BY seq DESC LIMIT $4
                        """)
                .execute(Tuple.of(name, owed.orElse(null), before.orElse(null), limit))
                .map(found -> StreamSupport.stream(found.spliterator(), false)
                        .map(row -> new Delivery(
                                row.getLong("seq"),
                                row.getUUID("id").toString(),
                                row.getLong("finding_id"),
                                row.getString("type"),
                                row.getOffsetDateTime("created_at").toInstant(),
                                DeadlineRows.instant(row, "delivered_at"),
                                row.getInteger("tries"),
                                WebhookJson.attempts(row.get(JsonArray.class, "attempts")),
                                row.getOffsetDateTime("next_at").toInstant()))
                        .toList());
    }

    @Override
    public Future<List<Owed>> claim(Set<String> busy, int limitEach, Instant now, Instant leaseUntil) {
        return pool.preparedQuery(
                        """
                        UPDATE webhook_delivery d SET next_at = $4
                        FROM (SELECT w.url, w.secret, due.id FROM webhook w CROSS JOIN LATERAL (
                            SELECT o.id FROM webhook_delivery o
                            WHERE o.webhook = w.name AND o.delivered_at IS NULL AND o.next_at <= $3
                            ORDER BY o.next_at LIMIT $2 FOR UPDATE SKIP LOCKED) due
                          WHERE w.is_on AND w.gone_since IS NULL AND w.name <> ALL($1::text[])) claimed
                        WHERE d.id = claimed.id
                        RETURNING d.id, d.webhook, claimed.url, claimed.secret, d.body, d.tries
                        """)
                .execute(Tuple.tuple()
                        .addArrayOfString(busy.toArray(String[]::new))
                        .addInteger(limitEach)
                        .addOffsetDateTime(Columns.time(now))
                        .addOffsetDateTime(Columns.time(leaseUntil)))
                .map(claimed -> StreamSupport.stream(claimed.spliterator(), false)
                        .map(row -> new Owed(
                                row.getUUID("id").toString(),
                                row.getString("webhook"),
                                row.getString("url"),
                                row.getString("secret"),
                                row.getString("body"),
                                row.getInteger("tries")))
                        .toList());
    }

    @Override
    public Future<Void> delivered(Owed message, Attempt attempt) {
        return pool.preparedQuery(ATTEMPT + ", delivered_at = coalesce(delivered_at, $3) WHERE id = $1")
                .execute(of(message, attempt).addOffsetDateTime(Columns.time(attempt.at())))
                .mapEmpty();
    }

    @Override
    public Future<Void> failed(Owed message, Attempt attempt, Instant nextAt) {
        return pool.preparedQuery(ATTEMPT + ", next_at = $3 WHERE id = $1")
                .execute(of(message, attempt).addOffsetDateTime(Columns.time(nextAt)))
                .mapEmpty();
    }

    @Override
    public Future<Void> gone(Owed message, Attempt attempt) {
        // Unless somebody gave it another address meanwhile.
        return pool.withTransaction(connection -> connection
                        .preparedQuery(
                                "UPDATE webhook SET gone_since = coalesce(gone_since, $3) WHERE name = $1 AND url = $2")
                        .execute(Tuple.of(message.webhook(), message.url(), Columns.time(attempt.at())))
                        .compose(done -> connection
                                .preparedQuery(ATTEMPT + ", next_at = $3 WHERE id = $1")
                                .execute(of(message, attempt).addOffsetDateTime(Columns.time(attempt.at())))))
                .mapEmpty();
    }

    private static Tuple of(Owed message, Attempt attempt) {
        return Tuple.of(UUID.fromString(message.id()), new JsonArray().add(WebhookJson.of(attempt)));
    }

    @Override
    public Future<Integer> forgetDelivered(Instant before, int limit) {
        return pool.preparedQuery("DELETE FROM webhook_delivery WHERE id IN"
                        + " (SELECT id FROM webhook_delivery WHERE delivered_at < $1 LIMIT $2)")
                .execute(Tuple.of(Columns.time(before), limit))
                .map(done -> done.rowCount());
    }
}
