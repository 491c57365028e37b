package io.hexdispatch.grid.demo;

import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.locationtech.jts.algorithm.distance.DistanceToPoint;
import org.locationtech.jts.algorithm.distance.PointPairDistance;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

/**
 * The dedicated grids (专属网格): the 19 key ones (重点专属网格) from their table, which cross the borders of base grids as they
 * like, and small ones such as schools and markets, each inside one base grid. No two overlap.
 *
 * <p>Their outlines are superellipses (Lamé curves), from round to nearly rectangular, and a little uneven.
 */
final class DedicatedGrids {
    private static final int KEY_VERTICES = 48;
    private static final int SMALL_VERTICES = 16;
    private static final double OVAL = 2;
    private static final double SQUARE = 6;
    private static final double UNEVENNESS = 0.03;
    private static final long RANDOM_SEED = 4_744;

    /** A small grid's half length is at most this part of the room around the seed; its corners reach 1.1 times as far. */
    private static final double ROOM = 0.7;

    private record Kind(String name, double halfLengthMetres, double halfWidthMetres) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("学校", 130, 90),
            new Kind("集贸市场", 80, 60),
            new Kind("医院", 110, 80),
            new Kind("商场", 90, 70),
            new Kind("养老院", 60, 45),
            new Kind("公园", 150, 110),
            new Kind("产业园", 180, 130));

    private DedicatedGrids() {}

    static List<Grid> key() {
        Table table = Table.read("dedicated.tsv");
        return IntStream.range(0, table.size())
                .mapToObj(row -> new Grid(
                        new GridCode(table.text(row, "code")),
                        table.text(row, "name"),
                        GridLevel.DEDICATED,
                        Optional.of(new GridCode(table.text(row, "county_code"))),
                        outline(
                                Plane.point(table.number(row, "longitude"), table.number(row, "latitude")),
                                table.number(row, "length_metres") / 2 / Plane.METRES,
                                table.number(row, "width_metres") / 2 / Plane.METRES,
                                table.number(row, "bearing_degrees"),
                                table.text(row, "shape").equals("oval") ? OVAL : SQUARE,
                                KEY_VERTICES,
                                new SplitMix(RANDOM_SEED, row))))
                .toList();
    }

    /** Small dedicated grids at the seeds of as many base grids, none of them near a key one; parent is the township. */
    static List<Grid> small(List<BaseGrid> baseGrids, int count, List<Grid> key, Mesh mesh) {
        List<Envelope> taken =
                key.stream().map(grid -> grid.boundary().getEnvelopeInternal()).toList();
        List<BaseGrid> chosen = baseGrids.stream()
                .filter(base -> taken.stream().noneMatch(base.grid().boundary().getEnvelopeInternal()::intersects))
                .sorted(Comparator.comparingLong(base -> SplitMix.mix(RANDOM_SEED + base.cell())))
                .limit(count)
                .sorted(Comparator.comparing(base -> base.grid().code()))
                .toList();
        List<Grid> grids = new ArrayList<>(count);
        Map<String, Integer> inTownship = new HashMap<>();
        for (BaseGrid base : chosen) {
            String township = base.grid().code().value().substring(0, 9);
            int number = inTownship.merge(township, 1, Integer::sum);
            grids.add(small(base, township, number, mesh.site(base.cell())));
        }
        return grids;
    }

    private static Grid small(BaseGrid base, String township, int number, Coordinate seed) {
        SplitMix random = new SplitMix(RANDOM_SEED, base.cell());
        Kind kind = KINDS.get((int) (random.unit() * KINDS.size()));
        double room = ROOM * roomAround(seed, base.grid().boundary()) / kind.halfLengthMetres;
        double scale = Math.min(1 / Plane.METRES, room);
        return new Grid(
                new GridCode(township + "Z" + TownshipGrids.padded(number, 3)),
                base.grid().name() + kind.name,
                GridLevel.DEDICATED,
                Optional.of(new GridCode(township)),
                outline(
                        seed,
                        kind.halfLengthMetres * scale,
                        kind.halfWidthMetres * scale,
                        180 * random.unit(),
                        SQUARE,
                        SMALL_VERTICES,
                        random));
    }

    /** The distance from a seed to the border of its cell, in units of the plane and rather too short than too long. */
    private static double roomAround(Coordinate seed, Geometry cell) {
        PointPairDistance nearest = new PointPairDistance();
        DistanceToPoint.computeDistance(cell, Plane.lonLat(seed.x, seed.y), nearest);
        return nearest.getDistance() * Plane.LONGITUDE_SHORTENING;
    }

    /**
     * @param centre in the {@link Plane}
     * @param halfLength half the extent along the bearing, in units of the plane
     * @param halfWidth half the extent across it
     * @param bearingDegrees clockwise from north
     * @param exponent 2 for an ellipse, larger for squarer corners
     */
    private static Geometry outline(
            Coordinate centre,
            double halfLength,
            double halfWidth,
            double bearingDegrees,
            double exponent,
            int vertices,
            SplitMix random) {
        // StrictMath has the same last bit on every platform.
        double sin = StrictMath.sin(StrictMath.toRadians(bearingDegrees));
        double cos = StrictMath.cos(StrictMath.toRadians(bearingDegrees));
        Coordinate[] ring = new Coordinate[vertices + 1];
        for (int i = 0; i < vertices; i++) {
            double angle = 2 * StrictMath.PI * (i + 0.5) / vertices;
            double u = StrictMath.cos(angle);
            double v = StrictMath.sin(angle);
            double norm = StrictMath.pow(
                    StrictMath.pow(Math.abs(u), exponent) + StrictMath.pow(Math.abs(v), exponent), 1 / exponent);
            double radius = (1 - UNEVENNESS * random.unit()) / norm;
            double along = halfLength * radius * u;
            double across = halfWidth * radius * v;
            ring[i] = Plane.lonLat(centre.x + along * sin + across * cos, centre.y + along * cos - across * sin);
        }
        ring[vertices] = ring[0];
        return DefaultCity.GEOMETRY.createPolygon(ring);
    }
}
