package io.hexdispatch.postgres;

import io.hexdispatch.flow.OutcomeUnknownException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database while the server runs: held for this server alone, asked every second whether it is there, and taken up again when it was
 * away. Before it is used again, whatever this server's earlier sessions still did is ended, so that what was not known to be
 * committed is committed by then or never; and memory is brought to what the database says. For one event loop.
 */
public final class LiveDatabase {
    private static final Logger LOG = LoggerFactory.getLogger(LiveDatabase.class);
    private static final int CONNECTIONS = 10;
    /** The name of the lock that says that a server uses the database: "hexdisp" in ASCII. */
    private static final long ADVISORY_LOCK = 0x68657864697370L;

    private static final Duration ASKED_EVERY = Duration.ofSeconds(1);
    /** A database that answers nothing at all for so long is away. */
    private static final Duration ANSWER_MAX = Duration.ofSeconds(5);

    private static final Duration ORDINARY_PATIENCE = Duration.ofSeconds(30);
    private static final Duration LONG_PATIENCE = Duration.ofMinutes(10);
    private static final Duration CATCH_UP_MAX = Duration.ofMinutes(2);
    private static final Duration RETRY_MIN = Duration.ofMillis(200);
    private static final Duration RETRY_MAX = Duration.ofSeconds(3);
    private static final Duration ENDED_HERE_WITHIN = Duration.ofSeconds(3);
    private static final Duration CLOSE_MAX = Duration.ofSeconds(3);

    private final Vertx vertx;
    private final DatabaseAddress address;
    private final Optional<EmbeddedDatabase> embedded;
    /** By which the sessions of this server, and of this run of it, are told from others. */
    private final String session = "hexdispatch-" + UUID.randomUUID().toString().substring(0, 8);

    private final DatabaseGate gate = new DatabaseGate(this::lost);
    private final Pool ordinary = new WatchedPool(gate, ORDINARY_PATIENCE);
    private final Pool patient = new WatchedPool(gate, LONG_PATIENCE);
    private Function<Pool, Future<?>> catchUp = pool -> Future.succeededFuture();
    private PgConnection control;
    private Pool connections;
    private boolean isAsking;
    private boolean isClosed;
    private long timer;
    private long awaySinceNanos;
    private String awayBecause = "";
    private long retryMillis = RETRY_MIN.toMillis();

    /** @param embedded where the database is this server's own, which it starts again when it dies */
    public LiveDatabase(Vertx vertx, DatabaseAddress address, Optional<EmbeddedDatabase> embedded) {
        this.vertx = vertx;
        this.address = address;
        this.embedded = embedded;
    }

    /** For what takes a moment; whatever takes longer than half a minute is given up. */
    public Pool pool() {
        return ordinary;
    }

    /** For what may take minutes. */
    public Pool patientPool() {
        return patient;
    }

    public DatabaseGate gate() {
        return gate;
    }

    /** Connects, and gives whether the database could be held: it cannot where another server uses it. */
    public Future<Boolean> open() {
        return connect().compose(first -> hold(first).compose(held -> {
            if (!held) {
                return first.close().transform(closed -> Future.succeededFuture(false));
            }
            return connections().map(pool -> {
                use(first, pool);
                return true;
            });
        }));
    }

    /**
     * Begins to watch it.
     *
     * @param afterOutage brings memory to what the database says, by the pool that it is given; only then is the database used again
     */
    public void watch(Function<Pool, Future<?>> afterOutage) {
        catchUp = afterOutage;
        timer = vertx.setPeriodic(ASKED_EVERY.toMillis(), tick -> ask());
    }

    private PgConnectOptions options() {
        return address.options().addProperty("application_name", session);
    }

    private Future<PgConnection> connect() {
        Promise<PgConnection> promise = Promise.promise();
        long limit = vertx.setTimer(
                ANSWER_MAX.toMillis(),
                tick -> promise.tryFail(new OutcomeUnknownException("the database does not answer")));
        PgConnection.connect(vertx, options()).onComplete(done -> {
            vertx.cancelTimer(limit);
            if (done.failed()) {
                promise.tryFail(done.cause());
            } else if (!promise.tryComplete(done.result())) {
                done.result().close();
            }
        });
        return promise.future();
    }

    /**
     * Two servers on one database would each hold responders and open orders in memory and not know of the other's. The lock
     * is PostgreSQL's own and lasts as long as this connection, so that it cannot outlive a killed server.
     */
    private static Future<Boolean> hold(PgConnection connection) {
        return limited(connection
                .preparedQuery("SELECT pg_try_advisory_lock($1) AS held")
                .execute(Tuple.of(ADVISORY_LOCK))
                .map(rows -> rows.iterator().next().getBoolean("held")));
    }

    /** All are opened now, and kept: later, when others have taken the last ones, it would be too late. */
    private Future<Pool> connections() {
        return connections(CONNECTIONS);
    }

    private Future<Pool> connections(int count) {
        Pool pool = PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(count))
                .connectingTo(options())
                .using(vertx)
                .build();
        List<Future<SqlConnection>> all =
                Stream.generate(pool::getConnection).limit(count).toList();
        return limited(Future.join(all)).transform(done -> {
            all.stream().filter(Future::succeeded).forEach(one -> one.result().close());
            long there = all.stream().filter(Future::succeeded).count();
            if (there == count) {
                return Future.succeededFuture(pool);
            }
            pool.close();
            LOG.atWarn()
                    .addKeyValue("wanted", count)
                    .addKeyValue("got", there)
                    .log("the database has not enough connections");
            return there == 0 ? Future.<Pool>failedFuture(done.cause()) : connections((int) there);
        });
    }

    private static <T> Future<T> limited(Future<T> future) {
        return future.timeout(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void use(PgConnection held, Pool pool) {
        control = held;
        connections = pool;
        // What it is told while it is idle, such as that the database stops, comes with its end.
        held.exceptionHandler(told -> {});
        held.closeHandler(closed -> {
            if (control == held) {
                lost(new OutcomeUnknownException("it closed the connection"));
            }
        });
        gate.open(pool);
    }

    private void ask() {
        gate.abandonLate();
        if (!gate.isOpen() || isAsking) {
            return;
        }
        isAsking = true;
        PgConnection asked = control;
        limited(asked.query("SELECT 1").execute()).onComplete(done -> {
            isAsking = false;
            if (done.failed() && control == asked) {
                lost(done.cause());
            }
        });
    }

    private void lost(Throwable cause) {
        if (!gate.isOpen() || isClosed) {
            return;
        }
        awaySinceNanos = System.nanoTime();
        LOG.atWarn()
                .addKeyValue("database", address)
                .addKeyValue("because", cause.getMessage())
                .log("the database is away; what needs it is refused until it is back");
        gate.shut();
        // Where it is only paused they close when it goes on; nobody waits for that.
        connections.close();
        control.close();
        vertx.runOnContext(turn -> takeUp());
    }

    private void takeUp() {
        if (isClosed) {
            return;
        }
        tryTakingUp()
                .onSuccess(done -> {
                    retryMillis = RETRY_MIN.toMillis();
                    awayBecause = "";
                    LOG.atInfo()
                            .addKeyValue("awayMillis", (System.nanoTime() - awaySinceNanos) / 1_000_000)
                            .log("the database is back");
                })
                .onFailure(failure -> {
                    String because = String.valueOf(failure.getMessage());
                    if (!because.equals(awayBecause)) {
                        awayBecause = because;
                        LOG.atInfo().addKeyValue("because", because).log("the database is still away");
                    }
                    vertx.setTimer(retryMillis, tick -> takeUp());
                    retryMillis = Math.min(RETRY_MAX.toMillis(), 2 * retryMillis);
                });
    }

    private Future<?> tryTakingUp() {
        return revive().compose(done -> connect()).compose(fresh -> endEarlierSessions(fresh)
                .compose(done -> hold(fresh))
                .compose(held -> held ? connections() : Future.failedFuture("another server uses it meanwhile"))
                .compose(pool -> catchUp.apply(pool)
                        .timeout(CATCH_UP_MAX.toMillis(), TimeUnit.MILLISECONDS)
                        .onSuccess(done -> {
                            if (isClosed) {
                                pool.close();
                            } else {
                                use(fresh, pool);
                            }
                        })
                        .onFailure(failure -> pool.close()))
                .onFailure(failure -> fresh.close()));
    }

    private Future<Void> revive() {
        return embedded.isEmpty()
                ? Future.succeededFuture()
                : vertx.executeBlocking(
                        () -> {
                            embedded.get().revive();
                            return null;
                        },
                        false);
    }

    /**
     * What these were doing when they were lost may still be going on, or wait to be. An answer said that nobody knows what became of it;
     * once they are gone, a look into the database says it for good.
     */
    private Future<Void> endEarlierSessions(PgConnection fresh) {
        return limited(fresh.preparedQuery("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                                + " WHERE application_name = $1 AND pid <> pg_backend_pid()")
                        .execute(Tuple.of(session)))
                .compose(rows -> {
                    if (rows.size() > 0) {
                        return Future.failedFuture("earlier sessions still end");
                    }
                    // Without a session nothing can be committed any more; but what waits here to be told so should be.
                    boolean isLong = System.nanoTime() - awaySinceNanos > ENDED_HERE_WITHIN.toNanos();
                    return gate.isEmpty() || isLong
                            ? Future.succeededFuture()
                            : Future.failedFuture("what was under way still ends");
                });
    }

    /** Bounded in time, whatever the database does. */
    public Future<Void> close() {
        isClosed = true;
        vertx.cancelTimer(timer);
        Future<?> pool = connections == null ? Future.succeededFuture() : connections.close();
        Future<?> held = control == null ? Future.succeededFuture() : control.close();
        gate.shut();
        return Future.join(pool, held)
                .timeout(CLOSE_MAX.toMillis(), TimeUnit.MILLISECONDS)
                .transform(done -> Future.succeededFuture());
    }
}
