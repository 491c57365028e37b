package io.hexdispatch.server;

import io.hexdispatch.access.Role;
import io.hexdispatch.flow.Deliveries;
import io.hexdispatch.flow.Deliveries.Backlog;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/**
 * Counts what is undelivered from time to time, so that whoever asks for the figures is answered from memory. Where there is so much that
 * counting takes long, it counts less often. For one event loop.
 */
final class WatchBacklog {
    /** Counting takes at most one part in so many of the time. */
    private static final int PAUSE_PER_COUNT = 50;

    private final Deliveries deliveries;
    private final Clock clock;
    private Map<Role, Backlog> latest = Map.of();
    private boolean isDatabaseUp;
    private long notBeforeNanos = System.nanoTime();

    WatchBacklog(Deliveries deliveries, Clock clock) {
        this.deliveries = deliveries;
        this.clock = clock;
    }

    Future<Void> count() {
        long start = System.nanoTime();
        if (start < notBeforeNanos) {
            return Future.succeededFuture();
        }
        return deliveries
                .backlog()
                .onComplete(counted -> {
                    isDatabaseUp = counted.succeeded();
                    long end = System.nanoTime();
                    notBeforeNanos = end + PAUSE_PER_COUNT * (end - start);
                })
                .map(counted -> {
                    latest = counted;
                    return null;
                });
    }

    /** How many orders recipients of a role have not acknowledged. */
    long undelivered(Role role) {
        Backlog backlog = latest.get(role);
        return backlog == null ? 0 : backlog.orders();
    }

    /** For how long, in seconds, the oldest of them has been owed. */
    double oldestSeconds(Role role) {
        Backlog backlog = latest.get(role);
        return backlog == null
                ? 0
                : Math.max(
                        0, Duration.between(backlog.oldest(), clock.instant()).toMillis() / 1_000.0);
    }

    /** Whether the database answered the last time. */
    boolean isDatabaseUp() {
        return isDatabaseUp;
    }
}
