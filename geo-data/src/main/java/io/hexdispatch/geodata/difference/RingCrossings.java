package io.hexdispatch.geodata.difference;

import io.hexdispatch.grid.FlatPositions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.algorithm.CGAlgorithmsDD;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.algorithm.RobustLineIntersector;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;

/**
 * What one polygon has beyond another, both ways at once, where their borders cross and do nothing else: no vertex of one lies on the
 * other's border. So it is where every border of a city was surveyed anew; then this takes a tenth of an overlay's time.
 */
final class RingCrossings {
    /*
     * Between two crossings a border runs either inside or outside of the other polygon. What the first has beyond the second is bounded
     * by its own border where that runs outside, onwards, and by the other's where that runs inside, backwards; at every crossing the
     * one takes over from the other (Weiler and Atherton, 1977). Which edges cross and which way is decided by exact predicates;
     * rounded are the places of crossings alone. Neither polygon has holes and the borders cross, so no piece has a hole.
     */

    /** Crossings of one edge that are nearer to each other than this, in degrees, are not put into an order. */
    private static final double APART_DEGREES = 1e-12;

    private static final int EDGES_PER_BUCKET = 2;
    /** What has fewer is a piece that rounding closed. */
    private static final int POSITIONS_MIN = 3;

    /** The pieces of the first polygon that are not in the other, and of the other that are not in the first. */
    record Pieces(List<Polygon> ofFirst, List<Polygon> ofOther) {}

    /** A polygon's border, counterclockwise, without the repeated first vertex. */
    private static final class Ring {
        private final double[] xs;
        private final double[] ys;
        /** The crossings of its edges, in their order along it. */
        private final List<Crossing> crossings = new ArrayList<>();

        private Ring(CoordinateSequence positions) {
            int count = positions.size() - 1;
            boolean reversed = !Orientation.isCCW(positions);
            xs = new double[count + 1];
            ys = new double[count + 1];
            for (int i = 0; i <= count; i++) {
                xs[i] = positions.getX(reversed ? count - i : i);
                ys[i] = positions.getY(reversed ? count - i : i);
            }
        }

        private int edges() {
            return xs.length - 1;
        }

        private int sideOf(int edge, double x, double y) {
            return CGAlgorithmsDD.orientationIndex(xs[edge], ys[edge], xs[edge + 1], ys[edge + 1], x, y);
        }
    }

    private static final class Crossing {
        private final Coordinate at;
        /** The edges that cross, of the first ring and of the other. */
        private final int[] edges;
        /** Whether the first ring enters the other polygon here; then the other leaves the first. */
        private final boolean enters;
        /** Its place in each ring's list. */
        private final int[] places = new int[2];

        private boolean isDone;

        private Crossing(Coordinate at, int first, int other, boolean enters) {
            this.at = at;
            this.edges = new int[] {first, other};
            this.enters = enters;
        }
    }

    private final GeometryFactory factory;
    private final Ring[] rings;

    private RingCrossings(Polygon first, Polygon other) {
        factory = first.getFactory();
        rings = new Ring[] {
            new Ring(first.getExteriorRing().getCoordinateSequence()),
            new Ring(other.getExteriorRing().getCoordinateSequence())
        };
    }

    /** @return empty where the polygons are not of the kind for which this works; an overlay has to tell then */
    static Optional<Pieces> pieces(Polygon first, Polygon other) {
        if (first.isEmpty() || other.isEmpty() || first.getNumInteriorRing() + other.getNumInteriorRing() > 0) {
            return Optional.empty();
        }
        RingCrossings rings = new RingCrossings(first, other);
        if (!rings.find() || !rings.order(0) || !rings.order(1)) {
            return Optional.empty();
        }
        return Optional.of(new Pieces(rings.beyond(0), rings.beyond(1)));
    }

    /** Finds the crossings; false where the rings touch otherwise, or do not cross at all. */
    private boolean find() {
        Ring first = rings[0];
        Ring other = rings[1];
        double west = Arrays.stream(other.xs).min().orElseThrow();
        double east = Arrays.stream(other.xs).max().orElseThrow();
        int buckets = Math.max(1, other.edges() / EDGES_PER_BUCKET);
        double perDegree = buckets / (east - west);
        int[] start = new int[buckets + 1];
        for (int edge = 0; edge < other.edges(); edge++) {
            for (int b = low(other, edge, west, perDegree, buckets);
                    b <= high(other, edge, west, perDegree, buckets);
                    b++) {
                start[b + 1]++;
            }
        }
        for (int b = 0; b < buckets; b++) {
            start[b + 1] += start[b];
        }
        int[] byBucket = new int[start[buckets]];
        int[] next = start.clone();
        for (int edge = 0; edge < other.edges(); edge++) {
            for (int b = low(other, edge, west, perDegree, buckets);
                    b <= high(other, edge, west, perDegree, buckets);
                    b++) {
                byBucket[next[b]++] = edge;
            }
        }
        RobustLineIntersector intersector = new RobustLineIntersector();
        for (int edge = 0; edge < first.edges(); edge++) {
            int low = low(first, edge, west, perDegree, buckets);
            int high = high(first, edge, west, perDegree, buckets);
            for (int b = low; b <= high; b++) {
                for (int i = start[b]; i < start[b + 1]; i++) {
                    int candidate = byBucket[i];
                    // A pair that shares several buckets is looked at in the first of them.
                    if (Math.max(low, low(other, candidate, west, perDegree, buckets)) == b
                            && boxesMeet(first, edge, other, candidate)
                            && !add(edge, candidate, intersector)) {
                        return false;
                    }
                }
            }
        }
        return !first.crossings.isEmpty();
    }

    private static int low(Ring ring, int edge, double west, double perDegree, int buckets) {
        return bucket(Math.min(ring.xs[edge], ring.xs[edge + 1]), west, perDegree, buckets);
    }

    private static int high(Ring ring, int edge, double west, double perDegree, int buckets) {
        return bucket(Math.max(ring.xs[edge], ring.xs[edge + 1]), west, perDegree, buckets);
    }

    private static int bucket(double x, double west, double perDegree, int buckets) {
        return (int) Math.max(0, Math.min(buckets - 1.0, (x - west) * perDegree));
    }

    private static boolean boxesMeet(Ring a, int i, Ring b, int j) {
        return Math.min(a.xs[i], a.xs[i + 1]) <= Math.max(b.xs[j], b.xs[j + 1])
                && Math.min(b.xs[j], b.xs[j + 1]) <= Math.max(a.xs[i], a.xs[i + 1])
                && Math.min(a.ys[i], a.ys[i + 1]) <= Math.max(b.ys[j], b.ys[j + 1])
                && Math.min(b.ys[j], b.ys[j + 1]) <= Math.max(a.ys[i], a.ys[i + 1]);
    }

    /** Adds the crossing of two edges if they cross; false if they touch without crossing, or may do so. */
    private boolean add(int edge, int otherEdge, RobustLineIntersector intersector) {
        Ring first = rings[0];
        Ring other = rings[1];
        int from = other.sideOf(otherEdge, first.xs[edge], first.ys[edge]);
        int to = other.sideOf(otherEdge, first.xs[edge + 1], first.ys[edge + 1]);
        if (from == 0 || to == 0) {
            return false;
        }
        if (from == to) {
            return true;
        }
        int otherFrom = first.sideOf(edge, other.xs[otherEdge], other.ys[otherEdge]);
        int otherTo = first.sideOf(edge, other.xs[otherEdge + 1], other.ys[otherEdge + 1]);
        if (otherFrom == 0 || otherTo == 0) {
            return false;
        }
        if (otherFrom != otherTo) {
            Crossing crossing = new Crossing(place(edge, otherEdge, intersector), edge, otherEdge, to > 0);
            first.crossings.add(crossing);
            other.crossings.add(crossing);
        }
        return true;
    }

    /** Where two edges cross, to the last digit the same for the neighbour that walks along them the other way. */
    private Coordinate place(int edge, int otherEdge, RobustLineIntersector intersector) {
        Coordinate[] ends = new Coordinate[4];
        for (int r = 0; r < 2; r++) {
            int at = r == 0 ? edge : otherEdge;
            Coordinate from = new Coordinate(rings[r].xs[at], rings[r].ys[at]);
            Coordinate to = new Coordinate(rings[r].xs[at + 1], rings[r].ys[at + 1]);
            boolean forward = from.compareTo(to) < 0;
            ends[2 * r] = forward ? from : to;
            ends[2 * r + 1] = forward ? to : from;
        }
        boolean swapped = ends[0].compareTo(ends[2]) > 0;
        intersector.computeIntersection(
                ends[swapped ? 2 : 0], ends[swapped ? 3 : 1], ends[swapped ? 0 : 2], ends[swapped ? 1 : 3]);
        return intersector.getIntersection(0).copy();
    }

    /** Puts the crossings of a ring into their order along it; false where that cannot be told, or makes no sense. */
    private boolean order(int ring) {
        Ring own = rings[ring];
        own.crossings.sort(Comparator.<Crossing>comparingInt(crossing -> crossing.edges[ring])
                .thenComparingDouble(crossing -> fromStart(own, crossing.edges[ring], crossing.at)));
        for (int i = 0; i < own.crossings.size(); i++) {
            Crossing crossing = own.crossings.get(i);
            Crossing before = own.crossings.get(i == 0 ? own.crossings.size() - 1 : i - 1);
            crossing.places[ring] = i;
            if (before.enters == crossing.enters
                    || before.edges[ring] == crossing.edges[ring]
                            && i > 0
                            && before.at.distance(crossing.at) < APART_DEGREES) {
                return false;
            }
        }
        return true;
    }

    private static double fromStart(Ring ring, int edge, Coordinate at) {
        return Math.abs(at.x - ring.xs[edge]) + Math.abs(at.y - ring.ys[edge]);
    }

    /** The pieces of one polygon beyond the other. */
    private List<Polygon> beyond(int own) {
        rings[own].crossings.forEach(crossing -> crossing.isDone = false);
        List<Polygon> pieces = new ArrayList<>();
        for (Crossing start : rings[own].crossings) {
            if (!start.isDone && leaves(start, own)) {
                Positions border = border(start, own);
                if (border.size >= POSITIONS_MIN * 2) {
                    pieces.add(factory.createPolygon(border.closed()));
                }
            }
        }
        return pieces;
    }

    /** Whether a ring leaves the other polygon at a crossing. */
    private static boolean leaves(Crossing crossing, int own) {
        return crossing.enters == (own == 1);
    }

    private Positions border(Crossing start, int own) {
        Positions ring = new Positions();
        Crossing at = start;
        do {
            at.isDone = true;
            Crossing end = onwards(at, own, ring);
            at = backwards(end, 1 - own, ring);
        } while (at != start);
        return ring;
    }

    /** Walks along a ring to its next crossing, taking in where it starts and the vertices on the way. */
    private Crossing onwards(Crossing from, int ring, Positions out) {
        Ring own = rings[ring];
        Crossing to = own.crossings.get((from.places[ring] + 1) % own.crossings.size());
        out.add(from.at.x, from.at.y);
        boolean round = to.places[ring] <= from.places[ring];
        int last = to.edges[ring] + (round ? own.edges() : 0);
        for (int vertex = from.edges[ring] + 1; vertex <= last; vertex++) {
            out.add(own.xs[vertex % own.edges()], own.ys[vertex % own.edges()]);
        }
        return to;
    }

    private Crossing backwards(Crossing from, int ring, Positions out) {
        Ring own = rings[ring];
        int count = own.crossings.size();
        Crossing to = own.crossings.get((from.places[ring] + count - 1) % count);
        out.add(from.at.x, from.at.y);
        boolean round = to.places[ring] >= from.places[ring];
        int last = from.edges[ring] + (round ? own.edges() : 0);
        for (int vertex = last; vertex > to.edges[ring]; vertex--) {
            out.add(own.xs[vertex % own.edges()], own.ys[vertex % own.edges()]);
        }
        return to;
    }

    /** Positions of a ring that grows, x and y in turn. */
    private static final class Positions {
        private double[] numbers = new double[32];
        private int size;

        private void add(double x, double y) {
            // A crossing that was rounded to the vertex beside it is no vertex of its own.
            if (size > 0 && numbers[size - 2] == x && numbers[size - 1] == y) {
                return;
            }
            if (size + 4 > numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * numbers.length);
            }
            numbers[size++] = x;
            numbers[size++] = y;
        }

        private CoordinateSequence closed() {
            double[] ring = Arrays.copyOf(numbers, size + 2);
            ring[size] = ring[0];
            ring[size + 1] = ring[1];
            return new FlatPositions(ring);
        }
    }
}
