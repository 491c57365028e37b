package io.hexdispatch.order;

/** An action that the present state does not allow; the message names the state and what is legal from it. */
public final class IllegalTransitionException extends Exception {
    private static final long serialVersionUID = 1L;

    public IllegalTransitionException(String message) {
        super(message);
    }
}
