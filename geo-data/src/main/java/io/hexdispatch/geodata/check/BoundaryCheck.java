package io.hexdispatch.geodata.check;

import io.hexdispatch.geodata.DrawnGrid;
import io.hexdispatch.grid.BoundarySet;
import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridLevel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks what a boundary file draws, and makes a boundary set of it where nothing is wrong that would stop an activation.
 *
 * <p>A file need not bring every level. With a live map, the set that comes out is the live one with the levels that the file brings
 * replaced as a whole; parents may stand in either. What the live map alone has was checked before and is not checked again.
 *
 * <p>A shape that is invalid is a finding, and in the other checks stands as a repair would leave it, so that one fault does not hide
 * the next. Nothing is repaired in what goes live: a set comes out only of shapes that are valid as drawn.
 */
public final class BoundaryCheck {
    private final CheckOptions options;
    private final CheckProgress progress;

    public BoundaryCheck(CheckOptions options, CheckProgress progress) {
        this.options = options;
        this.progress = progress;
    }

    /** Takes seconds for a city, on all processors: call it on a worker thread. Never throws for what is in the file. */
    public CheckedBoundaries check(List<DrawnGrid> drawn) {
        FindingLog log = new FindingLog(options);
        if (drawn.isEmpty()) {
            log.add(FindingDraft.ofAll(FindingKind.NO_GRIDS, "").says("The file draws no grid."));
        }
        progress.step("attributes", 0, drawn.size());
        List<Candidate> resolved = new AttributeCheck(log).check(drawn);
        progress.step("attributes", drawn.size(), drawn.size());
        List<Candidate> grids = shapes(resolved, log);
        options.live().ifPresent(live -> new ShiftCheck(log).check(grids, live));
        for (GridLevel level : GridLevel.values()) {
            checkLevel(level, grids, log);
        }
        new HierarchyCheck(log, progress, grids).check();
        TopologyReport report = report(drawn, grids, log);
        return new CheckedBoundaries(report, report.hasErrors() ? Optional.empty() : Optional.of(boundaries(grids)));
    }

    private List<Candidate> shapes(List<Candidate> resolved, FindingLog log) {
        ShapeCheck check = new ShapeCheck(options);
        List<Candidate> grids = new ArrayList<>(resolved.size());
        Chunks.run(
                "shapes",
                resolved,
                progress,
                grid -> grid.fromFile() ? check.check(grid) : new ShapeCheck.Checked(grid, List.of()),
                checked -> {
                    grids.add(checked.grid());
                    log.addAll(checked.findings());
                });
        return grids;
    }

    private void checkLevel(GridLevel level, List<Candidate> grids, FindingLog log) {
        List<Candidate> ofLevel = grids.stream()
                .filter(grid -> grid.isOf(level) && grid.area().isPresent())
                .toList();
        if (ofLevel.stream().noneMatch(Candidate::fromFile)) {
            return;
        }
        if (level == GridLevel.DEDICATED) {
            new DedicatedCheck(log, progress, ofLevel).check();
        } else {
            new CoverageCheck(log, progress, level, ofLevel).check();
        }
    }

    private BoundarySet boundaries(List<Candidate> grids) {
        List<Grid> sorted = grids.stream()
                .map(Candidate::grid)
                .sorted(Comparator.comparing(Grid::level))
                .toList();
        return new BoundarySet(options.version(), options.title(), sorted);
    }

    private TopologyReport report(List<DrawnGrid> drawn, List<Candidate> grids, FindingLog log) {
        Map<GridLevel, Long> byLevel = new EnumMap<>(GridLevel.class);
        grids.stream().filter(Candidate::fromFile).forEach(grid -> grid.level()
                .ifPresent(level -> byLevel.merge(level, 1L, Long::sum)));
        long vertices = drawn.stream()
                .mapToLong(grid ->
                        grid.boundary().map(shape -> shape.getNumPoints()).orElse(0))
                .sum();
        return new TopologyReport(
                options.title(),
                options.version(),
                drawn.size(),
                vertices,
                byLevel,
                options.toleranceMetres(),
                log.errors(),
                log.warnings(),
                log.counts(),
                log.findings(),
                log.notes(),
                Optional.empty(),
                Outline.of(Arrays.stream(GridLevel.values())
                        .map(level -> grids.stream()
                                .filter(grid -> grid.isOf(level) && grid.area().isPresent())
                                .map(grid -> grid.area().orElseThrow())
                                .toList())
                        .filter(areas -> !areas.isEmpty())
                        .toList()));
    }
}
