package io.hexdispatch.postgres;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.assignment.RulesVersion;
import io.hexdispatch.flow.RulesVersions;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Rules versions in PostgreSQL. For one event loop. */
public final class PostgresRules implements RulesVersions {
    private static final String SELECT =
            """
            SELECT v.version, v.title, v.file_name, v.sha256, v.kept_by_role, v.kept_by, v.kept_at,
              v.version IS NOT DISTINCT FROM (SELECT a.version FROM rules_activation a ORDER BY a.id DESC LIMIT 1) AS live
            FROM rules_version v
            """;

    private final Pool pool;

    public PostgresRules(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Future<RulesVersion> keep(Text text, Actor by, Instant at) {
        return pool.preparedQuery(
                        """
                        INSERT INTO rules_version (title, file_name, sha256, yaml, kept_by_role, kept_by, kept_at)
                        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (sha256) DO NOTHING
                        """)
                .execute(Tuple.of(
                        text.title(),
                        text.fileName(),
                        text.sha256(),
                        text.yaml(),
                        by.role().name(),
                        by.id(),
                        Columns.time(at)))
                .compose(kept ->
                        pool.preparedQuery(SELECT + "WHERE v.sha256 = $1").execute(Tuple.of(text.sha256())))
                .map(rows -> version(rows.iterator().next()));
    }

    @Override
    public Future<List<RulesVersion>> list() {
        return pool.query(SELECT + "ORDER BY v.version DESC").execute().map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .map(PostgresRules::version)
                .toList());
    }

    @Override
    public Future<Optional<RulesVersion>> find(int version) {
        return pool.preparedQuery(SELECT + "WHERE v.version = $1")
                .execute(Tuple.of(version))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(PostgresRules::version)
                        .findFirst());
    }

    private static RulesVersion version(Row row) {
        return new RulesVersion(
                row.getInteger("version"),
                row.getString("title"),
                row.getString("file_name"),
                row.getString("sha256"),
                new Actor(Role.valueOf(row.getString("kept_by_role")), row.getString("kept_by")),
                row.getOffsetDateTime("kept_at").toInstant(),
                row.getBoolean("live"));
    }

    @Override
    public Future<Optional<String>> yaml(int version) {
        return pool.preparedQuery("SELECT yaml FROM rules_version WHERE version = $1")
                .execute(Tuple.of(version))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString("yaml"))
                        .findFirst());
    }

    @Override
    public Future<Void> activate(Activation activation) {
        return pool.preparedQuery(
                        "INSERT INTO rules_activation (version, actor_role, actor, at, reason) VALUES ($1, $2, $3, $4, $5)")
                .execute(Tuple.of(
                        activation.version(),
                        activation.by().role().name(),
                        activation.by().id(),
                        Columns.time(activation.at()),
                        activation.reason().orElse(null)))
                .mapEmpty();
    }

    @Override
    public Future<List<Activation>> activations() {
        return pool.query("SELECT version, actor_role, actor, at, reason FROM rules_activation ORDER BY id DESC")
                .execute()
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Activation(
                                row.getInteger("version"),
                                new Actor(Role.valueOf(row.getString("actor_role")), row.getString("actor")),
                                row.getOffsetDateTime("at").toInstant(),
                                Optional.ofNullable(row.getString("reason"))))
                        .toList());
    }
}
