package io.hexdispatch.event;

/** Where an event stands in its life. */
public enum EventStatus {
    /** 上报: came in, not yet valid. */
    REPORTED,
    /** 立案: valid, numbered, waiting in a centre's queue for orders. */
    FILED,
    /** 派遣: orders went out, none is accepted yet. */
    DISPATCHED,
    /** 处置中: at least one order was accepted. */
    IN_PROGRESS,
    /** 已处置: every order is done. */
    RESOLVED,
    /** 已核查: somebody looked, and it is so. */
    VERIFIED,
    /** 结案. */
    CLOSED,
    /** 挂账: cannot be solved soon; the clock stands. */
    SUSPENDED,
    /** 作废. */
    VOIDED
}
