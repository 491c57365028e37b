package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.audit.AuditEntry;
import io.hexdispatch.audit.AuditOutcome;
import io.hexdispatch.audit.AuditRecord;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The memory of who did what, and who tried what he may not. */
public interface Audit {
    /**
     * Which entries are wanted.
     *
     * @param before only those with a lower id: where the next page begins
     * @param actor the id of who did it
     */
    record Query(Optional<Long> before, Optional<AuditOutcome> outcome, Optional<String> actor, int limit) {}

    /**
     * Writes down what was done or tried; a successful future means committed. Of too many refusals to one caller only the number is
     * written.
     *
     * @return the entry's id; 0 where it is only counted
     */
    Future<Long> note(AuditRecord entry);

    /** The latest first. */
    Future<List<AuditEntry>> list(Query query);

    /** The same outcome; one that is refused because the actor may not is written down first. */
    default <T> Future<T> noting(Actor actor, String action, String subject, Instant at, Future<T> outcome) {
        return outcome.recover(failure ->
                failure instanceof RefusedException refused && refused.kind() == RefusedException.Kind.FORBIDDEN
                        ? note(AuditRecord.refused(at, actor, action, subject, refused.getMessage()))
                                .transform(noted -> Future.failedFuture(failure))
                        : Future.failedFuture(failure));
    }
}
