package io.hexdispatch.server;

import io.hexdispatch.grid.BoundarySet;
import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * A city of two counties, west and east of 113.62 degrees, each with one township and one base grid, and a dedicated grid across their
 * border in the north: from 113.60 to 113.64 degrees east, 34.70 to 34.72 north.
 */
final class TwoCounties {
    static final String WEST = "410104";
    static final String EAST = "410105";
    static final double BORDER = 113.62;

    private TwoCounties() {}

    static Path write(Path file) {
        return SmallCity.write(
                new BoundarySet(
                        "two-counties",
                        "two counties for tests",
                        List.of(
                                grid("410100", GridLevel.CITY, null, 113.60, 113.64, 34.70),
                                grid(WEST, GridLevel.COUNTY, "410100", 113.60, BORDER, 34.70),
                                grid(EAST, GridLevel.COUNTY, "410100", BORDER, 113.64, 34.70),
                                grid(WEST + "001", GridLevel.TOWNSHIP, WEST, 113.60, BORDER, 34.70),
                                grid(EAST + "001", GridLevel.TOWNSHIP, EAST, BORDER, 113.64, 34.70),
                                grid(WEST + "001-1", GridLevel.CELL, WEST + "001", 113.60, BORDER, 34.70),
                                grid(EAST + "001-1", GridLevel.CELL, EAST + "001", BORDER, 113.64, 34.70),
                                grid("station", GridLevel.DEDICATED, WEST, 113.61, 113.63, 34.715))),
                file);
    }

    private static Grid grid(String code, GridLevel level, String parent, double west, double east, double south) {
        return new Grid(
                new GridCode(code),
                "grid " + code,
                level,
                Optional.ofNullable(parent).map(GridCode::new),
                new GeometryFactory().toGeometry(new Envelope(west, east, south, 34.72)));
    }
}
