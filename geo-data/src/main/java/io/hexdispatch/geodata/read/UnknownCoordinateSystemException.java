package io.hexdispatch.geodata.read;

/** A coordinate system that is not known, or whose text cannot be understood; the message says what of it. */
final class UnknownCoordinateSystemException extends Exception {
    private static final long serialVersionUID = 1L;

    UnknownCoordinateSystemException(String message) {
        super(message);
    }

    UnknownCoordinateSystemException(String message, Throwable cause) {
        super(message, cause);
    }
}
