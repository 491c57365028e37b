package io.hexdispatch.ogcapi.tile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/**
 * A polygon as a tile has it: whole steps from the north-west corner, cut off a little outside the tile.
 *
 * @param rings each x, y, x, y, ... without the first position again at its end; the exterior first, of positive area by the
 *     surveyor's formula, then holes, of negative area
 */
record TilePolygon(List<int[]> rings) {
    /** Into how many steps a tile is divided, each way. */
    static final int EXTENT = 4096;

    /** How far polygons go on outside the tile, so that their outlines do not show along its edge. */
    static final int MARGIN = 64;

    /** What is smaller than this, in square steps, is not drawn: half a pixel of a tile that is shown 512 pixels wide. */
    private static final double AREA_MIN = 32;

    /*
     * Positions are rounded before they are cut. Neighbours have the positions of their common border in common, so they come to
     * the same steps, and no gap opens between them; a simplification of each polygon by itself would open gaps. For the same
     * reason an edge is cut from the same end whichever way round its ring runs. A ring may touch itself when it is rounded, which
     * renderers take.
     */

    /** Empty where too little of it is left. */
    static List<TilePolygon> of(Polygon polygon, TileCoordinate tile) {
        int[] exterior = clipped(polygon.getExteriorRing(), tile);
        double area = area(exterior);
        if (Math.abs(area) < AREA_MIN) {
            return List.of();
        }
        List<int[]> rings = new ArrayList<>();
        rings.add(area > 0 ? exterior : reversed(exterior));
        for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
            int[] ring = clipped(polygon.getInteriorRingN(hole), tile);
            double holeArea = area(ring);
            if (Math.abs(holeArea) >= AREA_MIN) {
                rings.add(holeArea < 0 ? ring : reversed(ring));
            }
        }
        return List.of(new TilePolygon(rings));
    }

    private static int[] clipped(LinearRing ring, TileCoordinate tile) {
        CoordinateSequence positions = ring.getCoordinateSequence();
        Path path = new Path(positions.size());
        for (int i = 0; i < positions.size() - 1; i++) {
            path.add(Math.rint(tile.column(positions.getX(i), EXTENT)), Math.rint(tile.row(positions.getY(i), EXTENT)));
        }
        for (Side side : Side.values()) {
            path = side.cut(path);
        }
        return path.withoutStraightPositions();
    }

    /** Twice the sum over the trapezoids would overflow an int. */
    static double area(int[] ring) {
        double twice = 0;
        for (int i = 0; i < ring.length; i += 2) {
            int next = (i + 2) % ring.length;
            twice += (double) ring[i] * ring[next + 1] - (double) ring[next] * ring[i + 1];
        }
        return twice / 2;
    }

    private static int[] reversed(int[] ring) {
        int[] reversed = new int[ring.length];
        for (int i = 0; i < ring.length; i += 2) {
            reversed[i] = ring[ring.length - 2 - i];
            reversed[i + 1] = ring[ring.length - 1 - i];
        }
        return reversed;
    }

    /** Positions in whole steps that a growing ring is made of; doubles, since a far corner lies beyond what an int holds. */
    private static final class Path {
        private double[] steps;
        private int size;

        Path(int positions) {
            steps = new double[2 * positions + 8];
        }

        /** Leaves out a position that is the one before. */
        void add(double x, double y) {
            if (size > 0 && steps[size - 2] == x && steps[size - 1] == y) {
                return;
            }
            if (size == steps.length) {
                steps = Arrays.copyOf(steps, 2 * size);
            }
            steps[size++] = x;
            steps[size++] = y;
        }

        int[] withoutStraightPositions() {
            int count = size;
            while (count >= 4 && steps[0] == steps[count - 2] && steps[1] == steps[count - 1]) {
                count -= 2;
            }
            int[] ring = new int[count];
            int kept = 0;
            for (int i = 0; i < count; i += 2) {
                int before = (i + count - 2) % count;
                int after = (i + 2) % count;
                double cross = (steps[i] - steps[before]) * (steps[after + 1] - steps[i + 1])
                        - (steps[i + 1] - steps[before + 1]) * (steps[after] - steps[i]);
                double along = (steps[i] - steps[before]) * (steps[after] - steps[i])
                        + (steps[i + 1] - steps[before + 1]) * (steps[after + 1] - steps[i + 1]);
                // Straight on means nothing is lost; straight back is a spike, which keeps its tip.
                if (cross != 0 || along < 0) {
                    ring[kept++] = (int) steps[i];
                    ring[kept++] = (int) steps[i + 1];
                }
            }
            return kept < 6 ? new int[0] : Arrays.copyOf(ring, kept);
        }
    }

    /** A side of the tile with its margin; cutting along all four is the algorithm of Sutherland and Hodgman (1974). */
    private enum Side {
        WEST(0, -1, MARGIN),
        EAST(0, 1, EXTENT + MARGIN),
        NORTH(1, -1, MARGIN),
        SOUTH(1, 1, EXTENT + MARGIN);

        private final int axis;
        private final int sign;
        /** The side's position along its axis, times the sign. */
        private final double bound;

        Side(int axis, int sign, double bound) {
            this.axis = axis;
            this.sign = sign;
            this.bound = bound;
        }

        Path cut(Path path) {
            Path inside = new Path(path.size / 2);
            for (int i = 0; i < path.size; i += 2) {
                int before = (i + path.size - 2) % path.size;
                boolean isIn = sign * path.steps[i + axis] <= bound;
                boolean wasIn = sign * path.steps[before + axis] <= bound;
                if (isIn != wasIn) {
                    // From the end that is inside, whichever comes first on the ring.
                    addCrossing(inside, path.steps, isIn ? i : before, isIn ? before : i);
                }
                if (isIn) {
                    inside.add(path.steps[i], path.steps[i + 1]);
                }
            }
            return inside;
        }

        private void addCrossing(Path inside, double[] steps, int in, int out) {
            double at = sign * bound;
            double part = (at - steps[in + axis]) / (steps[out + axis] - steps[in + axis]);
            double other = Math.rint(steps[in + 1 - axis] + part * (steps[out + 1 - axis] - steps[in + 1 - axis]));
            inside.add(axis == 0 ? at : other, axis == 0 ? other : at);
        }
    }
}
