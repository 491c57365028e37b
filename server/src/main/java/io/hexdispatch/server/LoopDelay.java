package io.hexdispatch.server;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.LongConsumer;

/** Measures how late the event loop comes to what is due, which is what every request waits for as well. For that event loop. */
final class LoopDelay {
    private static final Duration PERIOD = Duration.ofMillis(100);

    private LoopDelay() {}

    /** @param observer told each time by how many nanoseconds */
    static void watch(Vertx vertx, LongConsumer observer) {
        long[] due = {System.nanoTime() + PERIOD.toNanos()};
        vertx.setPeriodic(PERIOD.toMillis(), timer -> {
            long now = System.nanoTime();
            observer.accept(now - due[0]);
            // Turns that were missed altogether are not caught up with.
            due[0] = Math.max(due[0] + PERIOD.toNanos(), now);
        });
    }
}
