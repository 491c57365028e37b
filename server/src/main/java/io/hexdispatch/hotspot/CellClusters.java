package io.hexdispatch.hotspot;

import io.hexdispatch.grid.index.HexCells;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Cells that touch each other are one problem. */
public final class CellClusters {
    private CellClusters() {}

    /** The groups of cells that hang together, in the order of the first of each. */
    public static List<List<Long>> of(List<Long> cells) {
        Set<Long> left = new LinkedHashSet<>(cells);
        List<List<Long>> clusters = new ArrayList<>();
        while (!left.isEmpty()) {
            List<Long> cluster = new ArrayList<>();
            Deque<Long> next = new ArrayDeque<>();
            long first = left.iterator().next();
            left.remove(first);
            next.add(first);
            while (!next.isEmpty()) {
                long cell = next.poll();
                cluster.add(cell);
                HexCells.disk(cell, 1).stream().filter(left::remove).forEach(next::add);
            }
            clusters.add(cluster);
        }
        return clusters;
    }
}
