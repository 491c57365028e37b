package io.hexdispatch.open311;

/** A request that is answered with an error of the specification: a code, which is the HTTP status, and a description. */
final class RefusedRequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int code;

    RefusedRequestException(int code, String description) {
        super(description, null, false, false);
        this.code = code;
    }

    int code() {
        return code;
    }
}
