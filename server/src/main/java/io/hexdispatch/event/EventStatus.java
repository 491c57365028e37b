package io.hexdispatch.event;

import java.util.Set;

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
    VOIDED,
    /** 合并: the same as another event, which is worked in its place. */
    MERGED;

    /** Somebody has to work on it, or to find somebody who does. */
    public static final Set<EventStatus> BEING_WORKED = Set.of(FILED, DISPATCHED, IN_PROGRESS);

    /** Something can be asked for that waits for an approval. */
    public static final Set<EventStatus> OPEN_TO_REQUESTS = Set.of(FILED, DISPATCHED, IN_PROGRESS, SUSPENDED);

    /** All work on it was done. */
    static final Set<EventStatus> DONE_WITH = Set.of(RESOLVED, VERIFIED, CLOSED);

    /** It ended, by a verdict or as void. */
    public boolean isOver() {
        return this == CLOSED || this == VOIDED;
    }

    public boolean isBeingWorked() {
        return BEING_WORKED.contains(this);
    }
}
