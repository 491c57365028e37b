package io.hexdispatch.loadtests.scenario;

import io.hexdispatch.grid.BoundarySet;
import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import io.hexdispatch.loadtests.benchmark.VoronoiCity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.locationtech.jts.coverage.CoverageUnion;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.CoordinateSequenceFilter;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.impl.PackedCoordinateSequenceFactory;

/**
 * A city as large as one likes, for boundary files: the base grids are those of {@link VoronoiCity}, and what lies in one field of a
 * chessboard makes a township, 16 of these a county. Counties have the codes of Zhengzhou's, so that the demonstration rules know who is
 * competent. Neighbours and levels share every vertex of a common border, as in a file without faults.
 */
final class DrawnCity {
    private static final GeometryFactory PACKED = new GeometryFactory(PackedCoordinateSequenceFactory.DOUBLE_FACTORY);
    private static final String CITY = "410100";
    private static final List<String> COUNTIES = List.of(
            "410102", "410103", "410104", "410105", "410106", "410108", "410122", "410181", "410182", "410183",
            "410184", "410185", "410171", "410172", "410173", "410174");
    private static final int COUNTIES_PER_SIDE = 4;
    private static final int TOWNSHIPS_PER_SIDE = 4;

    /** How far a vertex goes at most in each direction, and the length of the waves, in relation to the distance of vertices. */
    private static final double MOVE = 0.05;

    private static final double WAVE = 3;

    /** Of a side, so little that no corner of a million has a fault. */
    private static final double BEND = 0.005;

    private static final int VERTICES_PER_GRID = 63;

    private DrawnCity() {}

    /** @param cells how many base grids there are; the other levels are some 270 grids more */
    static BoundarySet of(int cells, long seed) {
        Map<String, List<Polygon>> byTownship = new TreeMap<>(VoronoiCity.polygons(cells, seed, BEND).stream()
                .map(cell -> (Polygon) PACKED.createGeometry(cell))
                .collect(Collectors.groupingBy(DrawnCity::township)));
        List<Grid> townships = byTownship.entrySet().parallelStream()
                .map(township -> grid(
                        township.getKey(),
                        GridLevel.TOWNSHIP,
                        township.getKey().substring(0, CITY.length()),
                        union(township.getValue())))
                .toList();
        List<Grid> counties = townships.stream()
                .collect(Collectors.groupingBy(
                        township -> township.parent().orElseThrow(), TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(county -> grid(county.getKey().value(), GridLevel.COUNTY, CITY, unionOf(county.getValue())))
                .toList();
        List<Grid> grids = new ArrayList<>();
        grids.add(new Grid(new GridCode(CITY), "city", GridLevel.CITY, Optional.empty(), unionOf(counties)));
        grids.addAll(counties);
        grids.addAll(townships);
        byTownship.forEach((township, members) -> {
            for (int i = 0; i < members.size(); i++) {
                grids.add(grid(township + String.format("%06d", i + 1), GridLevel.CELL, township, members.get(i)));
            }
        });
        return new BoundarySet("drawn", "drawn by the load test", grids);
    }

    /** The same city after a survey that moved every vertex by some metres at most, so that old and new borders cross everywhere. */
    static BoundarySet surveyedAnew(BoundarySet city) {
        long cells = city.grids().stream()
                .filter(grid -> grid.level() == GridLevel.CELL)
                .count();
        double distance = 4 * Math.sqrt(VoronoiCity.BOX.getArea() / cells) / VERTICES_PER_GRID;
        return new BoundarySet(
                "surveyed anew",
                city.title(),
                city.grids().parallelStream()
                        .map(grid -> new Grid(
                                grid.code(),
                                grid.name(),
                                grid.level(),
                                grid.parent(),
                                moved(grid.boundary(), distance)))
                        .toList());
    }

    private static Grid grid(String code, GridLevel level, String parent, Geometry boundary) {
        return new Grid(new GridCode(code), "网格 " + code, level, Optional.of(new GridCode(parent)), boundary);
    }

    private static String township(Polygon cell) {
        Point inside = cell.getCentroid();
        Envelope box = VoronoiCity.BOX;
        int perSide = COUNTIES_PER_SIDE * TOWNSHIPS_PER_SIDE;
        int column = field((inside.getX() - box.getMinX()) / box.getWidth(), perSide);
        int row = field((inside.getY() - box.getMinY()) / box.getHeight(), perSide);
        String county = COUNTIES.get(row / TOWNSHIPS_PER_SIDE * COUNTIES_PER_SIDE + column / TOWNSHIPS_PER_SIDE);
        int number = row % TOWNSHIPS_PER_SIDE * TOWNSHIPS_PER_SIDE + column % TOWNSHIPS_PER_SIDE + 1;
        return county + String.format("%03d", number);
    }

    private static int field(double part, int count) {
        return (int) Math.max(0, Math.min(count - 1.0, part * count));
    }

    private static Geometry unionOf(List<Grid> grids) {
        return union(grids.stream().map(Grid::boundary).toList());
    }

    private static Geometry union(List<? extends Geometry> areas) {
        return PACKED.createGeometry(CoverageUnion.union(areas.toArray(Geometry[]::new)));
    }

    /** Along waves, so that neighbours move alike and no border comes to cross another. */
    private static Geometry moved(Geometry boundary, double distance) {
        double most = MOVE * distance;
        double wave = 2 * Math.PI / (WAVE * distance);
        Geometry moved = boundary.copy();
        moved.apply(new CoordinateSequenceFilter() {
            @Override
            public void filter(CoordinateSequence positions, int i) {
                double x = positions.getX(i);
                double y = positions.getY(i);
                positions.setOrdinate(
                        i,
                        CoordinateSequence.X,
                        x + most / 2 * (Math.sin(wave * (x + 1.3 * y)) + Math.sin(wave * (1.7 * y - 0.6 * x))));
                positions.setOrdinate(
                        i,
                        CoordinateSequence.Y,
                        y + most / 2 * (Math.sin(wave * (1.1 * x - y)) + Math.sin(wave * (0.7 * y + 1.6 * x))));
            }

            @Override
            public boolean isDone() {
                return false;
            }

            @Override
            public boolean isGeometryChanged() {
                return true;
            }
        });
        return moved;
    }
}
