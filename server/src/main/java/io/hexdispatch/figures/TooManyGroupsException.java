package io.hexdispatch.figures;

/** There are more groups than are kept apart at once. */
public final class TooManyGroupsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyGroupsException(int max) {
        super(
                "there are more than " + max + " groups; ask for a shorter time, longer periods or a part of the city",
                null,
                false,
                false);
    }
}
