package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.TokenText;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The memory of who tried what he may not. Only the latest are kept. */
public interface Audit {
    /**
     * Something that was refused because he who asked may not.
     *
     * @param action what he asked for
     * @param subject of what: the number of an event, the id of an order, or a path
     * @param detail what he was told
     */
    record Refusal(Instant at, Actor actor, String action, String subject, String detail) {
        /** A path or a text of the request may hold a token, and what is written down here is read by others. */
        public Refusal {
            subject = TokenText.hidden(subject);
            detail = TokenText.hidden(detail);
        }
    }

    /** @param id rises with every refusal */
    record Entry(long id, Refusal refusal) {}

    /** Writes a refusal down; a successful future means committed. */
    Future<Void> note(Refusal refusal);

    /** The latest first. @param before only those with a lower id: where the next page begins */
    Future<List<Entry>> latest(Optional<Long> before, int limit);

    /** The same outcome; one that is refused because the actor may not is written down first. */
    default <T> Future<T> noting(Actor actor, String action, String subject, Instant at, Future<T> outcome) {
        return outcome.recover(failure ->
                failure instanceof RefusedException refused && refused.kind() == RefusedException.Kind.FORBIDDEN
                        ? note(new Refusal(at, actor, action, subject, refused.getMessage()))
                                .transform(noted -> Future.failedFuture(failure))
                        : Future.failedFuture(failure));
    }
}
