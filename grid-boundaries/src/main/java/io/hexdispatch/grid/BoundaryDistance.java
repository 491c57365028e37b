package io.hexdispatch.grid;

import io.hexdispatch.grid.coordinate.GreatCircle;
import org.locationtech.jts.algorithm.locate.SimplePointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.CoordinateSequenceFilter;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Location;

/** Distances in metres from one point to boundaries near it, in a plane that touches the earth there. */
final class BoundaryDistance {
    private static final double METRES_PER_DEGREE = Math.toRadians(GreatCircle.EARTH_RADIUS_METRES);
    /** A box must not miss a grid because the plane is not quite the earth. */
    private static final double BOX_MARGIN = 1.01;
    /** Near a pole a degree of longitude has no length to speak of. */
    private static final double COSINE_MIN = 1e-3;

    private final Coordinate point;
    private final double metresPerDegreeEast;

    BoundaryDistance(double longitude, double latitude) {
        point = new Coordinate(longitude, latitude);
        metresPerDegreeEast = METRES_PER_DEGREE * Math.max(COSINE_MIN, Math.cos(Math.toRadians(latitude)));
    }

    /** A box that holds everything within a distance; empty if the point is no place or the distance less than 0. */
    Envelope boxWithin(double metres) {
        if (!(metres >= 0) || !Double.isFinite(point.x) || !Double.isFinite(point.y)) {
            return new Envelope();
        }
        Envelope box = new Envelope(point);
        box.expandBy(BOX_MARGIN * metres / metresPerDegreeEast, BOX_MARGIN * metres / METRES_PER_DEGREE);
        return box;
    }

    double metresTo(Geometry boundary) {
        if (SimplePointInAreaLocator.locate(point, boundary) != Location.EXTERIOR) {
            return 0;
        }
        NearestEdge nearest = new NearestEdge();
        boundary.apply(nearest);
        return Math.sqrt(nearest.squareMetres);
    }

    double metresToEdge(double fromX, double fromY, double toX, double toY) {
        return Math.sqrt(squareMetresTo(fromX, fromY, toX, toY));
    }

    private double squareMetresTo(double fromX, double fromY, double toX, double toY) {
        double x = (fromX - point.x) * metresPerDegreeEast;
        double y = (fromY - point.y) * METRES_PER_DEGREE;
        double east = (toX - fromX) * metresPerDegreeEast;
        double north = (toY - fromY) * METRES_PER_DEGREE;
        double square = east * east + north * north;
        double along = square == 0 ? 0 : Math.max(0, Math.min(1, -(x * east + y * north) / square));
        double nearestX = x + along * east;
        double nearestY = y + along * north;
        return nearestX * nearestX + nearestY * nearestY;
    }

    private final class NearestEdge implements CoordinateSequenceFilter {
        private double squareMetres = Double.POSITIVE_INFINITY;

        @Override
        public void filter(CoordinateSequence ring, int vertex) {
            if (vertex > 0) {
                squareMetres = Math.min(
                        squareMetres,
                        squareMetresTo(
                                ring.getX(vertex - 1), ring.getY(vertex - 1), ring.getX(vertex), ring.getY(vertex)));
            }
        }

        @Override
        public boolean isDone() {
            return false;
        }

        @Override
        public boolean isGeometryChanged() {
            return false;
        }
    }
}
