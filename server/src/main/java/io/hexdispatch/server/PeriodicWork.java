package io.hexdispatch.server;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the server does again and again by itself until it stops. None is begun while its last turn is under way or while the database
 * is away, and one that fails is tried again at its next turn. For one event loop.
 */
final class PeriodicWork {
    private static final Logger LOG = LoggerFactory.getLogger(PeriodicWork.class);

    private final Vertx vertx;
    private final BooleanSupplier isTime;
    private final List<Work> all = new ArrayList<>();

    /** @param isTime whether there is any use in a turn */
    PeriodicWork(Vertx vertx, BooleanSupplier isTime) {
        this.vertx = vertx;
        this.isTime = isTime;
    }

    private final class Work {
        private final Supplier<? extends Future<?>> turn;
        private final String failure;
        private Future<?> underWay = Future.succeededFuture();
        private long timer;

        private Work(Supplier<? extends Future<?>> turn, String failure) {
            this.turn = turn;
            this.failure = failure;
        }

        private void begin() {
            if (underWay.isComplete() && isTime.getAsBoolean()) {
                // What began before the database went away fails with it, which was told already.
                underWay = turn.get().onFailure(cause -> (isTime.getAsBoolean() ? LOG.atWarn() : LOG.atDebug())
                        .setCause(cause)
                        .log(failure));
            }
        }
    }

    /** @param failure what the log says where a turn fails */
    void every(Duration period, Supplier<? extends Future<?>> turn, String failure) {
        Work work = new Work(turn, failure);
        work.timer = vertx.setPeriodic(period.toMillis(), timer -> work.begin());
        all.add(work);
    }

    /** No further turns. */
    void stop() {
        all.forEach(work -> vertx.cancelTimer(work.timer));
    }

    /** When what was under way is over, however it ended. */
    Future<?> ended() {
        Future<?> ended = Future.succeededFuture();
        for (Work work : all) {
            ended = ended.transform(done -> work.underWay.transform(over -> Future.succeededFuture()));
        }
        return ended;
    }
}
