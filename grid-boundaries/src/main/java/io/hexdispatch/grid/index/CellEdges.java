package io.hexdispatch.grid.index;

import java.util.Arrays;

/** A growing list of edges, each with the polygon it belongs to, in ascending order of both. */
final class CellEdges {
    int[] edges = new int[64];
    int[] polygons = new int[64];
    int size;

    void add(int edge, int polygon) {
        ensureCapacity(size + 1);
        edges[size] = edge;
        polygons[size] = polygon;
        size++;
    }

    void ensureCapacity(int capacity) {
        if (capacity > edges.length) {
            edges = Arrays.copyOf(edges, Math.max(capacity, 2 * edges.length));
            polygons = Arrays.copyOf(polygons, edges.length);
        }
    }
}
