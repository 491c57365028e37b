package io.hexdispatch.websocket;

import io.hexdispatch.event.EventNumber;
import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridChain;
import io.hexdispatch.order.CaseFile;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One terminal's following of an area: what it has been told, and what waits until it can be told. Responders stand by their numbers in
 * the roster, so that of each only the latest position waits, and a bit suffices for it. For one event loop.
 */
final class AreaSubscription {
    /** How many changed events wait for the end of a snapshot at most. */
    static final int HELD_MAX = 10_000;

    private final Connection connection;
    private final Grid area;
    private final boolean isWholeCity;
    private final boolean withPositions;
    private final String id;
    private final BitSet inside = new BitSet();
    private final BitSet entered = new BitSet();
    private final BitSet moved = new BitSet();
    private Map<EventNumber, Held> held = new LinkedHashMap<>();
    private int cursor;
    private int sequence;
    private boolean over;

    /** A change that waits until the snapshot is told. */
    record Held(AreaChange change, CaseFile caseFile) {}

    /** @param id a text that no other subscription has */
    AreaSubscription(Connection connection, Grid area, boolean isWholeCity, boolean withPositions, String id) {
        this.connection = connection;
        this.area = area;
        this.isWholeCity = isWholeCity;
        this.withPositions = withPositions;
        this.id = id;
    }

    Connection connection() {
        return connection;
    }

    Grid area() {
        return area;
    }

    String id() {
        return id;
    }

    boolean withPositions() {
        return withPositions;
    }

    /** The number of the next message: 1, 2, ... so that whoever misses one knows. */
    int nextSequence() {
        return ++sequence;
    }

    /** Another took its place, or nobody is there any more to be told. */
    void end() {
        over = true;
    }

    boolean isOver() {
        return over || connection.isGone();
    }

    boolean isTellingSnapshot() {
        return held != null;
    }

    /** Holds a change back until the snapshot is told; false where there are too many. */
    boolean hold(AreaChange change, CaseFile caseFile) {
        EventNumber number = caseFile.event().number();
        Held before = held.get(number);
        if (before == null && held.size() == HELD_MAX) {
            return false;
        }
        boolean isStillNew = before != null && before.change() == AreaChange.FILED && change == AreaChange.CHANGED;
        held.put(number, new Held(isStillNew ? AreaChange.FILED : change, caseFile));
        return true;
    }

    /** What was held back, as the snapshot is told now. */
    Map<EventNumber, Held> release() {
        Map<EventNumber, Held> released = held;
        held = null;
        return released;
    }

    /** Whether a place lies in the area. @param chain where it lies; empty for a place in no grid */
    boolean covers(Optional<GridChain> chain) {
        return isWholeCity
                || chain.flatMap(grids -> grids.at(area.level()))
                        .filter(grid -> grid.code().equals(area.code()))
                        .isPresent();
    }

    /** Notes that a responder stands in the area, as the snapshot tells. */
    void toldInside(int responder) {
        inside.set(responder);
    }

    /** Notes where a responder is now; one who was not in the area and still is not concerns nobody here. */
    void noteMove(int responder, boolean isInside) {
        boolean was = inside.get(responder);
        if (isInside || was) {
            moved.set(responder);
            inside.set(responder, isInside);
            entered.set(responder, isInside && (!was || entered.get(responder)));
        }
    }

    /** The next responder whose move is yet to be told, in turn, so that none waits for ever; -1 for none. */
    int takeMoved() {
        int next = moved.nextSetBit(cursor);
        if (next < 0) {
            next = moved.nextSetBit(0);
        }
        if (next >= 0) {
            moved.clear(next);
            cursor = next + 1;
        }
        return next;
    }

    boolean isInside(int responder) {
        return inside.get(responder);
    }

    /** Whether the terminal does not know the responder yet; after this it does. */
    boolean takeEntered(int responder) {
        boolean is = entered.get(responder);
        entered.clear(responder);
        return is;
    }
}
