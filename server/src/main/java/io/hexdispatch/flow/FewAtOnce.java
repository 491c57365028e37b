package io.hexdispatch.flow;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * Lets few of those who ask for much be served at once, so that the database and the workers stay with the dispatch of events;
 * the others wait for their turn. For one event loop.
 */
public final class FewAtOnce {
    private final int runningMax;
    private final int waitingMax;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int running;

    public FewAtOnce(int runningMax, int waitingMax) {
        this.runningMax = runningMax;
        this.waitingMax = waitingMax;
    }

    /** Does the work when it is its turn; fails with {@link RefusedException} where too many wait. */
    <T> Future<T> run(Supplier<Future<T>> work) {
        if (running < runningMax) {
            return begin(work);
        }
        if (waiting.size() >= waitingMax) {
            return Future.failedFuture(new RefusedException(
                    RefusedException.Kind.BUSY,
                    waiting.size() + " questions about long periods wait already; ask again in a moment"));
        }
        Promise<T> promise = Promise.promise();
        waiting.add(() -> begin(work).onComplete(promise));
        return promise.future();
    }

    private <T> Future<T> begin(Supplier<Future<T>> work) {
        running++;
        Future<T> outcome;
        try {
            outcome = work.get();
        } catch (RuntimeException failed) {
            outcome = Future.failedFuture(failed);
        }
        return outcome.onComplete(done -> {
            running--;
            Runnable next = waiting.poll();
            if (next != null) {
                next.run();
            }
        });
    }
}
