package io.hexdispatch.grid;

import static io.hexdispatch.grid.TestGrids.boundarySet;
import static io.hexdispatch.grid.TestGrids.coverage;
import static io.hexdispatch.grid.TestGrids.grid;
import static io.hexdispatch.grid.TestGrids.square;
import static io.hexdispatch.grid.TestGrids.star;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.locationtech.jts.algorithm.locate.SimplePointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Polygon;

/** Whole answers of a map, held against a walk over all its grids. */
class CityMapPropertyTest {
    /** Which grids a point is looked up in, narrowest level first, then by code: the documented precedence. */
    private static final Comparator<Grid> PRECEDENCE =
            Comparator.comparing(Grid::level).reversed().thenComparing(Grid::code);

    @Property(tries = 100, seed = "20260312")
    void locatesAsAWalkOverAllGridsWould(@ForAll long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        List<Grid> grids = oddCity(random);
        Collections.shuffle(grids, new Random(seed));
        CityMap map = CityMap.build(boundarySet(grids));
        for (int i = 0; i < 300; i++) {
            Coordinate point = point(random, grids);
            List<Grid> expected = chain(grids, point);

            Optional<GridChain> found = map.locate(point.x, point.y);

            assertThat(found.map(GridChain::grids).orElse(List.of()))
                    .as("seed %d, point %s %s", seed, point.x, point.y)
                    .isEqualTo(expected);
        }
    }

    @Property(tries = 50, seed = "20260313")
    void findsTheGridsNearAPointAsAWalkOverAllGridsWould(@ForAll long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        List<Grid> grids = oddCity(random);
        CityMap map = CityMap.build(boundarySet(grids));
        for (int i = 0; i < 50; i++) {
            Coordinate point = point(random, grids);
            double metres = Math.pow(10, random.nextDouble(0, 4.5));
            BoundaryDistance distance = new BoundaryDistance(point.x, point.y);
            List<NearGrid> near = grids.stream()
                    .filter(grid -> grid.level() == GridLevel.CELL)
                    .map(grid -> new NearGrid(grid, distance.metresTo(grid.boundary())))
                    .filter(grid -> grid.metres() <= metres)
                    .sorted(Comparator.comparingDouble(NearGrid::metres)
                            .thenComparing(grid -> grid.grid().code()))
                    .toList();

            assertThat(map.gridsWithin(point.x, point.y, metres, GridLevel.CELL))
                    .as("seed %d, point %s %s, %s m", seed, point.x, point.y, metres)
                    .isEqualTo(near);
        }
    }

    @Property(tries = 50, seed = "410100")
    void takesTheNearestGridOfANearMissAsAWalkOverAllGridsWould(@ForAll long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        List<Grid> grids = oddCity(random);
        CityMap map = CityMap.build(boundarySet(grids));
        for (int i = 0; i < 50; i++) {
            Coordinate point = point(random, grids);
            double metres = Math.pow(10, random.nextDouble(0, 4.5));
            BoundaryDistance distance = new BoundaryDistance(point.x, point.y);
            List<Grid> exact = chain(grids, point);
            List<Grid> expected = !exact.isEmpty()
                    ? exact
                    : grids.stream()
                            .filter(grid -> grid.level() == GridLevel.DEDICATED || isBase(grid, grids))
                            .filter(grid -> distance.metresTo(grid.boundary()) <= metres)
                            .min(Comparator.comparingDouble((Grid grid) -> distance.metresTo(grid.boundary()))
                                    .thenComparing(Grid::code))
                            .map(grid -> withParents(grid, grids))
                            .orElse(List.of());

            assertThat(map.nearestWithin(point.x, point.y, metres)
                            .map(GridChain::grids)
                            .orElse(List.of()))
                    .as("seed %d, point %s %s, %s m", seed, point.x, point.y, metres)
                    .isEqualTo(expected);
        }
    }

    /** A coverage with a gap, base grids that overlap it, micro grids, an undivided township, dedicated grids that overlap. */
    private static List<Grid> oddCity(SplittableRandom random) {
        List<Grid> grids = new ArrayList<>();
        grids.add(grid("city", GridLevel.CITY, null, square(112, 33, 3)));
        grids.add(grid("town", GridLevel.TOWNSHIP, "city", square(113, 34, 1)));
        grids.add(grid("other", GridLevel.TOWNSHIP, "city", square(114, 34, 0.5)));
        List<Polygon> cells = coverage(random, 113, 34, 1, 5, 4, 0.25);
        cells.remove(random.nextInt(cells.size()));
        for (int i = 0; i < cells.size(); i++) {
            grids.add(grid("c" + i, GridLevel.CELL, "town", cells.get(i)));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            grids.add(grid("b" + i, GridLevel.CELL, "town", blot(random)));
            grids.add(grid("m" + i, GridLevel.MICRO_CELL, "c" + random.nextInt(cells.size()), blot(random)));
            grids.add(grid("d" + i, GridLevel.DEDICATED, random.nextBoolean() ? "town" : "city", blot(random)));
        }
        return grids;
    }

    private static Polygon blot(SplittableRandom random) {
        return star(
                random,
                113 + random.nextDouble(1.2),
                34 + random.nextDouble(),
                Math.pow(10, random.nextDouble(-3, -0.5)),
                random.nextInt(3, 30));
    }

    private static Coordinate point(SplittableRandom random, List<Grid> grids) {
        Coordinate[] outline =
                grids.get(random.nextInt(grids.size())).boundary().getCoordinates();
        int edge = random.nextInt(outline.length - 1);
        double along = random.nextInt(4) == 0 ? 0 : random.nextDouble();
        Coordinate onEdge = new Coordinate(
                outline[edge].x + along * (outline[edge + 1].x - outline[edge].x),
                outline[edge].y + along * (outline[edge + 1].y - outline[edge].y));
        return random.nextBoolean()
                ? onEdge
                : new Coordinate(112.9 + random.nextDouble(1.8), 33.9 + random.nextDouble(1.2));
    }

    private static List<Grid> chain(List<Grid> grids, Coordinate point) {
        List<Grid> covering = grids.stream()
                .filter(grid -> SimplePointInAreaLocator.locate(point, grid.boundary()) != Location.EXTERIOR)
                .sorted(PRECEDENCE)
                .toList();
        Optional<Grid> dedicated = covering.stream()
                .filter(grid -> grid.level() == GridLevel.DEDICATED)
                .findFirst();
        Optional<Grid> base =
                covering.stream().filter(grid -> isBase(grid, grids)).findFirst();
        List<Grid> chain = new ArrayList<>();
        dedicated.ifPresent(chain::add);
        base.or(() -> parent(dedicated, grids)).ifPresent(grid -> chain.addAll(withParents(grid, grids)));
        return chain;
    }

    private static List<Grid> withParents(Grid grid, List<Grid> grids) {
        List<Grid> chain = new ArrayList<>();
        for (Optional<Grid> step = Optional.of(grid); step.isPresent(); step = parent(step, grids)) {
            chain.add(step.get());
        }
        return chain;
    }

    private static Optional<Grid> parent(Optional<Grid> child, List<Grid> grids) {
        return child.flatMap(Grid::parent)
                .flatMap(code ->
                        grids.stream().filter(grid -> grid.code().equals(code)).findFirst());
    }

    private static boolean isBase(Grid grid, List<Grid> grids) {
        return switch (grid.level()) {
            case CELL, MICRO_CELL -> true;
            case DEDICATED -> false;
            default ->
                grids.stream()
                        .noneMatch(other -> other.level() != GridLevel.DEDICATED
                                && other.parent().equals(Optional.of(grid.code())));
        };
    }
}
