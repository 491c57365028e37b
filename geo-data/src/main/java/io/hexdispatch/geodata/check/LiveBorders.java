package io.hexdispatch.geodata.check;

import io.hexdispatch.geodata.measure.LocalPlane;
import io.hexdispatch.geodata.measure.Overlay;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.CoordinateSequenceFilter;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.LineSegment;
import org.locationtech.jts.index.hprtree.HPRtree;

/** The borders of the grids that come from the live map, which do not move and take in no vertices. */
final class LiveBorders {
    private final HPRtree edges = new HPRtree();
    private final LocalPlane plane;
    private final double toleranceMetres;

    LiveBorders(List<Candidate> grids, LocalPlane plane, double toleranceMetres) {
        this.plane = plane;
        this.toleranceMetres = toleranceMetres;
        grids.stream()
                .filter(grid -> !grid.fromFile() && LooseEdges.takesPart(grid))
                .forEach(grid -> grid.area().orElseThrow().apply(new EdgeCollector()));
        edges.build();
    }

    /** The nearest place on a live border, of those within the tolerance; empty if there is none, or if the vertex lies on one already. */
    Optional<Coordinate> nearest(Coordinate vertex) {
        Coordinate at = plane.metres(vertex.x, vertex.y);
        Coordinate[] nearest = {null};
        double[] metres = {toleranceMetres};
        edges.query(plane.widened(new Envelope(vertex), toleranceMetres), item -> {
            LineSegment edge = (LineSegment) item;
            LineSegment edgeMetres =
                    new LineSegment(plane.metres(edge.p0.x, edge.p0.y), plane.metres(edge.p1.x, edge.p1.y));
            double distance = edgeMetres.distance(at);
            if (distance <= metres[0]) {
                double part = Math.max(0, Math.min(1, edgeMetres.projectionFactor(at)));
                metres[0] = distance;
                nearest[0] = edge.pointAlong(part);
            }
        });
        return metres[0] < Overlay.NOISE_METRES ? Optional.empty() : Optional.ofNullable(nearest[0]);
    }

    private final class EdgeCollector implements CoordinateSequenceFilter {
        @Override
        public void filter(CoordinateSequence ring, int i) {
            if (i > 0) {
                Coordinate from = ring.getCoordinateCopy(i - 1);
                Coordinate to = ring.getCoordinateCopy(i);
                edges.insert(new Envelope(from, to), new LineSegment(from, to));
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
