package io.hexdispatch.geodata.write;

import io.hexdispatch.grid.BoundarySet;
import io.hexdispatch.grid.Grid;
import org.locationtech.jts.geom.Polygonal;

/** What must hold of every grid before the first byte is written, so that no half file is left behind. */
final class WritableGrids {
    private WritableGrids() {}

    /** @throws IllegalArgumentException if a boundary is empty or is neither a Polygon nor a MultiPolygon */
    static void check(BoundarySet boundaries) {
        for (Grid grid : boundaries.grids()) {
            if (!(grid.boundary() instanceof Polygonal) || grid.boundary().isEmpty()) {
                throw new IllegalArgumentException("the boundary of grid " + grid.code() + " is "
                        + (grid.boundary().isEmpty()
                                ? "empty"
                                : "a " + grid.boundary().getGeometryType())
                        + "; only a Polygon or MultiPolygon with an area can be written");
            }
        }
    }
}
