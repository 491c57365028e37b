package io.hexdispatch.geodata.check;

import io.hexdispatch.grid.GridLevel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The edges that do not fit: those out of balance among the grids of a level, or between a parent and its grids. */
final class LooseEdges {
    private final Set<Long> loose = new HashSet<>();

    /** @param grids of all levels; dedicated grids take no part */
    LooseEdges(List<Candidate> grids) {
        Map<GridLevel, List<Candidate>> levels = new EnumMap<>(GridLevel.class);
        Map<String, Candidate> byCode = new HashMap<>();
        Map<String, List<Candidate>> children = new HashMap<>();
        for (Candidate grid : grids) {
            if (takesPart(grid)) {
                levels.computeIfAbsent(grid.level().orElseThrow(), level -> new ArrayList<>())
                        .add(grid);
                grid.code().ifPresent(code -> byCode.putIfAbsent(code, grid));
                grid.parent().ifPresent(code -> children.computeIfAbsent(code, unused -> new ArrayList<>())
                        .add(grid));
            }
        }
        levels.values().forEach(level -> addUnbalanced(level, List.of()));
        children.forEach((code, members) -> {
            if (byCode.containsKey(code)) {
                addUnbalanced(members, List.of(byCode.get(code)));
            }
        });
    }

    static boolean takesPart(Candidate grid) {
        return HierarchyCheck.tiles(grid) && grid.area().isPresent();
    }

    boolean contains(double x1, double y1, double x2, double y2) {
        return loose.contains(RingEdges.hash(x1, y1, x2, y2));
    }

    private void addUnbalanced(List<Candidate> grids, List<Candidate> against) {
        EdgeBalance balance = new EdgeBalance(grids.stream()
                .mapToInt(grid -> grid.area().orElseThrow().getNumPoints())
                .sum());
        grids.forEach(grid -> RingEdges.add(grid.area().orElseThrow(), balance, 1));
        against.forEach(grid -> RingEdges.add(grid.area().orElseThrow(), balance, -1));
        balance.forEachUnbalanced(loose::add);
    }
}
