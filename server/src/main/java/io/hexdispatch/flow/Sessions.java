package io.hexdispatch.flow;

import io.hexdispatch.access.Grant;
import java.util.function.Predicate;

/** Those who are connected by a token for longer than a request. */
public interface Sessions {
    /** Ends the sessions whose token was revoked, and tells each why. */
    void endRevoked(Predicate<Grant> isRevoked);
}
