package io.hexdispatch.server;

import io.hexdispatch.geodata.write.GeoJsonWriter;
import io.hexdispatch.grid.BoundarySet;
import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;

/**
 * A city of one county, one township and two base grids, west and east of a border that can be drawn elsewhere: from 113.60 to 113.64
 * degrees east, 34.70 to 34.72 north.
 */
final class SmallCity {
    static final String WEST = "410105001-W";
    static final String EAST = "410105001-E";

    private static final GeometryFactory GEOMETRY = new GeometryFactory();

    private SmallCity() {}

    static BoundarySet withBorderAt(String version, double longitude) {
        return withGap(version, longitude, longitude);
    }

    /** The small city with nothing between two longitudes. */
    static Path writeWithGap(String version, double west, double east, Path file) {
        return write(withGap(version, west, east), file);
    }

    private static BoundarySet withGap(String version, double longitude, double east) {
        List<Grid> grids = new ArrayList<>();
        grids.add(grid("410100", "郑州市", GridLevel.CITY, null, 113.60, 113.64));
        grids.add(grid("410105", "金水区", GridLevel.COUNTY, "410100", 113.60, 113.64));
        grids.add(grid("410105001", "经八路街道", GridLevel.TOWNSHIP, "410105", 113.60, 113.64));
        grids.add(grid(WEST, "西网格", GridLevel.CELL, "410105001", 113.60, longitude));
        grids.add(grid(EAST, "东网格", GridLevel.CELL, "410105001", east, 113.64));
        return new BoundarySet(version, "a small city for tests", grids);
    }

    static Path write(BoundarySet boundaries, Path file) {
        try (OutputStream out = Files.newOutputStream(file)) {
            new GeoJsonWriter().write(boundaries, out);
            return file;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Grid grid(String code, String name, GridLevel level, String parent, double west, double east) {
        Polygon boundary = GEOMETRY.createPolygon(new Coordinate[] {
            new Coordinate(west, 34.70),
            new Coordinate(east, 34.70),
            new Coordinate(east, 34.72),
            new Coordinate(west, 34.72),
            new Coordinate(west, 34.70)
        });
        return new Grid(
                new GridCode(code), name, level, Optional.ofNullable(parent).map(GridCode::new), boundary);
    }
}
