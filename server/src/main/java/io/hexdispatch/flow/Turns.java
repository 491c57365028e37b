package io.hexdispatch.flow;

import io.vertx.core.Future;
import java.util.function.Supplier;

/** Whoever asks for much waits for his turn. */
@FunctionalInterface
public interface Turns {
    /** Does the work when it is its turn; fails with {@link RefusedException} where too many wait. */
    <T> Future<T> run(Supplier<Future<T>> work);
}
