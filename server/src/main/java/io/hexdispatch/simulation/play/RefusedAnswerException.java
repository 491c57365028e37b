package io.hexdispatch.simulation.play;

/** The server refused something, over HTTP or over a WebSocket. */
public final class RefusedAnswerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    /** @param what was wanted, such as "POST /api/v1/events" */
    RefusedAnswerException(String what, int status, String detail) {
        super(what + " was answered with " + status + ": " + detail, null, false, false);
        this.status = status;
    }

    public int status() {
        return status;
    }
}
