package io.hexdispatch.order;

/** Where an order stands. */
public enum OrderStatus {
    DISPATCHED,
    ACCEPTED,
    ON_SCENE,
    DONE,
    /** Given back with a reason. */
    RETURNED,
    /** Passed to another unit with a reason; that unit has an order of its own. */
    HANDED_ON,
    CANCELLED,
    EXPIRED;

    /** Whether somebody still has to work on it. */
    public boolean isOpen() {
        return this == DISPATCHED || this == ACCEPTED || this == ON_SCENE;
    }
}
