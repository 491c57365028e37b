package io.hexdispatch.geodata.read;

/** A boundary file that cannot be read: the message names the file, the place in it, what is wrong and what would be right. */
public final class InvalidBoundaryFileException extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidBoundaryFileException(String message) {
        super(message);
    }

    InvalidBoundaryFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
