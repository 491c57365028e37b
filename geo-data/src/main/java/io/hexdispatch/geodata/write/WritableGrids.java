package io.hexdispatch.geodata.write;

import io.hexdispatch.geodata.DrawnGrid;
import io.hexdispatch.grid.BoundarySet;
import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.locationtech.jts.geom.Polygonal;

/**
 * Grids as a file takes them: those of a boundary set, or those that another file drew, in which anything may be missing.
 *
 * @param version of the boundary set
 * @param title of the boundary set
 * @param grids each in the layer that it is written to; its boundary is a Polygon or MultiPolygon with an area, or is missing
 */
public record WritableGrids(String version, String title, List<DrawnGrid> grids) {
    /** The layer of grids whose level is not known; all others lie in the layer of their level. */
    public static final String WITHOUT_LEVEL = "grids";

    public WritableGrids {
        grids = List.copyOf(grids);
    }

    /** @throws IllegalArgumentException if a boundary is empty or is neither a Polygon nor a MultiPolygon */
    static WritableGrids of(BoundarySet boundaries) {
        List<DrawnGrid> grids = new ArrayList<>(boundaries.grids().size());
        for (Grid grid : boundaries.grids()) {
            // Before the first byte is written, so that no half file is left behind.
            if (!(grid.boundary() instanceof Polygonal) || grid.boundary().isEmpty()) {
                throw new IllegalArgumentException("the boundary of grid " + grid.code() + " is "
                        + (grid.boundary().isEmpty()
                                ? "empty"
                                : "a " + grid.boundary().getGeometryType())
                        + "; only a Polygon or MultiPolygon with an area can be written");
            }
            grids.add(new DrawnGrid(
                    layer(grid.level()),
                    grids.size() + 1,
                    Optional.of(grid.code().value()),
                    Optional.of(grid.name()),
                    Optional.of(layer(grid.level())),
                    grid.parent().map(GridCode::value),
                    Optional.empty(),
                    Optional.of(grid.boundary())));
        }
        return new WritableGrids(boundaries.version(), boundaries.title(), grids);
    }

    /** The layer of a level: its name in lower case. */
    public static String layer(GridLevel level) {
        return level.name().toLowerCase(Locale.ROOT);
    }

    /** The grids of each layer, the layers in the order of their levels. */
    Map<String, List<DrawnGrid>> layers() {
        Map<String, List<DrawnGrid>> layers = new LinkedHashMap<>();
        for (GridLevel level : GridLevel.values()) {
            layers.put(layer(level), new ArrayList<>());
        }
        layers.put(WITHOUT_LEVEL, new ArrayList<>());
        // Names of layers become names of tables, so that no other may come in.
        grids.forEach(grid -> layers.get(grid.layer()).add(grid));
        layers.values().removeIf(List::isEmpty);
        return layers;
    }
}
