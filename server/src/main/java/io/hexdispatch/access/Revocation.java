package io.hexdispatch.access;

import java.time.Instant;

/** That tokens are good no more, though their time is not over. */
public record Revocation(Subject subject, String reason, Actor by, Instant at) {
    /** What is revoked. */
    public sealed interface Subject {
        boolean covers(Grant grant);
    }

    /** A single token, by its id. */
    public record OneToken(String id) implements Subject {
        @Override
        public boolean covers(Grant grant) {
            return grant.id().filter(id::equals).isPresent();
        }
    }

    /** All tokens of an actor that were issued earlier than a moment. */
    public record AllOf(Actor actor, Instant issuedBefore) implements Subject {
        @Override
        public boolean covers(Grant grant) {
            return grant.actor().equals(actor) && grant.issuedAt().isBefore(issuedBefore);
        }
    }
}
