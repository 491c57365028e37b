package io.hexdispatch.order;

/** A unit's part in an event that several handle. */
public enum OrderRole {
    /** 主办: answers for the whole. */
    LEAD,
    /** 协办: helps. */
    CO_HANDLING
}
