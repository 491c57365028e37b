package io.hexdispatch.postgres;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.category.Categories;
import io.hexdispatch.flow.Sources;
import io.hexdispatch.source.Source;
import io.hexdispatch.source.SourceChange;
import io.hexdispatch.wire.Fields;
import io.hexdispatch.wire.SourceJson;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The registry of sources in PostgreSQL, each as the JSON that its administrator wrote. */
public final class PostgresSources implements Sources {
    private final Pool pool;
    private final SourceJson sourceJson;

    public PostgresSources(Pool pool, Categories categories) {
        this.pool = pool;
        this.sourceJson = new SourceJson(categories);
    }

    @Override
    public Future<List<Source>> all() {
        return pool.query("SELECT key, definition FROM source ORDER BY key")
                .execute()
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> source(row.getString("key"), row.get(JsonObject.class, "definition")))
                        .toList());
    }

    /** A category that was taken off the list since makes the definition wrong: then nobody should report by it in silence. */
    private Source source(String key, JsonObject definition) {
        Fields fields = Fields.of(definition);
        return sourceJson
                .read(key, fields)
                .orElseThrow(() -> new IllegalStateException(
                        "source \"" + key + "\" as it stands in the database cannot be used: " + fields.faults()));
    }

    @Override
    public Future<Void> change(SourceChange change) {
        JsonObject definition = change.source().map(SourceJson::definition).orElse(null);
        return pool.withTransaction(connection -> (change.source().isPresent()
                        ? connection
                                .preparedQuery("INSERT INTO source (key, definition) VALUES ($1, $2)"
                                        + " ON CONFLICT (key) DO UPDATE SET definition = excluded.definition")
                                .execute(Tuple.of(change.key(), definition))
                        : connection
                                .preparedQuery("DELETE FROM source WHERE key = $1")
                                .execute(Tuple.of(change.key())))
                .compose(done -> connection
                        .preparedQuery("INSERT INTO source_history (key, at, actor_role, actor, definition)"
                                + " VALUES ($1, $2, $3, $4, $5)")
                        .execute(Tuple.of(
                                change.key(),
                                Columns.time(change.at()),
                                change.by().role().name(),
                                change.by().id(),
                                definition)))
                .mapEmpty());
    }

    @Override
    public Future<List<SourceChange>> history(String key, int limit) {
        return pool.preparedQuery("SELECT at, actor_role, actor, definition FROM source_history"
                        + " WHERE key = $1 ORDER BY id DESC LIMIT $2")
                .execute(Tuple.of(key, limit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new SourceChange(
                                key,
                                row.getOffsetDateTime("at").toInstant(),
                                new Actor(Role.valueOf(row.getString("actor_role")), row.getString("actor")),
                                Optional.ofNullable(row.get(JsonObject.class, "definition"))
                                        .map(definition -> source(key, definition))))
                        .toList());
    }
}
