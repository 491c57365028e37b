package io.hexdispatch.client;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before the next attempt to connect: a random part of a time that doubles with each failure ("full jitter", M. Brooker,
 * "Exponential Backoff And Jitter", AWS Architecture Blog 2015), so that the clients of a server that was restarted do not all
 * come back at one moment.
 */
final class Backoff {
    private static final int DOUBLINGS_MAX = 16;

    private final Duration min;
    private final Duration max;
    private final DoubleSupplier random;
    private int failures;

    /** @param random from 0 to 1 */
    Backoff(Duration min, Duration max, DoubleSupplier random) {
        this.min = min;
        this.max = max;
        this.random = random;
    }

    Duration next() {
        long longest = Math.min(max.toMillis(), min.toMillis() << Math.min(failures, DOUBLINGS_MAX));
        failures++;
        return Duration.ofMillis(Math.max(1, Math.round(longest * random.getAsDouble())));
    }

    /** A connection lasted: the next failure is the first again. */
    void reset() {
        failures = 0;
    }
}
