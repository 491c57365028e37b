package io.hexdispatch.ogcapi.feature;

/** What a property of a feature holds. */
public enum PropertyType {
    /** A {@link String}. */
    TEXT,
    /** A {@link Double} or any whole {@link Number}. */
    NUMBER,
    /** A {@link Boolean}. */
    BOOLEAN,
    /** A {@link java.time.Instant}. */
    TIME
}
