package io.hexdispatch.delivery;

import io.hexdispatch.access.Actor;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of the delivery of an order to one of its recipients.
 *
 * @param ordinal the order within its event
 * @param owedAt since when it is owed to him
 * @param sends how often, and when first and last; empty while it was sent to no terminal of his
 * @param acknowledgedAt when one of his terminals said that it has it
 * @param endedAt when the order was over before that, so that it is owed no more
 */
public record Receipt(
        int ordinal,
        Actor recipient,
        Instant owedAt,
        Optional<Sends> sends,
        Optional<Instant> acknowledgedAt,
        Optional<Instant> endedAt) {

    /** Whether it is still to be brought to him. */
    public boolean isOwed() {
        return acknowledgedAt.isEmpty() && endedAt.isEmpty();
    }
}
