package io.hexdispatch.ogcapi.feature;

import io.hexdispatch.flow.RefusedException;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that do for GIS clients what would hold up the event loop. They are few, so that a map that is being drawn leaves the
 * processors to the dispatch of events, and so is what may wait for them.
 */
public final class MapThreads {
    /** How many pieces of work may wait or be under way: some seconds' worth of tiles. */
    static final int WAITING_MAX = 500;

    private final WorkerExecutor threads;
    private final AtomicInteger waiting = new AtomicInteger();

    public MapThreads(WorkerExecutor threads) {
        this.threads = threads;
    }

    /** Runs work on one of the threads; fails with {@link RefusedException} where too much waits already. */
    public <T> Future<T> run(Callable<T> work) {
        if (waiting.incrementAndGet() > WAITING_MAX) {
            waiting.decrementAndGet();
            return Future.failedFuture(new RefusedException(
                    RefusedException.Kind.BUSY, WAITING_MAX + " map requests wait already; send this one again"));
        }
        return threads.executeBlocking(work, false).onComplete(done -> waiting.decrementAndGet());
    }

    /** Runs the next piece of work that was begun with {@link #run}: what was let in is finished. */
    public <T> Future<T> goOn(Callable<T> work) {
        return threads.executeBlocking(work, false);
    }
}
