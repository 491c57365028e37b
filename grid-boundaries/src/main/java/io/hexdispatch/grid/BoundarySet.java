package io.hexdispatch.grid;

import java.util.List;

/**
 * All grids of a city as one version: what a boundary file becomes, and what a {@link CityMap} is built from.
 *
 * @param version what events record as the map that located them
 * @param title shown to people; says so where the set is a demonstration
 * @param grids every grid of every level, in any order
 */
public record BoundarySet(String version, String title, List<Grid> grids) {
    public BoundarySet {
        grids = List.copyOf(grids);
    }

    /** The grids of one level alone. */
    public BoundarySet ofLevel(GridLevel level) {
        return new BoundarySet(
                version,
                title,
                grids.stream().filter(grid -> grid.level() == level).toList());
    }
}
