package io.hexdispatch.hotspot;

/** Where a topic stands. */
public enum TopicStatus {
    /** Somebody should look whether it is one. */
    PROPOSED,
    /** It is one: measures are taken. */
    ACCEPTED,
    /** The measures are done; from then on no event comes to it any more. */
    CLOSED,
    /** It is none. */
    DISMISSED
}
