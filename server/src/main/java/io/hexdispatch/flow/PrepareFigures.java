package io.hexdispatch.flow;

import io.vertx.core.Future;

/** Counts events beforehand, as long as there is something to count. For a timer to call; for one event loop. */
public final class PrepareFigures {
    private final FigureStore store;
    private Future<Void> underWay = Future.succeededFuture();
    private boolean isStopped;

    public PrepareFigures(FigureStore store) {
        this.store = store;
    }

    /** Goes on until all is done that can be; nothing where it goes on already. Fails where the database does. */
    public Future<Void> prepare() {
        if (underWay.isComplete() && !isStopped) {
            underWay = next();
        }
        return underWay;
    }

    private Future<Void> next() {
        return store.prepare().compose(more -> more && !isStopped ? next() : Future.succeededFuture());
    }

    /** Completes when nothing is under way any more. */
    public Future<Void> stop() {
        isStopped = true;
        return underWay.otherwiseEmpty();
    }
}
