package io.hexdispatch.geodata;

import io.hexdispatch.grid.BoundarySet;
import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;

/**
 * A city as a file could draw it, to be spoilt by a test: one county of two townships side by side, of four communities each. A
 * community is 0.01 by 0.02 degrees, near 915 by 2,224 m.
 */
public final class DrawnCity {
    public static final double WEST = 113.6;
    public static final double SOUTH = 34.7;

    private static final GeometryFactory GEOMETRIES = new GeometryFactory();

    private final List<DrawnGrid> grids = new ArrayList<>();

    /** Rows count from 1: 1 the city, 2 the county, 3 and 4 the townships, 5 to 12 the communities. */
    public static DrawnCity small() {
        DrawnCity city = new DrawnCity();
        city.add("410100", "city", null, box(0, 0, 4, 4));
        city.add("410184", "county", "410100", box(0, 0, 4, 4));
        city.add("410184101", "township", "410184", box(0, 0, 2, 4));
        city.add("410184102", "township", "410184", box(2, 0, 2, 4));
        for (int i = 0; i < 8; i++) {
            String township = i < 4 ? "410184101" : "410184102";
            double x = (i < 4 ? 0 : 2) + i % 2;
            city.add(township + "00" + (i % 4 + 1), "community", township, box(x, i % 4 / 2 * 2, 1, 2));
        }
        return city;
    }

    /** A coverage of crooked cells that share their edges, of one township, county and city that are their exact union. */
    public static DrawnCity crooked(long seed, int perSide) {
        DrawnCity city = new DrawnCity();
        Random random = new Random(seed);
        int segments = 4;
        int lines = perSide * segments + 1;
        Coordinate[][] vertices = new Coordinate[lines][lines];
        for (int row = 0; row < lines; row++) {
            for (int column = 0; column < lines; column++) {
                vertices[row][column] = new Coordinate(
                        WEST + (column + 0.3 * random.nextDouble()) * 0.001,
                        SOUTH + (row + 0.3 * random.nextDouble()) * 0.001);
            }
        }
        Polygon whole = ring(vertices, 0, 0, lines - 1);
        city.add("410100", "city", null, whole);
        city.add("410184", "county", "410100", whole);
        city.add("410184101", "township", "410184", whole);
        for (int row = 0; row < perSide; row++) {
            for (int column = 0; column < perSide; column++) {
                city.add(
                        "cell-" + row + "-" + column,
                        "cell",
                        "410184101",
                        ring(vertices, row * segments, column * segments, segments));
            }
        }
        return city;
    }

    private static Polygon ring(Coordinate[][] vertices, int row, int column, int side) {
        List<Coordinate> ring = new ArrayList<>();
        for (int i = 0; i < side; i++) {
            ring.add(vertices[row][column + i]);
        }
        for (int i = 0; i < side; i++) {
            ring.add(vertices[row + i][column + side]);
        }
        for (int i = side; i > 0; i--) {
            ring.add(vertices[row + side][column + i]);
        }
        for (int i = side; i >= 0; i--) {
            ring.add(vertices[row + i][column]);
        }
        return GEOMETRIES.createPolygon(ring.stream().map(Coordinate::copy).toArray(Coordinate[]::new));
    }

    /** A rectangle in hundredths of a degree from the city's south-western corner. */
    public static Polygon box(double x, double y, double width, double height) {
        return polygon(x, y, x + width, y, x + width, y + height, x, y + height);
    }

    /** @param corners in hundredths of a degree from the city's south-western corner, the first one not repeated */
    public static Polygon polygon(double... corners) {
        Coordinate[] ring = new Coordinate[corners.length / 2 + 1];
        for (int i = 0; i < ring.length - 1; i++) {
            ring[i] = new Coordinate(degrees(WEST, corners[2 * i]), degrees(SOUTH, corners[2 * i + 1]));
        }
        ring[ring.length - 1] = ring[0].copy();
        return GEOMETRIES.createPolygon(ring);
    }

    private static double degrees(double origin, double hundredths) {
        return Math.rint((origin + hundredths * 0.01) * 1e9) / 1e9;
    }

    /** @param parent null where there is none */
    public DrawnCity add(String code, String level, String parent, Geometry boundary) {
        grids.add(new DrawnGrid(
                "grids",
                grids.size() + 1,
                Optional.ofNullable(code),
                Optional.of("name of " + code),
                Optional.ofNullable(level),
                Optional.ofNullable(parent),
                Optional.empty(),
                Optional.ofNullable(boundary)));
        return this;
    }

    public DrawnCity without(String code) {
        grids.removeIf(grid -> grid.code().filter(code::equals).isPresent());
        return this;
    }

    public DrawnCity drawn(String code, Geometry boundary) {
        return changed(
                code,
                grid -> new DrawnGrid(
                        grid.layer(),
                        grid.row(),
                        grid.code(),
                        grid.name(),
                        grid.level(),
                        grid.parent(),
                        grid.centre(),
                        Optional.ofNullable(boundary)));
    }

    public DrawnCity changed(String code, UnaryOperator<DrawnGrid> change) {
        grids.replaceAll(grid -> grid.code().filter(code::equals).isPresent() ? change.apply(grid) : grid);
        return this;
    }

    public DrawnCity allChanged(UnaryOperator<DrawnGrid> change) {
        grids.replaceAll(change);
        return this;
    }

    public DrawnCity only(String level) {
        grids.removeIf(grid -> !grid.level().equals(Optional.of(level)));
        return this;
    }

    public List<DrawnGrid> grids() {
        return List.copyOf(grids);
    }

    public DrawnGrid grid(String code) {
        return grids.stream()
                .filter(grid -> grid.code().filter(code::equals).isPresent())
                .findFirst()
                .orElseThrow();
    }

    public static List<DrawnGrid> drawn(BoundarySet boundaries) {
        List<DrawnGrid> drawn = new ArrayList<>();
        for (Grid grid : boundaries.grids()) {
            drawn.add(new DrawnGrid(
                    grid.level().name().toLowerCase(Locale.ROOT),
                    drawn.size() + 1,
                    Optional.of(grid.code().value()),
                    Optional.of(grid.name()),
                    Optional.of(grid.level().name().toLowerCase(Locale.ROOT)),
                    grid.parent().map(GridCode::value),
                    Optional.empty(),
                    Optional.of(grid.boundary())));
        }
        return drawn;
    }
}
