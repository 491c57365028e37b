package io.hexdispatch.grid;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The answer to "which grid is this point in": the base grid with all its parents, and the dedicated grid, if any, that
 * takes precedence there. Immutable and made once per map, so a lookup returns it without allocation.
 */
public final class GridChain {
    private final String mapVersion;
    private final List<Grid> grids;
    private final Map<GridLevel, Optional<Grid>> byLevel = new EnumMap<>(GridLevel.class);

    /** @param grids the grids that hold the point, at most one of each level, in any order; at least one */
    public GridChain(String mapVersion, List<Grid> grids) {
        if (grids.isEmpty()) {
            throw new IllegalArgumentException("a grid chain holds at least one grid");
        }
        this.mapVersion = mapVersion;
        for (GridLevel level : GridLevel.values()) {
            byLevel.put(level, Optional.empty());
        }
        for (Grid grid : grids) {
            if (byLevel.put(grid.level(), Optional.of(grid)).isPresent()) {
                throw new IllegalArgumentException("two grids of level " + grid.level() + " in one chain");
            }
        }
        List<Grid> narrowestFirst = new ArrayList<>(grids);
        narrowestFirst.sort((a, b) -> b.level().compareTo(a.level()));
        this.grids = List.copyOf(narrowestFirst);
    }

    /** The version of the map that gave this answer. */
    public String mapVersion() {
        return mapVersion;
    }

    /** The dedicated grid first, then the hierarchy from the narrowest grid to the city. */
    public List<Grid> grids() {
        return grids;
    }

    public Optional<Grid> at(GridLevel level) {
        return byLevel.get(level);
    }

    /** The grid whose people answer here: the dedicated grid where there is one, otherwise the narrowest. */
    public Grid responsible() {
        return grids.get(0);
    }

    @Override
    public String toString() {
        return "GridChain" + grids.stream().map(Grid::code).toList() + "@" + mapVersion;
    }
}
