package io.hexdispatch.websocket;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pings every client, and lets go whoever did not answer when its next turn comes. A client that dies right after it has answered is
 * noticed two periods later at the latest. For one event loop.
 */
final class Heartbeat {
    static final Duration PERIOD = Duration.ofSeconds(10);

    /** How long a client that is let go has for its half of the farewell, before its connection is cut. */
    static final Duration FAREWELL_MAX = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    private final Connections connections;
    private final long leastNanos;
    private final long[] lastTurn = new long[Connections.SLICES];
    private int turn;
    private long silent;

    /** @param period from one ping of a client to its next */
    Heartbeat(Vertx vertx, Connections connections, Duration period) {
        this.connections = connections;
        this.leastNanos = period.toNanos() * 3 / 4;
        Arrays.fill(lastTurn, System.nanoTime() - period.toNanos());
        vertx.setPeriodic(Math.max(1, period.toMillis() / Connections.SLICES), timer -> beat());
    }

    /** How many clients were let go because nothing was heard of them. */
    long silent() {
        return silent;
    }

    private void beat() {
        turn = (turn + 1) % Connections.SLICES;
        long now = System.nanoTime();
        if (now - lastTurn[turn] < leastNanos) {
            // The program stood still, and the timer makes up for it: whoever was pinged just now has had no time to
            // answer.
            return;
        }
        lastTurn[turn] = now;
        for (Connection connection : connections.slice(turn)) {
            if (connection.wasHeard()) {
                connection.ping();
            } else {
                silent++;
                LOG.atInfo().addKeyValue("actor", connection.actor()).log("gone without a word");
                connection.letGo(Connection.GOING_AWAY, "nothing was heard from you");
            }
        }
    }
}
