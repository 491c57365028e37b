package io.hexdispatch.server;

import io.hexdispatch.assignment.LiveRules;
import io.hexdispatch.category.Categories;
import io.hexdispatch.flow.LiveMap;
import io.hexdispatch.flow.Workers;
import io.hexdispatch.postgres.PostgresBoundaries;
import io.hexdispatch.postgres.PostgresRules;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * What every part of the server stands on, there before the first of them is made.
 *
 * @param workers run what takes long beside the event loop
 * @param clock as fine as the database keeps time
 */
record Ground(
        Vertx vertx,
        ServerConfig config,
        Storage storage,
        Workers workers,
        Clock clock,
        Categories categories,
        LiveMap map,
        PostgresBoundaries mapVersions,
        LiveRules rules,
        PostgresRules rulesVersions,
        ServerMetrics metrics) {
    private static final Duration LONG_WORK_MAX = Duration.ofMinutes(5);

    Pool pool() {
        return storage.pool();
    }

    /** A thread of its own that speaks to the database by itself, so that what takes long there holds up nothing else. */
    Workers oneAfterAnother(String name) {
        WorkerExecutor thread = vertx.createSharedWorkerExecutor(name, 1, LONG_WORK_MAX.toMinutes(), TimeUnit.MINUTES);
        Workers single = new Workers() {
            @Override
            public <T> Future<T> run(Callable<T> work) {
                return thread.executeBlocking(work, true);
            }
        };
        return storage.watched(single, LONG_WORK_MAX);
    }
}
