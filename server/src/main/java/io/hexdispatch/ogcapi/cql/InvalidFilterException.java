package io.hexdispatch.ogcapi.cql;

/** A filter that cannot be read or does not fit the layer; the message says where and what would be right. */
public final class InvalidFilterException extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidFilterException(String message) {
        super(message);
    }

    InvalidFilterException(int offset, String message) {
        this("at character " + (offset + 1) + ": " + message);
    }
}
