package io.hexdispatch.server;

import io.hexdispatch.postgres.DatabaseAddress;
import io.hexdispatch.postgres.EmbeddedDatabase;
import io.hexdispatch.postgres.Schema;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a server keeps things: the data folder and the database, each held for this server alone. */
final class Storage {
    private static final Logger LOG = LoggerFactory.getLogger(Storage.class);
    private static final int DATABASE_CONNECTIONS = 10;
    /** The name of the lock that says that a server uses the database: "hexdisp" in ASCII. */
    private static final long ADVISORY_LOCK = 0x68657864697370L;

    private static final long CHECK_MILLIS_MAX = 2_000;

    private final Vertx vertx;
    private final ServerConfig config;
    private DataFolder folder;
    private Optional<EmbeddedDatabase> embedded = Optional.empty();
    private DatabaseAddress database;
    private Pool pool;
    private PgConnection lock;

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

    Pool pool() {
        return pool;
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
            pool = PgBuilder.pool()
                    .with(new PoolOptions().setMaxSize(DATABASE_CONNECTIONS))
                    .connectingTo(database.options())
                    .using(vertx)
                    .build();
            return holdDatabase().compose(held -> checkDurability());
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
        return pool.query("SELECT 1").execute().timeout(CHECK_MILLIS_MAX, TimeUnit.MILLISECONDS);
    }

    /**
     * Two servers on one database would each hold responders and open orders in memory and not know of the other's. The lock
     * is PostgreSQL's own and lasts as long as this connection, so that it cannot outlive a killed server.
     */
    private Future<Void> holdDatabase() {
        return PgConnection.connect(vertx, database.options())
                .compose(connection -> {
                    lock = connection;
                    return connection
                            .preparedQuery("SELECT pg_try_advisory_lock($1) AS held")
                            .execute(Tuple.of(ADVISORY_LOCK));
                })
                .compose(rows -> rows.iterator().next().getBoolean("held")
                        ? Future.succeededFuture()
                        : Future.failedFuture(new StartException("another server uses the database " + database
                                + "; stop it, or give another with --database-url")));
    }

    /** A database that does not write what it commits breaks the first promise; whoever runs it must know. */
    private Future<Void> checkDurability() {
        return pool.query("SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commits")
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
        Future<Void> poolClosed = pool == null ? Future.succeededFuture() : pool.close();
        Future<Void> released = lock == null ? Future.succeededFuture() : lock.close();
        return Future.join(poolClosed, released)
                .transform(done -> vertx.executeBlocking(
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
