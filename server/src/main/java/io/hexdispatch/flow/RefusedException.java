package io.hexdispatch.flow;

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

    private final Kind kind;
    private final int retryAfterSeconds;

    public RefusedException(Kind kind, String message) {
        this(kind, message, 0);
    }

    private RefusedException(Kind kind, String message, int retryAfterSeconds) {
        // An answer, not a fault: nobody reads its stack trace.
        super(message, null, false, false);
        this.kind = kind;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /** @param retryAfterSeconds how long the pause should be, 1 or more */
    public static RefusedException tooMany(String message, int retryAfterSeconds) {
        return new RefusedException(Kind.TOO_MANY, message, retryAfterSeconds);
    }

    /** After how long the same request may succeed; 0 where nobody knows. */
    public int retryAfterSeconds() {
        return retryAfterSeconds;
    }

    public Kind kind() {
        return kind;
    }
}
