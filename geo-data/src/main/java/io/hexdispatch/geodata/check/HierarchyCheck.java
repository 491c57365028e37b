package io.hexdispatch.geodata.check;

import io.hexdispatch.geodata.measure.Surface;
import io.hexdispatch.grid.GridLevel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The levels above each other: whether grids stay in their parents, and whether parents are covered by their grids.
 *
 * <p>Dedicated grids need cover nothing, and neither need micro-grids, which a city draws where people live. A parent of which neither
 * itself nor a child comes from the file was checked when it went live.
 */
final class HierarchyCheck {
    private final FindingLog log;
    private final CheckProgress progress;
    private final List<Candidate> grids;
    private final Map<String, Candidate> byCode = new HashMap<>();

    private record Family(Candidate parent, List<Candidate> children) {}

    HierarchyCheck(FindingLog log, CheckProgress progress, List<Candidate> grids) {
        this.log = log;
        this.progress = progress;
        this.grids = grids;
        grids.forEach(grid -> grid.code().ifPresent(code -> byCode.putIfAbsent(code, grid)));
    }

    void check() {
        Map<String, List<Candidate>> children = new LinkedHashMap<>();
        Map<GridLevel, List<Candidate>> withoutParent = new LinkedHashMap<>();
        for (Candidate grid : grids) {
            boolean known = grid.parent().map(byCode::get).isPresent();
            if (known) {
                children.computeIfAbsent(grid.parent().get(), code -> new ArrayList<>())
                        .add(grid);
            } else if (tiles(grid) && grid.area().isPresent()) {
                withoutParent
                        .computeIfAbsent(grid.level().get(), level -> new ArrayList<>())
                        .add(grid);
            }
        }
        List<Family> families = new ArrayList<>();
        children.forEach((code, members) -> families.add(new Family(byCode.get(code), members)));
        // The families with most to do first, so that no processor waits for the last one.
        families.sort(Comparator.comparingInt((Family family) -> -family.children.size()));
        Chunks.run(
                "grids and their parents",
                families.stream().filter(HierarchyCheck::isNew).toList(),
                progress,
                family -> new ParentCheck(log.options(), family.parent, family.children).check(),
                log::addAll);
        withoutParent.values().stream()
                .filter(level -> level.stream().anyMatch(Candidate::fromFile))
                .forEach(level -> log.addAll(new GapSearch(log.options(), level).enclosed()));
        findUndivided(children);
    }

    private static boolean isNew(Family family) {
        return family.parent.area().isPresent()
                && Stream.concat(Stream.of(family.parent), family.children.stream())
                        .anyMatch(Candidate::fromFile);
    }

    /** Whether a grid takes part in covering the level above. */
    static boolean tiles(Candidate grid) {
        return grid.level()
                .filter(level -> level != GridLevel.DEDICATED && level != GridLevel.MICRO_CELL)
                .isPresent();
    }

    private void findUndivided(Map<String, List<Candidate>> children) {
        Map<GridLevel, Long> divided = new HashMap<>();
        List<Candidate> undivided = new ArrayList<>();
        for (Candidate grid : grids) {
            if (!tiles(grid) || grid.isOf(GridLevel.CELL) || grid.code().isEmpty()) {
                continue;
            }
            if (children.getOrDefault(grid.code().get(), List.of()).stream().anyMatch(HierarchyCheck::tiles)) {
                divided.merge(grid.level().get(), 1L, Long::sum);
            } else {
                undivided.add(grid);
            }
        }
        for (Candidate grid : undivided) {
            long others = divided.getOrDefault(grid.level().orElseThrow(), 0L);
            if (others > 0) {
                FindingDraft draft = FindingDraft.of(FindingKind.PARENT_NOT_DIVIDED, grid)
                        .says("No grid of a level below belongs to " + grid.label() + ", while " + others
                                + " of level " + grid.level().get().name().toLowerCase(Locale.ROOT)
                                + " are divided. It will answer itself for all of its area.");
                grid.area().ifPresent(area -> draft.squareMetres(Surface.squareMetres(area)));
                log.add(draft);
            }
        }
    }
}
