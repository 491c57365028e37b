package io.hexdispatch.flow;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What is owed to webhooks, written with what it tells of. A successful future means committed. */
public interface Outbox {
    /**
     * A message that was claimed to be sent.
     *
     * @param id the same at each attempt
     * @param secret the key to sign with, as its owner wrote it
     * @param tries how often it was tried before
     */
    record Owed(String id, String webhook, String url, String secret, String body, int tries) {
        /** Without the secret, which must not come into a log. */
        @Override
        public String toString() {
            return "message " + id + " for webhook " + webhook;
        }
    }

    /**
     * Claims what is due, for each webhook at most so many; nobody else gets them before {@code leaseUntil}, whatever becomes of him who
     * has them.
     *
     * @param busy webhooks to pass by
     */
    Future<List<Owed>> claim(Set<String> busy, int limitEach, Instant now, Instant leaseUntil);

    Future<Void> delivered(Owed message, Webhooks.Attempt attempt);

    Future<Void> failed(Owed message, Webhooks.Attempt attempt, Instant nextAt);

    /** Nothing is at the address any more: nothing is sent there until somebody changes the webhook, and all stays owed. */
    Future<Void> gone(Owed message, Webhooks.Attempt attempt);

    /** Forgets what was delivered before this, at most so many. Gives how many. */
    Future<Integer> forgetDelivered(Instant before, int limit);
}
