package io.hexdispatch.client;

import io.vertx.core.Future;
import java.time.Duration;

/** Told what the server tells. Called on one thread, one after another. */
@FunctionalInterface
public interface Listener {
    /**
     * Something came that has not come before. An order or a roll call is acknowledged when the future succeeds; where it fails,
     * it comes again. After a restart of this program what was not acknowledged comes again as well, so what is done with
     * an order should be done once for its id.
     */
    Future<?> message(Message message);

    default void connected() {}

    /** @param pause until the next attempt */
    default void disconnected(String why, Duration pause) {}
}
