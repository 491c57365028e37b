package io.hexdispatch.access;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a token says: as whom its bearer acts, and until when.
 *
 * @param id the token's own; empty for a token of an earlier version, which had none
 * @param issuedAt to the millisecond
 */
public record Grant(Optional<String> id, Actor actor, Instant issuedAt, Instant expiresAt) {
    /** The longest that a token is good. */
    public static final Duration VALID_MAX = Duration.ofDays(3_650);

    public boolean isOver(Instant now) {
        return !now.isBefore(expiresAt);
    }

    /** By what limits count a token; those without an id of one bearer count as one. */
    public String key() {
        return id.orElseGet(actor::toString);
    }
}
