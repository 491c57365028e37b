package io.hexdispatch.flow;

/**
 * The database went away while something was under way: nobody knows whether it was committed, until somebody looks. Whoever asked for
 * it may ask again.
 */
public final class OutcomeUnknownException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public OutcomeUnknownException(String message) {
        // Many at once, for one reason that is told once.
        super(message, null, false, false);
    }
}
