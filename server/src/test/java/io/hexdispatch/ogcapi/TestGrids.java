package io.hexdispatch.ogcapi;

import io.hexdispatch.grid.BoundarySet;
import io.hexdispatch.grid.CityMap;
import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import io.hexdispatch.grid.InvalidBoundarySetException;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/** Small maps for tests. */
public final class TestGrids {
    private TestGrids() {}

    public static CityMap map(Grid... grids) {
        try {
            return CityMap.build(new BoundarySet("map-1", "test", List.of(grids)));
        } catch (InvalidBoundarySetException e) {
            throw new AssertionError(e);
        }
    }

    /** @param parent null for none */
    public static Grid grid(String code, GridLevel level, String parent, Geometry boundary) {
        return new Grid(
                new GridCode(code),
                "网格 " + code,
                level,
                Optional.ofNullable(parent).map(GridCode::new),
                boundary);
    }

    public static Geometry box(double west, double south, double east, double north) {
        return new GeometryFactory().toGeometry(new Envelope(west, east, south, north));
    }

    public static Geometry wkt(String text) {
        try {
            return new WKTReader().read(text);
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }
}
