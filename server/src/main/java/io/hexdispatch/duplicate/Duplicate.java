package io.hexdispatch.duplicate;

import io.hexdispatch.event.EventNumber;

/**
 * Two events that look like one.
 *
 * @param principal the one that was filed earlier, into which the other can be merged
 */
public record Duplicate(EventNumber principal, EventNumber event, Likeness likeness) {
    /** @throws IllegalArgumentException if the principal was not filed earlier, which is what keeps merging free of circles */
    public Duplicate {
        if (principal.id() >= event.id()) {
            throw new IllegalArgumentException(principal + " was not filed before " + event);
        }
    }
}
