package io.hexdispatch.loadtests.benchmark;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Polygon;

/** Points to look up, in random order: as many as a power of two, gone through round and round. */
final class Places {
    static final int COUNT = 1 << 20;

    final double[] longitudes = new double[COUNT];
    final double[] latitudes = new double[COUNT];
    private int next;

    Places(PlaceDistribution distribution, List<Polygon> polygons, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        switch (distribution) {
            case UNIFORM -> {
                for (int i = 0; i < COUNT; i++) {
                    longitudes[i] = random.nextDouble(VoronoiCity.BOX.getMinX(), VoronoiCity.BOX.getMaxX());
                    latitudes[i] = random.nextDouble(VoronoiCity.BOX.getMinY(), VoronoiCity.BOX.getMaxY());
                }
            }
            case ZIPF -> fillByRank(polygons, random);
        }
    }

    private void fillByRank(List<Polygon> polygons, SplittableRandom random) {
        Integer[] byRank = new Integer[polygons.size()];
        Arrays.setAll(byRank, i -> i);
        Collections.shuffle(Arrays.asList(byRank), new Random(random.nextLong()));
        double[] cumulated = new double[byRank.length];
        double sum = 0;
        for (int rank = 0; rank < byRank.length; rank++) {
            sum += 1.0 / (rank + 1);
            cumulated[rank] = sum;
        }
        for (int i = 0; i < COUNT; i++) {
            int found = Arrays.binarySearch(cumulated, random.nextDouble(sum));
            Polygon polygon = polygons.get(byRank[found < 0 ? -found - 1 : found]);
            Coordinate[] ring = polygon.getExteriorRing().getCoordinates();
            Coordinate vertex = ring[random.nextInt(ring.length)];
            Coordinate centre = polygon.getEnvelopeInternal().centre();
            double outwards = Math.sqrt(random.nextDouble());
            longitudes[i] = centre.x + outwards * (vertex.x - centre.x);
            latitudes[i] = centre.y + outwards * (vertex.y - centre.y);
        }
    }

    int next() {
        next = (next + 1) & (COUNT - 1);
        return next;
    }
}
