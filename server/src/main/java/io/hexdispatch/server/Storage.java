package io.hexdispatch.server;

import io.hexdispatch.flow.Workers;
import io.hexdispatch.postgres.DatabaseAddress;
import io.hexdispatch.postgres.EmbeddedDatabase;
import io.hexdispatch.postgres.LiveDatabase;
import io.hexdispatch.postgres.Schema;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a server keeps things: the data folder and the database, each held for this server alone. */
final class Storage {
    private static final Logger LOG = LoggerFactory.getLogger(Storage.class);
    private static final long CHECK_MILLIS_MAX = 2_000;

    private final Vertx vertx;
    private final ServerConfig config;
    private DataFolder folder;
    private Optional<EmbeddedDatabase> embedded = Optional.empty();
    private DatabaseAddress database;
    private LiveDatabase live;

    Storage(Vertx vertx, ServerConfig config) {
        this.vertx = vertx;
        this.config = config;
    }

    /** The data folder, whole and absolute. */
    Path folder() {
        return folder.path();
    }

    /** Where files wait that are brought or handed out; emptied at the start. */
    Path uploads() {
        return folder().resolve("uploads");
    }

    DatabaseAddress database() {
        return database;
    }

    /** For what takes a moment. */
    Pool pool() {
        return live.pool();
    }

    /** For what may take minutes. */
    Pool patientPool() {
        return live.patientPool();
    }

    /** Whether the database is there, as far as is known. */
    boolean isDatabaseThere() {
        return live != null && live.gate().isOpen();
    }

    /** Workers that speak to the database by themselves, and on which nobody waits while it is away. */
    Workers watched(Workers workers, Duration patience) {
        return new Workers() {
            @Override
            public <T> Future<T> run(Callable<T> work) {
                return live.gate().watch(patience, () -> workers.run(work));
            }
        };
    }

    /** @param afterOutage brings memory to what the database says, by the pool that it is given */
    void watchDatabase(Function<Pool, Future<?>> afterOutage) {
        live.watch(afterOutage);
    }

    /** Takes the data folder, or fails with {@link StartException}. */
    Future<Void> holdFolder() {
        return vertx.executeBlocking(
                () -> {
                    folder = DataFolder.hold(config.data());
                    emptyUploads();
                    return null;
                },
                false);
    }

    /** Whether the database is yet to be made, so that nothing can be in it. */
    boolean isNew() {
        return config.database().isEmpty() && !EmbeddedDatabase.isIn(databaseFolder());
    }

    private Path databaseFolder() {
        return folder().resolve("postgresql");
    }

    /** Opens the database, or fails with {@link StartException}; whatever was opened until then is for {@link #close}. */
    Future<Void> openDatabase() {
        return vertx.executeBlocking(this::startDatabase, false).compose(opened -> {
            live = new LiveDatabase(vertx, database, embedded);
            return live.open()
                    .compose(held -> held
                            ? checkDurability()
                            : Future.failedFuture(new StartException("another server uses the database " + database
                                    + "; stop it, or give another with --database-url")));
        });
    }

    private Void startDatabase() throws StartException {
        if (config.database().isPresent()) {
            database = config.database().get();
        } else {
            try {
                embedded = Optional.of(EmbeddedDatabase.start(databaseFolder()));
            } catch (IOException | IllegalStateException e) {
                throw new StartException(
                        "the embedded PostgreSQL does not start: " + e.getMessage() + "; its own words are in "
                                + databaseFolder().resolve("postgres.log"),
                        e);
            }
            database = embedded.get().address();
        }
        try {
            Schema.migrate(database);
        } catch (RuntimeException e) {
            throw new StartException(
                    "the database " + database + " cannot be used: "
                            + innermost(e).getMessage(),
                    e);
        }
        return null;
    }

    /** What was being uploaded or unpacked when the server was killed is of no use any more. */
    private void emptyUploads() throws StartException {
        Path uploads = uploads();
        try {
            if (Files.exists(uploads)) {
                try (var files = Files.walk(uploads)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
            Files.createDirectories(uploads);
        } catch (IOException e) {
            throw new StartException("the folder " + uploads + " cannot be emptied: " + e, e);
        }
    }

    /** The cause that says what happened, beneath those that only say that something did. */
    private static Throwable innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** Whether the database answers. */
    Future<?> check() {
        return pool().query("SELECT 1").execute().timeout(CHECK_MILLIS_MAX, TimeUnit.MILLISECONDS);
    }

    /** A database that does not write what it commits breaks the first promise; whoever runs it must know. */
    private Future<Void> checkDurability() {
        return pool().query(
                        "SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commits")
                .execute()
                .map(rows -> {
                    var row = rows.iterator().next();
                    if (row.getString("fsync").equals("off")
                            || row.getString("commits").equals("off")) {
                        LOG.atWarn()
                                .addKeyValue("fsync", row.getString("fsync"))
                                .addKeyValue("synchronous_commit", row.getString("commits"))
                                .log("the database may lose what it committed when the power fails");
                    }
                    return null;
                });
    }

    /** The database last, so that what is under way can still be finished by whoever calls this at the end. */
    Future<Void> close() {
        Future<Void> closed = live == null ? Future.succeededFuture() : live.close();
        return closed.transform(done -> vertx.executeBlocking(
                () -> {
                    if (embedded.isPresent()) {
                        embedded.get().close();
                    }
                    if (folder != null) {
                        folder.close();
                    }
                    return null;
                },
                false));
    }
}
