package io.hexdispatch.loadtests.benchmark;

import io.hexdispatch.grid.index.PolygonIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Builds a polygon index and compares it with JTS on very many points, half of them within a hair of an edge. */
@Command(
        name = "exactness",
        mixinStandardHelpOptions = true,
        description = "Compares the answers of the polygon index with those of JTS.")
public final class ExactnessCommand implements Callable<Integer> {
    private static final int TASKS = 64;
    private static final double ASIDE_DEGREES_MIN = 1e-9;
    private static final double ASIDE_DEGREES_MAX = 1e-6;

    @Option(names = "--grids", defaultValue = "20000", description = "how many (default: ${DEFAULT-VALUE})")
    private int grids;

    @Option(names = "--points", defaultValue = "10000000", description = "how many (default: ${DEFAULT-VALUE})")
    private int points;

    @Option(
            names = "--points-of-real-data",
            defaultValue = "500000",
            description = "how many for each file (default: ${DEFAULT-VALUE})")
    private int pointsOfRealData;

    @Option(names = "--seed", defaultValue = "1", description = "of grids and points (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--data", description = "a folder with shapefiles and GeoJSON, whose polygons are tried as well")
    private Path data;

    @Option(names = "--figures", description = "a file that the figures are added to")
    private Path figuresFile;

    @Override
    public Integer call() throws IOException {
        Figures figures = Figures.read(figuresFile == null ? Path.of("no figures") : figuresFile);
        long differences = compare("generated " + grids, VoronoiCity.polygons(grids, seed), points, figures);
        if (data != null && Files.isDirectory(data)) {
            for (Map.Entry<String, List<Geometry>> file :
                    RealPolygons.under(data).entrySet()) {
                differences += compare("real " + file.getKey(), file.getValue(), pointsOfRealData, figures);
            }
        }
        if (figuresFile != null) {
            figures.write();
        }
        return differences == 0 ? 0 : 1;
    }

    private long compare(String name, List<? extends Geometry> polygons, int points, Figures figures) {
        long start = System.nanoTime();
        PolygonIndex index = PolygonIndex.build(polygons);
        double seconds = (System.nanoTime() - start) / 1e9;
        JtsTree referee = new JtsTree(polygons);
        Envelope box = new Envelope();
        polygons.forEach(polygon -> box.expandToInclude(polygon.getEnvelopeInternal()));
        long differences = IntStream.range(0, TASKS)
                .parallel()
                .mapToLong(
                        task -> differences(polygons, index, referee, box, points, new SplittableRandom(seed + task)))
                .sum();
        double nanos = nanosPerLookup(index, box);
        System.out.printf(
                "%s: %,d polygons of %,d vertices, index built in %.2f s, %.1f MB beside the geometries; %,d points, half of"
                        + " them %.0e to %.0e from an edge: %,d differences; %.0f ns a lookup%n",
                name,
                polygons.size(),
                polygons.stream().mapToLong(Geometry::getNumPoints).sum(),
                seconds,
                index.memoryBytes() / 1e6,
                points / TASKS * TASKS,
                ASIDE_DEGREES_MIN,
                ASIDE_DEGREES_MAX,
                differences,
                nanos);
        String day = LocalDate.now().toString();
        figures.put("exactness " + name + " | polygons", polygons.size(), Double.NaN, day);
        figures.put("exactness " + name + " | points", (double) (points / TASKS) * TASKS, Double.NaN, day);
        figures.put("exactness " + name + " | differences", differences, Double.NaN, day);
        figures.put("exactness " + name + " | nanos", nanos, Double.NaN, day);
        figures.put("exactness " + name + " | seconds", seconds, Double.NaN, day);
        figures.put("exactness " + name + " | megabytes", index.memoryBytes() / 1e6, Double.NaN, day);
        return differences;
    }

    private static long differences(
            List<? extends Geometry> polygons,
            PolygonIndex index,
            JtsTree referee,
            Envelope box,
            int points,
            SplittableRandom random) {
        long differences = 0;
        for (int i = 0; i < points / TASKS; i++) {
            Coordinate point = i % 2 == 0 ? anywhere(box, random) : besideAnEdge(polygons, random);
            if (index.locate(point.x, point.y) != referee.locate(point.x, point.y)) {
                differences++;
                System.out.println("longitude " + point.x + ", latitude " + point.y + ": "
                        + index.locate(point.x, point.y) + ", by JTS " + referee.locate(point.x, point.y));
            }
        }
        return differences;
    }

    /** By the clock and without ceremony; JMH has the last word on generated grids. */
    private double nanosPerLookup(PolygonIndex index, Envelope box) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] places = new double[2 << 18];
        for (int i = 0; i < places.length; i += 2) {
            Coordinate place = anywhere(box, random);
            places[i] = place.x;
            places[i + 1] = place.y;
        }
        double best = Double.POSITIVE_INFINITY;
        for (int round = 0; round < 5; round++) {
            long start = System.nanoTime();
            int found = 0;
            for (int i = 0; i < places.length; i += 2) {
                found += index.locate(places[i], places[i + 1]) >= 0 ? 1 : 0;
            }
            double nanos = (System.nanoTime() - start) / (places.length / 2.0);
            best = found == 0 ? best : Math.min(best, nanos);
        }
        return best;
    }

    private static Coordinate anywhere(Envelope box, SplittableRandom random) {
        return new Coordinate(
                random.nextDouble(box.getMinX(), Math.nextUp(box.getMaxX())),
                random.nextDouble(box.getMinY(), Math.nextUp(box.getMaxY())));
    }

    private static Coordinate besideAnEdge(List<? extends Geometry> polygons, SplittableRandom random) {
        Geometry geometry = polygons.get(random.nextInt(polygons.size()));
        Polygon polygon = (Polygon) geometry.getGeometryN(random.nextInt(geometry.getNumGeometries()));
        int rings = polygon.getNumInteriorRing() + 1;
        int chosen = random.nextInt(rings);
        CoordinateSequence ring = (chosen == 0 ? polygon.getExteriorRing() : polygon.getInteriorRingN(chosen - 1))
                .getCoordinateSequence();
        int edge = random.nextInt(ring.size() - 1);
        double along = random.nextDouble();
        double aside = Math.exp(random.nextDouble(Math.log(ASIDE_DEGREES_MIN), Math.log(ASIDE_DEGREES_MAX)));
        double angle = random.nextDouble(2 * Math.PI);
        return new Coordinate(
                ring.getX(edge) + along * (ring.getX(edge + 1) - ring.getX(edge)) + aside * Math.cos(angle),
                ring.getY(edge) + along * (ring.getY(edge + 1) - ring.getY(edge)) + aside * Math.sin(angle));
    }
}
