package io.hexdispatch.hotspot;

import io.hexdispatch.grid.coordinate.LonLat;
import io.hexdispatch.grid.index.HexCells;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts events in cells that are finer than those of the lattice, which each event's own place must be looked at for. */
public final class CellTally {
    /** @param week from 1 for the earliest of the weeks before, and one more than there are for the period itself */
    public record Point(LonLat place, int week) {}

    private CellTally() {}

    public static List<CellCount> count(List<Point> points, int weeks, int resolution) {
        Map<Long, long[]> byCell = new HashMap<>();
        for (Point point : points) {
            long cell = HexCells.cellAt(point.place().longitude(), point.place().latitude(), resolution);
            byCell.computeIfAbsent(cell, none -> new long[weeks + 1])[point.week() - 1]++;
        }
        return byCell.entrySet().stream()
                .map(entry -> {
                    long before = 0;
                    long squares = 0;
                    for (int week = 0; week < weeks; week++) {
                        long count = entry.getValue()[week];
                        before += count;
                        squares += count * count;
                    }
                    return new CellCount(entry.getKey(), entry.getValue()[weeks], before, squares);
                })
                .toList();
    }
}
