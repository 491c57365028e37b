package io.hexdispatch.server;

import io.hexdispatch.flow.RefusedException;
import io.hexdispatch.flow.Turns;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/** Lets few be served at once, so that the database and the workers stay with the dispatch of events. For one event loop. */
final class FewAtOnce implements Turns {
    private final int runningMax;
    private final int waitingMax;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int running;

    FewAtOnce(int runningMax, int waitingMax) {
        this.runningMax = runningMax;
        this.waitingMax = waitingMax;
    }

    @Override
    public <T> Future<T> run(Supplier<Future<T>> work) {
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
