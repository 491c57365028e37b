package io.hexdispatch.access;

import io.hexdispatch.access.Revocation.AllOf;
import io.hexdispatch.access.Revocation.OneToken;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** All revocations, in memory, to be asked at every request. For one event loop. */
public final class Revocations {
    private final Set<String> tokens = new HashSet<>();
    private final Map<Actor, Instant> issuedBefore = new HashMap<>();

    /** In whatever order they come, and however often. */
    public void add(Revocation.Subject subject) {
        if (subject instanceof OneToken one) {
            tokens.add(one.id());
        } else if (subject instanceof AllOf all) {
            issuedBefore.merge(all.actor(), all.issuedBefore(), (one, other) -> one.isAfter(other) ? one : other);
        }
    }

    public boolean covers(Grant grant) {
        if (grant.id().filter(tokens::contains).isPresent()) {
            return true;
        }
        Instant moment = issuedBefore.get(grant.actor());
        return moment != null && grant.issuedAt().isBefore(moment);
    }
}
