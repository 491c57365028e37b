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
        BUSY
    }

    private final Kind kind;

    public RefusedException(Kind kind, String message) {
        // An answer, not a fault: nobody reads its stack trace.
        super(message, null, false, false);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
