package io.hexdispatch.postgres;

import io.hexdispatch.flow.OutcomeUnknownException;
import io.hexdispatch.flow.RefusedException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What goes to the database goes through here. While it is shut, what comes is refused at once, with nothing changed; what was under way
 * when it was shut fails with {@link OutcomeUnknownException}. So nobody waits for a database that does not answer, and nothing piles
 * up. For any thread.
 */
public final class DatabaseGate {
    /** What may be under way or wait for a connection at a time: more would only fill the memory. */
    private static final int UNDER_WAY_MAX = 50_000;

    private static final String AWAY = "the database does not answer";

    /** By identity: two are never the same. */
    private static final class Passage {
        private final long untilNanos;
        private final Promise<?> promise;

        private Passage(long untilNanos, Promise<?> promise) {
            this.untilNanos = untilNanos;
            this.promise = promise;
        }
    }

    private final Consumer<Throwable> trouble;
    private final Set<Passage> underWay = ConcurrentHashMap.newKeySet();
    /** Of what passed since it was opened. */
    private volatile AtomicInteger unended = new AtomicInteger();

    private volatile Pool pool;

    /** @param trouble told what shows that the database, or the way to it, is broken */
    DatabaseGate(Consumer<Throwable> trouble) {
        this.trouble = trouble;
    }

    public boolean isOpen() {
        return pool != null;
    }

    /** How many go through or wait at this moment. */
    public int underWay() {
        return underWay.size();
    }

    void open(Pool through) {
        unended = new AtomicInteger();
        pool = through;
    }

    /** Shuts it, and has all that is under way fail. */
    void shut() {
        pool = null;
        underWay.forEach(passage -> passage.promise.tryFail(new OutcomeUnknownException(AWAY)));
    }

    /** Whether all that passed since it was opened has an end. */
    boolean isEmpty() {
        return unended.get() == 0;
    }

    /** Has those fail that take longer than they may. They may still end at the database. */
    void abandonLate() {
        long now = System.nanoTime();
        underWay.stream()
                .filter(passage -> now - passage.untilNanos > 0)
                .forEach(passage -> passage.promise.tryFail(
                        new OutcomeUnknownException("the database did not carry it out in time")));
    }

    /** Does something with a pool of connections, for at most so long. */
    <T> Future<T> pass(Duration patience, Function<Pool, Future<T>> work) {
        Pool through = pool;
        return through == null
                ? refused(AWAY)
                : watch(patience, () -> {
                    AtomicInteger counted = unended;
                    counted.incrementAndGet();
                    Future<T> going;
                    try {
                        going = work.apply(through);
                    } catch (RuntimeException failure) {
                        going = Future.failedFuture(failure);
                    }
                    return going.onComplete(done -> counted.decrementAndGet());
                });
    }

    /**
     * Does something that speaks to the database by itself, for at most so long. What breaks there says nothing of the connections that all
     * others use.
     */
    public <T> Future<T> watch(Duration patience, Supplier<Future<T>> work) {
        if (!isOpen()) {
            return refused(AWAY);
        }
        if (underWay.size() >= UNDER_WAY_MAX) {
            return refused(UNDER_WAY_MAX + " requests wait for the database already");
        }
        Promise<T> promise = Promise.promise();
        Passage passage = new Passage(System.nanoTime() + patience.toNanos(), promise);
        underWay.add(passage);
        work.get().onComplete(done -> {
            if (done.succeeded()) {
                promise.tryComplete(done.result());
            } else if (isTrouble(done.cause())) {
                promise.tryFail(
                        new OutcomeUnknownException(AWAY + ": " + done.cause().getMessage()));
                trouble.accept(done.cause());
            } else {
                promise.tryFail(done.cause());
            }
        });
        return promise.future().onComplete(done -> underWay.remove(passage));
    }

    private static <T> Future<T> refused(String reason) {
        return Future.failedFuture(new RefusedException(
                RefusedException.Kind.BUSY, reason + "; nothing was changed, send the same request again in a moment"));
    }

    private static boolean isTrouble(Throwable failure) {
        return failure instanceof PgException refused
                ? isTrouble(refused.getSqlState())
                : failure instanceof SQLException blocking
                        ? isTrouble(blocking.getSQLState())
                        : failure instanceof IOException
                                || failure instanceof ClosedConnectionException
                                || failure instanceof TimeoutException;
    }

    /**
     * Whether PostgreSQL's code (SQLSTATE) says that the connection is broken, that the database stops or starts, or that it has no
     * connection left.
     */
    private static boolean isTrouble(String state) {
        return state != null && (state.startsWith("08") || state.startsWith("57P") || state.equals("53300"));
    }
}
