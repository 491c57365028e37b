package io.hexdispatch.geodata.check;

import java.util.function.LongConsumer;

/**
 * For each edge, how often it is walked one way more than the other.
 *
 * <p>Walked with the inside of every grid on the same hand, an edge that two neighbours share is walked once each way and comes to
 * nothing. The number of grids that lie over a place changes only where an edge does not come to nothing. So every overlap and every
 * gap, however far it reaches, is bounded by such edges, and where there are none there is nothing to look for.
 *
 * <p>Edges are told apart by a hash of 64 bits. That two of 13 million agree by chance, which could hide a fault at one of them,
 * has a probability of 5e-6. Not for several threads.
 */
final class EdgeBalance {
    private static final int SLOTS_MIN = 64;

    /** The hash of the edge in each slot; 0 where the slot is free. */
    private long[] edges;

    private byte[] balances;
    private int used;

    EdgeBalance(int edgesExpected) {
        int slots = SLOTS_MIN;
        while (slots < 2L * edgesExpected && slots < 1 << 30) {
            slots <<= 1;
        }
        edges = new long[slots];
        balances = new byte[slots];
    }

    /** @param direction 1 or -1 */
    void add(long edge, int direction) {
        if (2 * used >= edges.length) {
            grow();
        }
        int slot = slot(edge);
        if (edges[slot] == 0) {
            edges[slot] = edge;
            used++;
        }
        // 127 grids on one edge are as much out of balance as more of them.
        balances[slot] = (byte) Math.max(Byte.MIN_VALUE, Math.min(Byte.MAX_VALUE, balances[slot] + direction));
    }

    boolean isBalanced(long edge) {
        return balances[slot(edge)] == 0;
    }

    void forEachUnbalanced(LongConsumer action) {
        for (int slot = 0; slot < edges.length; slot++) {
            if (edges[slot] != 0 && balances[slot] != 0) {
                action.accept(edges[slot]);
            }
        }
    }

    private int slot(long edge) {
        int mask = edges.length - 1;
        int slot = (int) (edge >>> 20) & mask;
        while (edges[slot] != 0 && edges[slot] != edge) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldEdges = edges;
        byte[] oldBalances = balances;
        edges = new long[2 * oldEdges.length];
        balances = new byte[edges.length];
        for (int old = 0; old < oldEdges.length; old++) {
            if (oldEdges[old] != 0) {
                int slot = slot(oldEdges[old]);
                edges[slot] = oldEdges[old];
                balances[slot] = oldBalances[old];
            }
        }
    }
}
