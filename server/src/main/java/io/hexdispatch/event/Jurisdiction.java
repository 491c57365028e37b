package io.hexdispatch.event;

import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridChain;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Whose area an event lies in, by the map that located it.
 *
 * @param mapVersion the version of that map
 * @param grids the grid of each level; for a point in no grid, the city alone
 */
public record Jurisdiction(String mapVersion, Map<GridLevel, GridCode> grids) {
    private static final List<GridLevel> LEVELS_WITH_CENTRE =
            List.of(GridLevel.DEDICATED, GridLevel.TOWNSHIP, GridLevel.COUNTY, GridLevel.CITY);

    public Jurisdiction {
        grids = Collections.unmodifiableMap(new EnumMap<>(grids));
    }

    public static Jurisdiction of(GridChain chain) {
        Map<GridLevel, GridCode> grids = new EnumMap<>(GridLevel.class);
        for (Grid grid : chain.grids()) {
            grids.put(grid.level(), grid.code());
        }
        return new Jurisdiction(chain.mapVersion(), grids);
    }

    /** For a point that no grid covers: the city's own centre answers. */
    public static Jurisdiction ofCity(String mapVersion, GridCode city) {
        return new Jurisdiction(mapVersion, Map.of(GridLevel.CITY, city));
    }

    /** The codes, the dedicated grid first, then from the narrowest grid to the city. */
    public List<GridCode> narrowestFirst() {
        List<GridCode> codes = new ArrayList<>(grids.values());
        Collections.reverse(codes);
        return codes;
    }

    /** The grid whose operations centre answers: the dedicated grid, or else the township, the county, the city. */
    public GridCode centre() {
        return LEVELS_WITH_CENTRE.stream()
                .filter(grids::containsKey)
                .findFirst()
                .map(grids::get)
                .orElseThrow(() -> new IllegalStateException("a jurisdiction without a city: " + this));
    }

    /** Whether the event lies in the area of the grid with this code. */
    public boolean isWithin(String area) {
        return grids.values().stream().anyMatch(code -> code.value().equals(area));
    }
}
