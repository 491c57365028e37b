package io.hexdispatch.server;

/** Another program listens where this one should. */
final class PortTakenException extends Exception {
    private static final long serialVersionUID = 1L;

    PortTakenException(String message) {
        super(message);
    }
}
