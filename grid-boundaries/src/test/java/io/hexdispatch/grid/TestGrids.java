package io.hexdispatch.grid;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/** Grids and polygons for tests. */
public final class TestGrids {
    private static final GeometryFactory GEOMETRY = new GeometryFactory();

    private TestGrids() {}

    /** A small city round (113, 34): one county, two townships side by side, a community and two base grids in each. */
    public static List<Grid> smallCity() {
        List<Grid> grids = new ArrayList<>();
        grids.add(grid("41", GridLevel.CITY, null, square(113, 34, 4)));
        grids.add(grid("4101", GridLevel.COUNTY, "41", square(113, 34, 4)));
        for (int township = 0; township < 2; township++) {
            String code = "4101" + township;
            grids.add(grid(code, GridLevel.TOWNSHIP, "4101", rectangle(113 + 2 * township, 34, 2, 4)));
            grids.add(grid(code + "c", GridLevel.COMMUNITY, code, rectangle(113 + 2 * township, 34, 2, 4)));
            for (int cell = 0; cell < 2; cell++) {
                grids.add(grid(
                        code + "c" + cell, GridLevel.CELL, code + "c", square(113 + 2 * township, 34 + 2 * cell, 2)));
            }
        }
        return grids;
    }

    public static BoundarySet boundarySet(List<Grid> grids) {
        return new BoundarySet("test", "A city for tests", grids);
    }

    /** @param parent null where there is none */
    public static Grid grid(String code, GridLevel level, String parent, Geometry boundary) {
        return new Grid(
                new GridCode(code),
                "grid " + code,
                level,
                Optional.ofNullable(parent).map(GridCode::new),
                boundary);
    }

    public static Polygon square(double west, double south, double side) {
        return rectangle(west, south, side, side);
    }

    public static Polygon rectangle(double west, double south, double width, double height) {
        return polygon(west, south, west + width, south, west + width, south + height, west, south + height);
    }

    /** @param corners longitude and latitude in turn, the first corner not repeated */
    public static Polygon polygon(double... corners) {
        return GEOMETRY.createPolygon(ring(corners));
    }

    public static Polygon withHole(Polygon shell, Polygon hole) {
        return GEOMETRY.createPolygon(shell.getExteriorRing(), new LinearRing[] {hole.getExteriorRing()});
    }

    public static Geometry together(Polygon... parts) {
        return GEOMETRY.createMultiPolygon(parts);
    }

    public static Geometry wkt(String text) {
        try {
            return new WKTReader(GEOMETRY).read(text);
        } catch (ParseException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /**
     * A coverage of crooked four-sided polygons that share their edges, each side of several segments.
     *
     * @param crookedness how far the vertices stray, 0 for squares, less than 0.3 for no crossing
     */
    public static List<Polygon> coverage(
            RandomGenerator random,
            double west,
            double south,
            double size,
            int perSide,
            int segments,
            double crookedness) {
        int lines = perSide * segments + 1;
        double step = size / perSide / segments;
        Coordinate[][] vertices = new Coordinate[lines][lines];
        for (int row = 0; row < lines; row++) {
            for (int column = 0; column < lines; column++) {
                vertices[row][column] = new Coordinate(
                        west + (column + crookedness * (random.nextDouble() - 0.5)) * step,
                        south + (row + crookedness * (random.nextDouble() - 0.5)) * step);
            }
        }
        List<Polygon> polygons = new ArrayList<>();
        for (int row = 0; row < lines - 1; row += segments) {
            for (int column = 0; column < lines - 1; column += segments) {
                List<Coordinate> ring = new ArrayList<>();
                for (int i = 0; i < segments; i++) {
                    ring.add(vertices[row][column + i]);
                }
                for (int i = 0; i < segments; i++) {
                    ring.add(vertices[row + i][column + segments]);
                }
                for (int i = segments; i > 0; i--) {
                    ring.add(vertices[row + segments][column + i]);
                }
                for (int i = segments; i >= 0; i--) {
                    ring.add(vertices[row + i][column]);
                }
                polygons.add(GEOMETRY.createPolygon(ring.toArray(Coordinate[]::new)));
            }
        }
        return polygons;
    }

    /** A polygon that its centre sees whole, of random radii up to {@code radius}. */
    public static Polygon star(RandomGenerator random, double x, double y, double radius, int corners) {
        double[] ring = new double[2 * corners];
        for (int i = 0; i < corners; i++) {
            double angle = 2 * Math.PI * (i + 0.8 * random.nextDouble()) / corners;
            double reach = radius * (0.2 + 0.8 * random.nextDouble());
            ring[2 * i] = x + reach * Math.cos(angle);
            ring[2 * i + 1] = y + reach * Math.sin(angle);
        }
        return polygon(ring);
    }

    private static LinearRing ring(double... corners) {
        Coordinate[] ring = new Coordinate[corners.length / 2 + 1];
        for (int i = 0; i < ring.length - 1; i++) {
            ring[i] = new Coordinate(corners[2 * i], corners[2 * i + 1]);
        }
        ring[ring.length - 1] = ring[0].copy();
        return GEOMETRY.createLinearRing(ring);
    }
}
