package io.hexdispatch.grid.index;

import java.util.Arrays;

/** A set of a few polygons. */
final class PolygonSet {
    static final int NONE = Integer.MAX_VALUE;

    private int[] members = new int[8];
    private int size;

    void clear() {
        size = 0;
    }

    /** Takes a polygon out if it is a member, and in if it is not. */
    void toggle(int polygon) {
        for (int i = 0; i < size; i++) {
            if (members[i] == polygon) {
                members[i] = members[--size];
                return;
            }
        }
        if (size == members.length) {
            members = Arrays.copyOf(members, 2 * size);
        }
        members[size++] = polygon;
    }

    boolean contains(int polygon) {
        for (int i = 0; i < size; i++) {
            if (members[i] == polygon) {
                return true;
            }
        }
        return false;
    }

    /** The earliest member that is not among the sorted {@code others} from {@code from} to {@code to}, or {@link #NONE}. */
    int firstWithout(int[] others, int from, int to) {
        int first = NONE;
        for (int i = 0; i < size; i++) {
            if (members[i] < first && Arrays.binarySearch(others, from, to, members[i]) < 0) {
                first = members[i];
            }
        }
        return first;
    }
}
