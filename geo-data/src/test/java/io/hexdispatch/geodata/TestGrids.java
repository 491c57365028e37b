package io.hexdispatch.geodata;

import io.hexdispatch.grid.BoundarySet;
import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/** Small boundary sets for the tests of reading and writing. */
public final class TestGrids {
    private static final GeometryFactory GEOMETRIES = new GeometryFactory();

    private TestGrids() {}

    public static Grid grid(String code, String name, GridLevel level, String parent, String boundaryWkt) {
        return new Grid(
                new GridCode(code), name, level, Optional.ofNullable(parent).map(GridCode::new), wkt(boundaryWkt));
    }

    public static Geometry wkt(String text) {
        try {
            return new WKTReader(GEOMETRIES).read(text);
        } catch (ParseException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /**
     * A county with a hole and an enclave in it, a township of two parts of which one has two holes, a plain dedicated grid;
     * rings in both directions.
     */
    public static BoundarySet smallCity() {
        return new BoundarySet(
                "2026-03-01",
                "演示城市 \"demonstration\"",
                List.of(
                        grid(
                                "410184",
                                "新郑市",
                                GridLevel.COUNTY,
                                null,
                                "POLYGON ((113.4 34.2, 113.4 34.6, 114 34.6, 114 34.2, 113.4 34.2),"
                                        + " (113.5 34.3, 113.5000001 34.4, 113.6 34.4, 113.5 34.3))"),
                        grid(
                                "410184104",
                                "观音寺镇",
                                GridLevel.TOWNSHIP,
                                "410184",
                                "MULTIPOLYGON (((113.7 34.3, 113.9 34.3, 113.9 34.5, 113.7 34.5, 113.7 34.3),"
                                        + " (113.72 34.32, 113.74 34.32, 113.74 34.34, 113.72 34.32),"
                                        + " (113.8 34.4, 113.82 34.42, 113.82 34.4, 113.8 34.4)),"
                                        + " ((113.52 34.35, 113.53 34.36, 113.53 34.35, 113.52 34.35)))"),
                        grid(
                                "410184105",
                                "Longhu",
                                GridLevel.TOWNSHIP,
                                "410184",
                                "POLYGON ((113.41 34.21, 113.42 34.22, 113.42 34.21, 113.41 34.21))"),
                        grid(
                                "airport-1",
                                "新郑国际机场",
                                GridLevel.DEDICATED,
                                "410184",
                                "POLYGON ((113.8 34.5, 113.85 34.5, 113.85 34.55, 113.8 34.55, 113.8 34.5))")));
    }

    /** Stars of up to 80 corners, some with a hole, some of several parts, on the lattice of 1e-7 degrees. */
    public static BoundarySet stars(int count, long seed) {
        Random random = new Random(seed);
        List<Grid> grids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Polygon[] parts = new Polygon[1 + random.nextInt(3)];
            for (int part = 0; part < parts.length; part++) {
                parts[part] = star(random, 113 + part * 0.1, 34 + i * 0.001);
            }
            grids.add(new Grid(
                    new GridCode("cell-" + i),
                    "网格" + i,
                    GridLevel.CELL,
                    i == 0 ? Optional.empty() : Optional.of(new GridCode("cell-0")),
                    parts.length == 1 ? parts[0] : GEOMETRIES.createMultiPolygon(parts)));
        }
        return new BoundarySet("stars-" + seed, "stars", grids);
    }

    private static Polygon star(Random random, double longitude, double latitude) {
        int corners = 3 + random.nextInt(78);
        LinearRing shell = starRing(random, longitude, latitude, corners, 0.02, 0.04);
        if (random.nextBoolean()) {
            return GEOMETRIES.createPolygon(shell);
        }
        // A triangle's middle is as near as half of its corners' radius, so the hole stays well within that.
        LinearRing hole = starRing(random, longitude, latitude, corners, 0.001, 0.004);
        return GEOMETRIES.createPolygon(shell, new LinearRing[] {hole});
    }

    private static LinearRing starRing(
            Random random, double longitude, double latitude, int corners, double inner, double outer) {
        Coordinate[] positions = new Coordinate[corners + 1];
        int direction = random.nextBoolean() ? 1 : -1;
        for (int i = 0; i < corners; i++) {
            double angle = direction * 2 * Math.PI * i / corners;
            double radius = inner + random.nextDouble() * (outer - inner);
            positions[i] = new Coordinate(
                    Math.rint((longitude + radius * Math.cos(angle)) * 1e7) / 1e7,
                    Math.rint((latitude + radius * Math.sin(angle)) * 1e7) / 1e7);
        }
        positions[corners] = positions[0].copy();
        return GEOMETRIES.createLinearRing(positions);
    }

    /** The set with the rings of every boundary in one standard order and direction, so that sets compare by their shapes. */
    public static BoundarySet normalized(BoundarySet boundaries) {
        return new BoundarySet(
                boundaries.version(),
                boundaries.title(),
                boundaries.grids().stream().map(TestGrids::normalized).toList());
    }

    private static Grid normalized(Grid grid) {
        return new Grid(
                grid.code(),
                grid.name(),
                grid.level(),
                grid.parent(),
                grid.boundary().norm());
    }

    /** As {@link #normalized}, and what a format made a MultiPolygon of one part is a Polygon again. */
    public static BoundarySet withSinglePartsAsPolygons(BoundarySet boundaries) {
        return normalized(new BoundarySet(
                boundaries.version(),
                boundaries.title(),
                boundaries.grids().stream()
                        .map(grid -> new Grid(
                                grid.code(),
                                grid.name(),
                                grid.level(),
                                grid.parent(),
                                grid.boundary().getNumGeometries() == 1
                                        ? grid.boundary().getGeometryN(0)
                                        : grid.boundary()))
                        .toList()));
    }

    /** A grid whose name is {@code name} and all else plain. */
    public static BoundarySet named(String... names) {
        return new BoundarySet(
                "named",
                "named",
                Arrays.stream(names)
                        .map(name -> grid(
                                "c-" + name.hashCode(), name, GridLevel.CELL, null, "POLYGON ((0 0, 1 1, 1 0, 0 0))"))
                        .toList());
    }
}
