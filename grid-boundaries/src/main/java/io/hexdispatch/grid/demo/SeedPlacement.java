package io.hexdispatch.grid.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.triangulate.VoronoiDiagramBuilder;

/**
 * Places the seeds of the base grids: exactly as many in each township as it has base grids, inside the part of the city
 * that is nearer to its seat than to any other, closer together near the seat.
 *
 * <p>Each township is filled with random samples; the first of them become seeds, and a few rounds of Lloyd's method ("Least
 * squares quantization in PCM", 1982) over the samples spread them. The land nearest to one seat is convex, so the mean of
 * samples of it lies in it, and no seed comes nearer to another seat.
 */
final class SeedPlacement {
    private static final int SAMPLES_PER_SEED = 24;
    private static final int ROUNDS = 6;

    /** The density of samples far from the seat, where it is 1 at the seat. */
    private static final double COUNTRY_DENSITY = 0.12;

    /** The distance from the seat at which half of the surplus in density is gone. */
    private static final double TOWN_RADIUS = 1_600 / Plane.METRES;

    private SeedPlacement() {}

    /**
     * @param firstSeeds the position of each township's first seed in the answer, and at the end the number of all seeds
     * @param outline of the city, in the {@link Plane}
     */
    static Coordinate[] place(List<Township> townships, int[] firstSeeds, Polygon outline, long randomSeed) {
        Geometry[] regions = regions(townships, outline);
        return IntStream.range(0, townships.size())
                .parallel()
                .mapToObj(t -> spread(
                        regions[t],
                        townships.get(t).seat(),
                        firstSeeds[t + 1] - firstSeeds[t],
                        new SplitMix(randomSeed, t)))
                .flatMap(Arrays::stream)
                .toArray(Coordinate[]::new);
    }

    private static Geometry[] regions(List<Township> townships, Polygon outline) {
        GeometryFactory factory = outline.getFactory();
        VoronoiDiagramBuilder voronoi = new VoronoiDiagramBuilder();
        List<Coordinate> seats = townships.stream().map(Township::seat).toList();
        voronoi.setSites(seats);
        voronoi.setClipEnvelope(outline.getEnvelopeInternal());
        Geometry diagram = voronoi.getDiagram(factory);
        Geometry[] regions = new Geometry[townships.size()];
        for (int i = 0; i < diagram.getNumGeometries(); i++) {
            Geometry region = diagram.getGeometryN(i);
            Geometry inside = region.intersection(outline);
            regions[seats.indexOf((Coordinate) region.getUserData())] = inside;
        }
        return regions;
    }

    private static Coordinate[] spread(Geometry region, Coordinate seat, int count, SplitMix random) {
        Coordinate[] samples = samples(region, seat, count * SAMPLES_PER_SEED, random);
        Coordinate[] seeds = Arrays.copyOf(samples, count);
        for (int round = 0; round < ROUNDS; round++) {
            double[] x = new double[count];
            double[] y = new double[count];
            int[] members = new int[count];
            for (Coordinate sample : samples) {
                int nearest = nearest(seeds, sample);
                x[nearest] += sample.x;
                y[nearest] += sample.y;
                members[nearest]++;
            }
            for (int i = 0; i < count; i++) {
                if (members[i] > 0) {
                    seeds[i] = new Coordinate(x[i] / members[i], y[i] / members[i]);
                }
            }
        }
        return seeds;
    }

    private static Coordinate[] samples(Geometry region, Coordinate seat, int count, SplitMix random) {
        IndexedPointInAreaLocator locator = new IndexedPointInAreaLocator(region);
        Envelope box = region.getEnvelopeInternal();
        List<Coordinate> samples = new ArrayList<>(count);
        while (samples.size() < count) {
            Coordinate sample = new Coordinate(
                    box.getMinX() + random.unit() * box.getWidth(), box.getMinY() + random.unit() * box.getHeight());
            double distance = Plane.distance(sample, seat) / TOWN_RADIUS;
            double density = COUNTRY_DENSITY + (1 - COUNTRY_DENSITY) / (1 + distance * distance);
            if (random.unit() < density && locator.locate(sample) == Location.INTERIOR) {
                samples.add(sample);
            }
        }
        return samples.toArray(Coordinate[]::new);
    }

    private static int nearest(Coordinate[] seeds, Coordinate point) {
        int nearest = 0;
        double nearestSquared = Double.POSITIVE_INFINITY;
        for (int i = 0; i < seeds.length; i++) {
            double dx = seeds[i].x - point.x;
            double dy = seeds[i].y - point.y;
            double squared = dx * dx + dy * dy;
            if (squared < nearestSquared) {
                nearestSquared = squared;
                nearest = i;
            }
        }
        return nearest;
    }
}
