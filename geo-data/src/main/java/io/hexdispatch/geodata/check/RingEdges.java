package io.hexdispatch.geodata.check;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/** Walks the edges of polygons, each in the direction that has the inside on its left. */
final class RingEdges {
    /** As many edges one box covers at most, so that a box of a long border stays narrow. */
    private static final int EDGES_PER_BOX_MAX = 16;

    private RingEdges() {}

    private interface Visitor {
        /** @param last whether the ring ends with this edge */
        void visit(double x1, double y1, double x2, double y2, boolean last, boolean reversed);
    }

    /** Adds every edge of a polygon to a balance. */
    static void add(Geometry area, EdgeBalance balance, int direction) {
        walk(area, (x1, y1, x2, y2, last, reversed) -> {
            if (x1 != x2 || y1 != y2) {
                balance.add(hash(x1, y1, x2, y2), direction * direction(x1, y1, x2, y2, reversed));
            }
        });
    }

    /** Boxes round the edges that are out of balance, in the order of the rings; none where all is in balance. */
    static List<Envelope> unbalanced(Geometry area, EdgeBalance balance) {
        Boxes boxes = new Boxes();
        walk(area, (x1, y1, x2, y2, last, reversed) -> {
            if (x1 != x2 || y1 != y2) {
                if (balance.isBalanced(hash(x1, y1, x2, y2))) {
                    boxes.end();
                } else {
                    boxes.expand(x1, y1, x2, y2);
                }
            }
            if (last) {
                boxes.end();
            }
        });
        return boxes.boxes;
    }

    /** The same for two polygons of the same edges, wherever their rings begin; for others most likely not. */
    static long fingerprint(Geometry area) {
        long[] sum = {0};
        walk(area, (x1, y1, x2, y2, last, reversed) -> {
            if (x1 != x2 || y1 != y2) {
                sum[0] += hash(x1, y1, x2, y2);
            }
        });
        return sum[0];
    }

    private static final class Boxes {
        private final List<Envelope> boxes = new ArrayList<>();
        private Envelope open;
        private int edges;

        void expand(double x1, double y1, double x2, double y2) {
            if (open == null || edges == EDGES_PER_BOX_MAX) {
                open = new Envelope(x1, x2, y1, y2);
                edges = 0;
                boxes.add(open);
            }
            open.expandToInclude(x1, y1);
            open.expandToInclude(x2, y2);
            edges++;
        }

        void end() {
            open = null;
        }
    }

    private static void walk(Geometry area, Visitor visitor) {
        for (int part = 0; part < area.getNumGeometries(); part++) {
            Polygon polygon = (Polygon) area.getGeometryN(part);
            if (!polygon.isEmpty()) {
                walk(polygon.getExteriorRing(), true, visitor);
                for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
                    walk(polygon.getInteriorRingN(hole), false, visitor);
                }
            }
        }
    }

    private static void walk(LinearRing ring, boolean counterclockwise, Visitor visitor) {
        CoordinateSequence positions = ring.getCoordinateSequence();
        boolean reversed = Orientation.isCCW(positions) != counterclockwise;
        double x1 = plus(positions.getX(0));
        double y1 = plus(positions.getY(0));
        for (int i = 1; i < positions.size(); i++) {
            double x2 = plus(positions.getX(i));
            double y2 = plus(positions.getY(i));
            visitor.visit(x1, y1, x2, y2, i == positions.size() - 1, reversed);
            x1 = x2;
            y1 = y2;
        }
    }

    private static int direction(double x1, double y1, double x2, double y2, boolean reversed) {
        return isForward(x1, y1, x2, y2) != reversed ? 1 : -1;
    }

    private static boolean isForward(double x1, double y1, double x2, double y2) {
        return x1 < x2 || (x1 == x2 && y1 < y2);
    }

    /** What stands for an edge in an {@link EdgeBalance}: the same both ways; never 0. */
    static long hash(double x1, double y1, double x2, double y2) {
        boolean forward = isForward(x1, y1, x2, y2);
        long hash = mixed(Double.doubleToRawLongBits(forward ? x1 : x2));
        hash = mixed(hash ^ Double.doubleToRawLongBits(forward ? y1 : y2));
        hash = mixed(hash ^ Double.doubleToRawLongBits(forward ? x2 : x1));
        hash = mixed(hash ^ Double.doubleToRawLongBits(forward ? y2 : y1));
        return hash == 0 ? 1 : hash;
    }

    /** Minus zero is a zero too. */
    private static double plus(double ordinate) {
        return ordinate + 0.0;
    }

    /** The finalizer of SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014). */
    private static long mixed(long value) {
        long mixed = value + 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
