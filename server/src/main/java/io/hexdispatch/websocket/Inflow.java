package io.hexdispatch.websocket;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Reads from a client no faster than what it sends is carried out, and than its token may send. It is slowed down rather than refused:
 * nothing that it sent is lost. For one event loop.
 */
final class Inflow {
    private static final int UNDER_WAY_MAX = 256;

    private final Vertx vertx;
    private final Connection connection;
    private final LongSupplier taking;
    private int underWay;
    private boolean isResting;
    private boolean isPaused;

    /** @param taking counts a message of the token: 0, or after how many nanoseconds it may be counted, and then it was not */
    Inflow(Vertx vertx, Connection connection, LongSupplier taking) {
        this.vertx = vertx;
        this.connection = connection;
        this.taking = taking;
    }

    /** A message came. */
    void came() {
        underWay++;
        count();
        if (isResting || underWay >= UNDER_WAY_MAX) {
            isPaused = true;
            connection.pause();
        }
    }

    /** What a message asked for was carried out or refused. */
    void done() {
        underWay--;
        goOn();
    }

    private void count() {
        long waitNanos = taking.getAsLong();
        isResting = waitNanos > 0;
        if (isResting) {
            vertx.setTimer(TimeUnit.NANOSECONDS.toMillis(waitNanos) + 1, timer -> {
                count();
                goOn();
            });
        }
    }

    private void goOn() {
        if (isPaused && !isResting && underWay < UNDER_WAY_MAX && !connection.isGone()) {
            isPaused = false;
            connection.resume();
        }
    }
}
