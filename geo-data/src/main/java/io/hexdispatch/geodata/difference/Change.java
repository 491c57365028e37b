package io.hexdispatch.geodata.difference;

import io.hexdispatch.geodata.difference.BoundaryDifference.Moved;
import io.hexdispatch.geodata.measure.Overlay;
import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Polygon;

/**
 * What one grid loses and gains.
 *
 * @param grid as it is in the later set, or in the earlier one if only that has it
 * @param inBoth whether both sets have it
 * @param lost in JTS's normal form, by which pieces are compared
 * @param gained in the same form
 */
record Change(Grid grid, boolean inBoth, List<Polygon> lost, List<Polygon> gained) {
    GridCode code() {
        return grid.code();
    }

    GridLevel level() {
        return grid.level();
    }

    Optional<Moved> moved() {
        return inBoth
                ? Optional.of(new Moved(
                        code(), level(), grid.name(), Overlay.squareMetres(lost), Overlay.squareMetres(gained)))
                : Optional.empty();
    }
}
