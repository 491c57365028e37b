package io.hexdispatch.grid.demo;

import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.locationtech.jts.geom.Coordinate;

/**
 * Divides base grids into micro-grids (微网格): sectors between straight lines from the seed to corners of the cell. They tile it
 * exactly, since all they add is the seed as a shared vertex.
 */
final class MicroGrids {
    private static final int IN_RURAL_GRID = 2;
    private static final int IN_COMMUNITY_GRID = 3;

    /** Corners that a cell needs to bear one micro-grid more than is usual. */
    private static final int CORNERS_FOR_ONE_MORE = 6;

    private MicroGrids() {}

    /** @param total how many micro-grids to make: 2 in a rural grid, 3 in a community grid, and 4 in as many as it takes */
    static List<Grid> divide(List<BaseGrid> baseGrids, int total, Mesh mesh, RoughBorders borders) {
        int usual = baseGrids.stream().mapToInt(MicroGrids::usualCount).sum();
        Set<BaseGrid> withOneMore = evenlyChosen(
                baseGrids.stream()
                        .filter(base ->
                                base.ofCommunity() && mesh.bordersOf(base.cell()).length >= CORNERS_FOR_ONE_MORE)
                        .toList(),
                total - usual);
        return baseGrids.stream()
                .flatMap(base ->
                        divide(base, usualCount(base) + (withOneMore.contains(base) ? 1 : 0), mesh, borders).stream())
                .toList();
    }

    private static int usualCount(BaseGrid base) {
        return base.ofCommunity() ? IN_COMMUNITY_GRID : IN_RURAL_GRID;
    }

    private static Set<BaseGrid> evenlyChosen(List<BaseGrid> candidates, int count) {
        Set<BaseGrid> chosen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < count; i++) {
            chosen.add(candidates.get((int) ((long) i * candidates.size() / count)));
        }
        return chosen;
    }

    private static List<Grid> divide(BaseGrid base, int count, Mesh mesh, RoughBorders borders) {
        Coordinate seed = mesh.site(base.cell());
        Coordinate hub = Plane.lonLat(seed.x, seed.y);
        int sides = mesh.bordersOf(base.cell()).length;
        List<Grid> sectors = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int first = i * sides / count;
            List<Coordinate> ring = borders.along(base.cell(), first, (i + 1) * sides / count - first);
            ring.add(hub);
            ring.add(ring.get(0));
            sectors.add(new Grid(
                    new GridCode(base.grid().code() + TownshipGrids.padded(i + 1, 2)),
                    base.grid().name() + "第" + (i + 1) + "微网格",
                    GridLevel.MICRO_CELL,
                    Optional.of(base.grid().code()),
                    DefaultCity.GEOMETRY.createPolygon(ring.toArray(Coordinate[]::new))));
        }
        return sectors;
    }
}
