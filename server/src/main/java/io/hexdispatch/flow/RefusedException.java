package io.hexdispatch.flow;

import io.hexdispatch.order.IllegalTransitionException;
import java.util.List;
import java.util.Optional;

/** A request that cannot be carried out as it is, with the reason in words for whoever made it. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What kind of no it is. */
    public enum Kind {
        /** Something in the request is wrong. */
        INVALID,
        /** There is no such thing, or none that the caller may know of. */
        NOT_FOUND,
        /** The caller may not do this. */
        FORBIDDEN,
        /** The present state does not allow it. */
        CONFLICT,
        /** The server cannot take it now; the same request may succeed in a moment. */
        BUSY,
        /** The caller sends more than he may; the same request may succeed after a pause. */
        TOO_MANY
    }

    /**
     * What a state that does not allow something allows instead.
     *
     * @param state of the event or order
     * @param possible the actions that are legal from it, by their names on the wire
     */
    public record Present(String state, List<String> possible) {}

    private final Kind kind;
    private final int retryAfterSeconds;
    private final transient Optional<Present> present;

    public RefusedException(Kind kind, String message) {
        this(kind, message, 0, Optional.empty());
    }

    private RefusedException(Kind kind, String message, int retryAfterSeconds, Optional<Present> present) {
        // An answer, not a fault: nobody reads its stack trace.
        super(message, null, false, false);
        this.kind = kind;
        this.retryAfterSeconds = retryAfterSeconds;
        this.present = present;
    }

    /** @param retryAfterSeconds how long the pause should be, 1 or more */
    public static RefusedException tooMany(String message, int retryAfterSeconds) {
        return new RefusedException(Kind.TOO_MANY, message, retryAfterSeconds, Optional.empty());
    }

    public static RefusedException of(IllegalTransitionException illegal) {
        return new RefusedException(
                Kind.CONFLICT,
                illegal.getMessage(),
                0,
                Optional.of(new Present(illegal.present(), illegal.possible())));
    }

    /** After how long the same request may succeed; 0 where nobody knows. */
    public int retryAfterSeconds() {
        return retryAfterSeconds;
    }

    /** The present state, where it is what does not allow the request. */
    public Optional<Present> present() {
        return present;
    }

    public Kind kind() {
        return kind;
    }
}
