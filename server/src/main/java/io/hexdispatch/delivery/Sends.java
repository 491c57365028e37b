package io.hexdispatch.delivery;

import java.time.Instant;

/**
 * How often an order was sent to a recipient, on whichever of his terminals.
 *
 * @param times 1 or more
 */
public record Sends(Instant first, Instant last, int times) {
    static Sends once(Instant at) {
        return new Sends(at, at, 1);
    }

    /** Together with others of the same order to the same recipient. */
    public Sends and(Sends other) {
        return new Sends(
                first.isBefore(other.first) ? first : other.first,
                last.isAfter(other.last) ? last : other.last,
                times + other.times);
    }
}
