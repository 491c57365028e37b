package io.hexdispatch.postgres;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.audit.AuditEntry;
import io.hexdispatch.audit.AuditOutcome;
import io.hexdispatch.audit.AuditRecord;
import io.hexdispatch.audit.RefusalAllowance;
import io.hexdispatch.audit.Sha256;
import io.hexdispatch.flow.Audit;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * The audit in PostgreSQL, a chain of hashes. What comes in at about the same time is appended together; whoever appends holds the
 * row of the last entry until he has committed, so that two servers cannot append to the same one. For one event loop.
 */
public final class PostgresAudit implements Audit {
    private static final int GROUP_MAX = 256;
    private static final int WAITING_MAX = 10_000;

    private final Pool pool;
    private final Clock clock;
    private final RefusalAllowance allowance = new RefusalAllowance();
    private final GroupCommit<AuditRecord, Long> appending;

    public PostgresAudit(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
        this.appending = new GroupCommit<>(GROUP_MAX, 1, WAITING_MAX, this::append);
    }

    @Override
    public Future<Long> note(AuditRecord entry) {
        tellCounted();
        return entry.outcome() == AuditOutcome.REFUSED && !allowance.takes(entry)
                ? Future.succeededFuture(0L)
                : appending.submit(entry);
    }

    /** Writes how many refusals of the minute that has passed were only counted. */
    public Future<Void> tellCounted() {
        List<Future<Long>> told = allowance.passed(clock.instant()).stream()
                .map(appending::submit)
                .toList();
        return told.isEmpty() ? Future.succeededFuture() : Future.all(told).mapEmpty();
    }

    private Future<List<Long>> append(List<AuditRecord> group) {
        return pool.withTransaction(connection -> connection
                .query("SELECT id, hash FROM audit_head FOR UPDATE")
                .execute()
                .compose(rows -> {
                    Row head = rows.iterator().next();
                    List<AuditEntry> entries = new ArrayList<>(group.size());
                    long id = head.getLong("id");
                    Sha256 hash = hash(head);
                    for (AuditRecord record : group) {
                        AuditEntry entry = AuditEntry.after(id, hash, record);
                        entries.add(entry);
                        id = entry.id();
                        hash = entry.hash();
                    }
                    return insert(connection, entries)
                            .map(entries.stream().map(AuditEntry::id).toList());
                }));
    }

    private static Future<?> insert(SqlConnection connection, List<AuditEntry> entries) {
        List<AuditRecord> records = entries.stream().map(AuditEntry::record).toList();
        AuditEntry last = entries.get(entries.size() - 1);
        return connection
                .preparedQuery(
                        """
                        WITH moved AS (UPDATE audit_head SET id = $9, hash = $10)
                        INSERT INTO audit_entry (id, at, actor_role, actor, action, subject, outcome, detail, hash)
                        SELECT id, at, actor_role, actor, action, subject, outcome, detail, decode(hash, 'hex')
                        FROM unnest($1::bigint[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[],
                          $7::text[], $8::text[], $11::text[])
                          AS t(id, at, actor_role, actor, action, subject, outcome, detail, hash)
                        """)
                .execute(Tuple.tuple()
                        .addArrayOfLong(Columns.longs(entries, AuditEntry::id))
                        .addArrayOfOffsetDateTime(Columns.times(records, AuditRecord::at))
                        .addArrayOfString(Columns.texts(
                                records, record -> record.actor().role().name()))
                        .addArrayOfString(
                                Columns.texts(records, record -> record.actor().id()))
                        .addArrayOfString(Columns.texts(records, AuditRecord::action))
                        .addArrayOfString(Columns.texts(records, AuditRecord::subject))
                        .addArrayOfString(Columns.texts(
                                records, record -> record.outcome().name()))
                        .addArrayOfString(Columns.texts(records, AuditRecord::detail))
                        .addLong(last.id())
                        .addBuffer(Buffer.buffer(last.hash().bytes()))
                        .addArrayOfString(
                                Columns.texts(entries, entry -> entry.hash().toString())));
    }

    @Override
    public Future<List<AuditEntry>> list(Query query) {
        return pool.preparedQuery(
                        """
                        SELECT * FROM audit_entry
                        WHERE id < $1 AND ($2::text IS NULL OR outcome = $2) AND ($3::text IS NULL OR actor = $3)
                        ORDER BY id DESC LIMIT $4
                        """)
                .execute(Tuple.of(
                        query.before().orElse(Long.MAX_VALUE),
                        query.outcome().map(Enum::name).orElse(null),
                        query.actor().orElse(null),
                        query.limit()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(PostgresAudit::entry)
                        .toList());
    }

    private static AuditEntry entry(Row row) {
        return new AuditEntry(
                row.getLong("id"),
                new AuditRecord(
                        row.getOffsetDateTime("at").toInstant(),
                        new Actor(Role.valueOf(row.getString("actor_role")), row.getString("actor")),
                        row.getString("action"),
                        row.getString("subject"),
                        AuditOutcome.valueOf(row.getString("outcome")),
                        row.getString("detail")),
                hash(row));
    }

    private static Sha256 hash(Row row) {
        return Sha256.ofBytes(row.getBuffer("hash").getBytes());
    }
}
