package io.hexdispatch.http;

import io.hexdispatch.flow.RefusedException;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** The body of a request that may say why. */
final class Reasons {
    private static final int REASON_CHARACTERS_MAX = 1_000;

    private Reasons() {}

    /** Why, if he says so: a body {@code {"reason": "..."}} or none. Empty where the body is wrong, and then he has been answered. */
    static Optional<Optional<String>> of(RoutingContext context) {
        if (context.body().length() <= 0) {
            return Optional.of(Optional.empty());
        }
        return Answers.object(context).flatMap(body -> {
            if (body.size() == 1
                    && body.getValue("reason") instanceof String reason
                    && !reason.isBlank()
                    && reason.length() <= REASON_CHARACTERS_MAX) {
                return Optional.of(Optional.of(reason));
            }
            Answers.failure(
                    context,
                    new RefusedException(
                            RefusedException.Kind.INVALID,
                            "the body is {\"reason\": \"...\"} with 1 to " + REASON_CHARACTERS_MAX
                                    + " characters, or there is none"));
            return Optional.empty();
        });
    }
}
