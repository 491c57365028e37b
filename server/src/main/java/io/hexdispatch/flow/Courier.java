package io.hexdispatch.flow;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Takes a message to an address. */
public interface Courier {
    /** @param retryAfter how long the address asks to be left alone; empty where it does not */
    record Answer(int status, Optional<Duration> retryAfter) {
        boolean isTaken() {
            return status >= 200 && status < 300;
        }
    }

    /** Fails where no answer comes within some seconds. */
    Future<Answer> take(Outbox.Owed message, Instant now);
}
