package io.hexdispatch.duplicate;

import io.hexdispatch.access.Actor;
import java.time.Instant;
import java.util.Optional;

/**
 * A duplicate that was found, and what became of it.
 *
 * @param id rises with every proposal
 * @param settled who decided about it; there exactly where it is not PROPOSED
 */
public record Proposal(long id, Duplicate duplicate, State state, Instant proposedAt, Optional<Settled> settled) {
    /** Where a proposal stands. */
    public enum State {
        /** Waits for a person. */
        PROPOSED,
        /** The event is merged. */
        MERGED,
        /** They are two events, or the event was merged into another one. */
        DISMISSED
    }

    public record Settled(Actor by, Instant at, Optional<String> reason) {}

    public Proposal {
        if (settled.isPresent() == (state == State.PROPOSED)) {
            throw new IllegalArgumentException(state + " with " + settled);
        }
    }

    /** Whether he dismissed it with these words before. */
    public boolean isDismissedBy(Actor actor, String reason) {
        return state == State.DISMISSED
                && settled.filter(
                                done -> done.by().equals(actor) && done.reason().equals(Optional.of(reason)))
                        .isPresent();
    }
}
