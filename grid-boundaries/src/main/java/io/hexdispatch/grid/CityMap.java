package io.hexdispatch.grid;

import io.hexdispatch.grid.index.PolygonIndex;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The city as an immutable value: every grid and the index that finds them. Built whole from a {@link BoundarySet}, checked,
 * and shared freely between threads; a new version replaces it by one reference write.
 */
public final class CityMap {
    private final BoundarySet boundaries;
    private final Map<GridCode, Grid> byCode;
    private final Map<GridCode, List<Grid>> children;
    private final List<Grid> cells;
    private final List<Grid> dedicated;
    private final PolygonIndex cellIndex;
    private final PolygonIndex dedicatedIndex;

    private CityMap(BoundarySet boundaries) {
        this.boundaries = boundaries;
        byCode = new LinkedHashMap<>();
        children = new HashMap<>();
        for (Grid grid : boundaries.grids()) {
            byCode.put(grid.code(), grid);
            grid.parent().ifPresent(parent -> children.computeIfAbsent(parent, code -> new ArrayList<>())
                    .add(grid));
        }
        children.replaceAll((code, grids) -> List.copyOf(grids));
        cells = inOrderOfCode(GridLevel.CELL);
        dedicated = inOrderOfCode(GridLevel.DEDICATED);
        cellIndex = PolygonIndex.build(cells.stream().map(Grid::boundary).toList());
        dedicatedIndex =
                PolygonIndex.build(dedicated.stream().map(Grid::boundary).toList());
    }

    /**
     * Builds the map. Takes seconds for a city: call it on a worker thread.
     *
     * @throws InvalidBoundarySetException if the set is empty, a code stands twice, a parent is missing or of a later
     *     level, or a boundary is not a valid polygon; nothing is built then
     */
    public static CityMap build(BoundarySet boundaries) throws InvalidBoundarySetException {
        BoundarySetCheck.check(boundaries);
        return new CityMap(boundaries);
    }

    public String version() {
        return boundaries.version();
    }

    public String title() {
        return boundaries.title();
    }

    /** Every grid of every level, in the order of the boundary set. */
    public Collection<Grid> grids() {
        return Collections.unmodifiableCollection(byCode.values());
    }

    public Optional<Grid> grid(GridCode code) {
        return Optional.ofNullable(byCode.get(code));
    }

    /** The grids whose parent is {@code code}; empty where there are none or no such grid. */
    public List<Grid> children(GridCode code) {
        return children.getOrDefault(code, List.of());
    }

    /**
     * Finds the grids that hold a point, by the rule of JTS {@code covers} in the longitude-latitude plane: a point on an
     * edge belongs to every grid of that edge, and of those the one with the lowest code answers. Where dedicated grids
     * overlap, the lowest code answers too.
     *
     * @param longitude WGS 84 degrees
     * @param latitude WGS 84 degrees
     * @return the chain, or empty for a point in no base and no dedicated grid, and for NaN or infinite coordinates
     */
    public Optional<GridChain> locate(double longitude, double latitude) {
        int cell = cellIndex.locate(longitude, latitude);
        int overlay = dedicatedIndex.locate(longitude, latitude);
        if (cell == PolygonIndex.NONE && overlay == PolygonIndex.NONE) {
            return Optional.empty();
        }
        List<Grid> chain = new ArrayList<>();
        if (overlay != PolygonIndex.NONE) {
            chain.add(dedicated.get(overlay));
        }
        Optional<Grid> step = cell != PolygonIndex.NONE
                ? Optional.of(cells.get(cell))
                : dedicated.get(overlay).parent().map(byCode::get);
        while (step.isPresent()) {
            chain.add(step.get());
            step = step.get().parent().map(byCode::get);
        }
        return Optional.of(new GridChain(version(), chain));
    }

    private List<Grid> inOrderOfCode(GridLevel level) {
        return byCode.values().stream()
                .filter(grid -> grid.level() == level)
                .sorted(Comparator.comparing(Grid::code))
                .toList();
    }
}
