package io.hexdispatch.flow;

import io.hexdispatch.grid.BoundarySet;
import io.hexdispatch.grid.CityMap;
import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import io.hexdispatch.grid.InvalidBoundarySetException;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;

/** Small maps for tests. */
final class TestMaps {
    private TestMaps() {}

    /** A city of one county and one cell, all of the same square around Gongyi. */
    static CityMap gongyi() {
        return map(
                grid("410100", GridLevel.CITY, null),
                grid("410181", GridLevel.COUNTY, "410100"),
                grid("410181-1", GridLevel.CELL, "410181"));
    }

    static CityMap map(Grid... grids) {
        try {
            return CityMap.build(new BoundarySet("map-1", "test", List.of(grids)));
        } catch (InvalidBoundarySetException e) {
            throw new AssertionError(e);
        }
    }

    static Grid grid(String code, GridLevel level, String parent) {
        return new Grid(
                new GridCode(code),
                "grid " + code,
                level,
                Optional.ofNullable(parent).map(GridCode::new),
                new GeometryFactory().toGeometry(new Envelope(112.9, 113.1, 34.6, 34.9)));
    }
}
