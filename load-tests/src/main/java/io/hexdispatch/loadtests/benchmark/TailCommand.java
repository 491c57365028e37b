package io.hexdispatch.loadtests.benchmark;

import io.hexdispatch.grid.CityMap;
import io.hexdispatch.grid.InvalidBoundarySetException;
import io.hexdispatch.grid.index.PolygonIndex;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.locationtech.jts.geom.Polygon;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Times every single lookup of rounds of a million, by one reading of the clock between two of them, and beside it the same loop
 * without a lookup and with one that reads no memory: what those two see late is the machine, not the index.
 *
 * <p>JMH's sampling times a few in a hundred, and the fewer there are, the more a handful of interruptions weighs.
 */
@Command(
        name = "tail",
        mixinStandardHelpOptions = true,
        description = "Times every lookup of millions, and tells how long the slowest took.")
public final class TailCommand implements Callable<Integer> {
    private static final long SEED = 20260401;
    private static final int ROUNDS_TO_WARM_UP = 3;
    private static final double AIM_NANOS = 1500;

    private enum Kind {
        CLOCK,
        LATTICE,
        INDEX,
        MAP
    }

    @Option(names = "--grids", defaultValue = "20000", description = "how many (default: ${DEFAULT-VALUE})")
    private int grids;

    @Option(names = "--rounds", defaultValue = "20", description = "of a million (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Option(names = "--figures", description = "a file that the figures are added to")
    private Path figuresFile;

    private Places places;
    private PolygonIndex index;
    private CityMap map;
    private final HexLattice lattice = new HexLattice(113.5, 34.6);
    private final long[] readings = new long[Places.COUNT + 1];
    private long sum;

    @Override
    public Integer call() throws IOException, InvalidBoundarySetException {
        List<Polygon> polygons = VoronoiCity.polygons(grids, SEED);
        places = new Places(PlaceDistribution.UNIFORM, polygons, SEED);
        index = PolygonIndex.build(polygons);
        map = LocateBenchmark.mapOf(polygons);
        double[][][] nanos = new double[Kind.values().length][4][rounds];
        for (int round = -ROUNDS_TO_WARM_UP; round < rounds; round++) {
            for (Kind kind : Kind.values()) {
                measure(kind);
                if (round >= 0) {
                    long[] sorted = sortedDifferences();
                    double[][] of = nanos[kind.ordinal()];
                    of[0][round] = sorted[Places.COUNT / 2];
                    of[1][round] = sorted[(int) (0.99 * Places.COUNT)];
                    of[2][round] = sorted[(int) (0.999 * Places.COUNT)];
                    of[3][round] =
                            Arrays.stream(sorted).filter(n -> n > AIM_NANOS).count();
                }
            }
        }
        Figures figures = figuresFile == null ? null : Figures.read(figuresFile);
        String[] names = {"p50", "p99", "p99.9", "over 1.5 us of " + Places.COUNT};
        for (Kind kind : Kind.values()) {
            for (int i = 0; i < names.length; i++) {
                double[] sorted = nanos[kind.ordinal()][i];
                Arrays.sort(sorted);
                double best = sorted[0];
                double middle = sorted[rounds / 2];
                double worst = sorted[rounds - 1];
                System.out.printf(
                        "%-8s %-24s best round %.0f, middle %.0f, worst %.0f%n", kind, names[i], best, middle, worst);
                if (figures != null) {
                    String name = "tail " + kind + " " + names[i].split(" ")[0];
                    String day = LocalDate.now().toString();
                    figures.put(name + " best", best, Double.NaN, day);
                    figures.put(name + " middle", middle, Double.NaN, day);
                    figures.put(name + " worst", worst, Double.NaN, day);
                }
            }
        }
        if (figures != null) {
            figures.write();
        }
        // Printed, so that the compiler cannot leave out what it sums up.
        System.out.println("sum of the answers " + sum);
        return 0;
    }

    private long[] sortedDifferences() {
        long[] differences = new long[Places.COUNT];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = readings[i + 1] - readings[i];
        }
        Arrays.sort(differences);
        return differences;
    }

    private void measure(Kind kind) {
        switch (kind) {
            case CLOCK -> clockAlone();
            case LATTICE -> latticeAddresses();
            case INDEX -> polygons();
            case MAP -> chains();
        }
    }

    private void clockAlone() {
        readings[0] = System.nanoTime();
        for (int i = 0; i < Places.COUNT; i++) {
            sum += (long) (places.longitudes[i] + places.latitudes[i]);
            readings[i + 1] = System.nanoTime();
        }
    }

    private void latticeAddresses() {
        readings[0] = System.nanoTime();
        for (int i = 0; i < Places.COUNT; i++) {
            sum += lattice.address(places.longitudes[i], places.latitudes[i]);
            readings[i + 1] = System.nanoTime();
        }
    }

    private void polygons() {
        readings[0] = System.nanoTime();
        for (int i = 0; i < Places.COUNT; i++) {
            sum += index.locate(places.longitudes[i], places.latitudes[i]);
            readings[i + 1] = System.nanoTime();
        }
    }

    private void chains() {
        readings[0] = System.nanoTime();
        for (int i = 0; i < Places.COUNT; i++) {
            sum += map.locate(places.longitudes[i], places.latitudes[i]).isPresent() ? 1 : 0;
            readings[i + 1] = System.nanoTime();
        }
    }
}
