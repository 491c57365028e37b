package io.hexdispatch.client;

import io.vertx.core.json.JsonObject;

/** A command that was refused, or of which nobody knows what became of it because the connection was lost. */
public final class CommandFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;

    private CommandFailedException(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    static CommandFailedException refused(JsonObject problem) {
        return new CommandFailedException(problem.getInteger("status", 400), problem.getString("detail", "refused"));
    }

    static CommandFailedException lost(String why) {
        return new CommandFailedException(0, why + ": whether it was carried out is not known");
    }

    /** The status of the problem as over HTTP; 0 where the connection was lost before an answer came. */
    public int status() {
        return status;
    }
}
