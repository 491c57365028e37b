package io.hexdispatch.flow;

import io.vertx.core.Future;
import java.util.concurrent.Callable;

/** Threads for what takes longer than the event loop may be held up. */
@FunctionalInterface
public interface Workers {
    /** Runs the work beside the event loop; the future completes on the event loop. */
    <T> Future<T> run(Callable<T> work);
}
