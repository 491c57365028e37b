package io.hexdispatch.geodata.read;

import io.hexdispatch.grid.FlatPositions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.locationtech.jts.algorithm.RayCrossingCounter;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Polygon;

/**
 * Makes a Polygon or MultiPolygon of the rings of a shape, which a shapefile lists without saying which hole is whose.
 *
 * <p>A ring that lies in no other is a shell, one that lies in a shell is its hole, one that lies in a hole a shell again. In a
 * good file shells run clockwise and holes counterclockwise; what lies where decides all the same, because many programs write
 * rings in the wrong direction, and {@link #misdirectedRing} tells of it.
 */
final class RingAssembly {
    static final GeometryFactory GEOMETRIES = FlatPositions.GEOMETRIES;

    /** So many vertices are looked at to find what lies in what: more than any real shape needs, and done in seconds. */
    private static final long VISITS_MAX = 300_000_000;

    private static final class Ring {
        private final int number;
        private final double[] positions;
        private final double signedArea;
        private final Envelope box = new Envelope();
        private Ring around;
        private int depth;

        Ring(int number, double[] positions) {
            this.number = number;
            this.positions = positions;
            double doubled = 0;
            for (int i = 0; i < positions.length; i += 2) {
                box.expandToInclude(positions[i], positions[i + 1]);
                if (i + 3 < positions.length) {
                    // Relative to the first position, so that metres of a projection do not drown a small ring.
                    doubled += (positions[i] - positions[0]) * (positions[i + 3] - positions[1])
                            - (positions[i + 2] - positions[0]) * (positions[i + 1] - positions[1]);
                }
            }
            signedArea = doubled / 2;
        }

        boolean isShell() {
            return depth % 2 == 0;
        }

        boolean runsClockwise() {
            return signedArea < 0;
        }
    }

    private final List<Ring> rings;
    private int misdirectedRing;
    private long visits;

    /** @param rings closed ones, each as x and y in turn */
    RingAssembly(List<double[]> rings) {
        this.rings = IntStream.range(0, rings.size())
                .mapToObj(i -> new Ring(i + 1, rings.get(i)))
                .toList();
    }

    /** The number of the first ring, from 1, that runs in the wrong direction for what it is; 0 if none does. */
    int misdirectedRing() {
        return misdirectedRing;
    }

    /**
     * @throws RingsTooInvolvedException if it would take minutes to find out what lies in what, as no boundary does that
     *     somebody drew
     */
    Geometry assemble() throws RingsTooInvolvedException {
        if (rings.size() > 1) {
            nest();
        }
        List<Polygon> polygons = new ArrayList<>();
        for (Ring ring : rings) {
            if (misdirectedRing == 0 && ring.signedArea != 0 && ring.runsClockwise() != ring.isShell()) {
                misdirectedRing = ring.number;
            }
            if (ring.isShell()) {
                LinearRing[] holes = rings.size() == 1
                        ? new LinearRing[0]
                        : rings.stream()
                                .filter(hole -> hole.around == ring && !hole.isShell())
                                .map(RingAssembly::linearRing)
                                .toArray(LinearRing[]::new);
                polygons.add(GEOMETRIES.createPolygon(linearRing(ring), holes));
            }
        }
        return polygons.size() == 1 ? polygons.get(0) : GEOMETRIES.createMultiPolygon(polygons.toArray(Polygon[]::new));
    }

    private void nest() throws RingsTooInvolvedException {
        List<Ring> largestFirst = new ArrayList<>(rings);
        largestFirst.sort(Comparator.comparingDouble(ring -> -Math.abs(ring.signedArea)));
        for (int i = 1; i < largestFirst.size(); i++) {
            Ring ring = largestFirst.get(i);
            // The smallest of those around it is the one that it lies in directly.
            for (int j = i - 1; j >= 0 && ring.around == null; j--) {
                Ring larger = largestFirst.get(j);
                if (larger.box.contains(ring.box) && isIn(ring, larger)) {
                    ring.around = larger;
                    ring.depth = larger.depth + 1;
                }
            }
        }
    }

    /** Whether a ring lies in a larger one: the first of its vertices that is not on the larger one's line says. */
    private boolean isIn(Ring ring, Ring larger) throws RingsTooInvolvedException {
        double[] positions = ring.positions;
        for (int i = 0; i + 2 < positions.length; i += 2) {
            int location = locate(positions[i], positions[i + 1], larger);
            if (location == Location.BOUNDARY) {
                // All vertices can be on the line although the ring is inside: then an edge crosses the inside.
                location = locate(
                        (positions[i] + positions[i + 2]) / 2, (positions[i + 1] + positions[i + 3]) / 2, larger);
            }
            if (location != Location.BOUNDARY) {
                return location == Location.INTERIOR;
            }
        }
        return false;
    }

    private int locate(double x, double y, Ring ring) throws RingsTooInvolvedException {
        visits += ring.positions.length / 2;
        if (visits > VISITS_MAX) {
            throw new RingsTooInvolvedException();
        }
        RayCrossingCounter counter = new RayCrossingCounter(new Coordinate(x, y));
        Coordinate from = new Coordinate();
        Coordinate to = new Coordinate();
        for (int i = 0; i + 3 < ring.positions.length && !counter.isOnSegment(); i += 2) {
            from.setX(ring.positions[i]);
            from.setY(ring.positions[i + 1]);
            to.setX(ring.positions[i + 2]);
            to.setY(ring.positions[i + 3]);
            counter.countSegment(from, to);
        }
        return counter.getLocation();
    }

    private static LinearRing linearRing(Ring ring) {
        return GEOMETRIES.createLinearRing(new FlatPositions(ring.positions));
    }

    /** The rings lie in one another in so many ways that it is not worth finding out. */
    static final class RingsTooInvolvedException extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
