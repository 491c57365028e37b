package io.hexdispatch.flow;

import io.vertx.core.Future;
import java.time.Clock;

/** Counts events beforehand, as long as there is something to count. For a timer to call; for one event loop. */
public final class PrepareFigures {
    private final FigureStore store;
    private final Clock clock;
    private boolean hasReadAhead;
    private Future<Void> underWay = Future.succeededFuture();
    private boolean isStopped;

    public PrepareFigures(FigureStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Goes on until all is done that can be; nothing where it goes on already. Fails where the database does. */
    public Future<Void> prepare() {
        if (underWay.isComplete() && !isStopped) {
            underWay = next();
        }
        return underWay;
    }

    private Future<Void> next() {
        return store.prepare().compose(more -> {
            if (more && !isStopped) {
                return next();
            }
            return hasReadAhead || isStopped
                    ? Future.succeededFuture()
                    : store.readAhead(clock.instant()).onSuccess(done -> hasReadAhead = true);
        });
    }

    /** Completes when nothing is under way any more. */
    public Future<Void> stop() {
        isStopped = true;
        return underWay.otherwiseEmpty();
    }
}
