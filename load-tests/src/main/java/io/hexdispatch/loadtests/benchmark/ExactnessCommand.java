package io.hexdispatch.loadtests.benchmark;

import io.hexdispatch.grid.index.PolygonIndex;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Polygon;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Builds a polygon index and compares it with JTS on very many points, half of them within a hair of an edge. */
@Command(name = "exactness", description = "Compares the answers of the polygon index with those of JTS.")
public final class ExactnessCommand implements Callable<Integer> {
    private static final int TASKS = 64;
    private static final double ASIDE_DEGREES_MIN = 1e-9;
    private static final double ASIDE_DEGREES_MAX = 1e-6;

    @Option(names = "--grids", defaultValue = "20000", description = "how many (default: ${DEFAULT-VALUE})")
    private int grids;

    @Option(names = "--points", defaultValue = "10000000", description = "how many (default: ${DEFAULT-VALUE})")
    private int points;

    @Option(names = "--seed", defaultValue = "1", description = "of grids and points (default: ${DEFAULT-VALUE})")
    private long seed;

    @Override
    public Integer call() {
        List<Polygon> polygons = VoronoiCity.polygons(grids, seed);
        long start = System.nanoTime();
        PolygonIndex index = PolygonIndex.build(polygons);
        System.out.printf(
                "%,d grids of %,d vertices: index built in %.1f s, %.0f MB beside the geometries%n",
                grids,
                polygons.stream().mapToLong(Polygon::getNumPoints).sum(),
                (System.nanoTime() - start) / 1e9,
                index.memoryBytes() / 1e6);
        JtsTree referee = new JtsTree(polygons);
        long differences = IntStream.range(0, TASKS)
                .parallel()
                .mapToLong(task -> differences(polygons, index, referee, new SplittableRandom(seed + task)))
                .sum();
        System.out.printf(
                "%,d points, half of them %.0e to %.0e degrees from an edge: %,d differences%n",
                points / TASKS * TASKS, ASIDE_DEGREES_MIN, ASIDE_DEGREES_MAX, differences);
        return differences == 0 ? 0 : 1;
    }

    private long differences(List<Polygon> polygons, PolygonIndex index, JtsTree referee, SplittableRandom random) {
        long differences = 0;
        for (int i = 0; i < points / TASKS; i++) {
            Coordinate point = i % 2 == 0 ? anywhere(random) : besideAnEdge(polygons, random);
            if (index.locate(point.x, point.y) != referee.locate(point.x, point.y)) {
                differences++;
                System.out.println("longitude " + point.x + ", latitude " + point.y + ": "
                        + index.locate(point.x, point.y) + ", by JTS " + referee.locate(point.x, point.y));
            }
        }
        return differences;
    }

    private static Coordinate anywhere(SplittableRandom random) {
        return new Coordinate(
                random.nextDouble(VoronoiCity.BOX.getMinX(), VoronoiCity.BOX.getMaxX()),
                random.nextDouble(VoronoiCity.BOX.getMinY(), VoronoiCity.BOX.getMaxY()));
    }

    private static Coordinate besideAnEdge(List<Polygon> polygons, SplittableRandom random) {
        Coordinate[] ring = polygons.get(random.nextInt(polygons.size())).getCoordinates();
        int edge = random.nextInt(ring.length - 1);
        double along = random.nextDouble();
        double aside = Math.exp(random.nextDouble(Math.log(ASIDE_DEGREES_MIN), Math.log(ASIDE_DEGREES_MAX)));
        double angle = random.nextDouble(2 * Math.PI);
        return new Coordinate(
                ring[edge].x + along * (ring[edge + 1].x - ring[edge].x) + aside * Math.cos(angle),
                ring[edge].y + along * (ring[edge + 1].y - ring[edge].y) + aside * Math.sin(angle));
    }
}
