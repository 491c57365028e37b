package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Grant;
import io.hexdispatch.access.Revocation;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The memory of tokens that were issued here and of those that are revoked. No token is in it, only what tokens say. */
public interface TokenRegister {
    /** How many revocations there can be; they are asked at every request, and so lie in memory. */
    int REVOCATIONS_MAX = 100_000;

    /** A token that was issued. @param note what it is for, in the words of who had it issued */
    record Issue(Grant grant, Optional<String> note, Actor by) {}

    /**
     * An issued token as the list shows it.
     *
     * @param seq rises with every token
     * @param revocation the earliest that covers it
     */
    record Listed(long seq, Issue issue, Optional<Revocation> revocation) {}

    /** @param seq rises with every revocation */
    record Entry(long seq, Revocation revocation) {}

    /** @param before only those with a lower {@code seq} */
    record Query(Optional<String> role, Optional<String> holder, Optional<Long> before, int limit) {}

    /** A successful future means committed. Forgets those that are over for long. */
    Future<Void> issued(Issue issue, Instant now);

    /** The latest first. */
    Future<List<Listed>> issued(Query query);

    /**
     * Revokes; a successful future means committed. A single token that is revoked already stays as it is.
     *
     * @return what stands there now; fails with {@link RefusedException} where there is no room for more
     */
    Future<Entry> revoke(Revocation revocation);

    /** In their order. */
    Future<List<Entry>> revocationsAfter(long seq, int limit);

    /** The latest first. @param before only those with a lower {@code seq} */
    Future<List<Entry>> revocations(Optional<Long> before, int limit);
}
