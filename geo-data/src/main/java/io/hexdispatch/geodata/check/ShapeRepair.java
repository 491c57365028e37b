package io.hexdispatch.geodata.check;

import io.hexdispatch.geodata.measure.LocalPlane;
import io.hexdispatch.geodata.measure.Surface;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.CoordinateSequenceFilter;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.util.GeometryFixer;
import org.locationtech.jts.operation.distance.IndexedFacetDistance;

/**
 * What {@link GeometryFixer} makes of an invalid polygon.
 *
 * @param repaired valid; may be empty
 * @param squareMetresBefore what the drawn rings enclose, those of holes subtracted, crossings or not
 * @param squareMetresAfter the area of the repaired polygon
 * @param vertexMoveMetres how far a drawn vertex lies from the repaired border at most; infinite if nothing is left
 */
record ShapeRepair(Geometry repaired, double squareMetresBefore, double squareMetresAfter, double vertexMoveMetres) {
    /** @param drawn polygons of finite coordinates */
    static ShapeRepair of(Geometry drawn) {
        Geometry repaired = GeometryFixer.fix(drawn);
        return new ShapeRepair(
                repaired, Surface.squareMetres(drawn), Surface.squareMetres(repaired), vertexMove(drawn, repaired));
    }

    double squareMetresChange() {
        return squareMetresAfter - squareMetresBefore;
    }

    /** How far the vertices of one polygon lie from the border of another, at most. */
    static double vertexMove(Geometry from, Geometry to) {
        if (to.isEmpty()) {
            return from.isEmpty() ? 0 : Double.POSITIVE_INFINITY;
        }
        LocalPlane plane = LocalPlane.at(from.getEnvelopeInternal());
        IndexedFacetDistance border = new IndexedFacetDistance(plane.metres(to));
        Point point = from.getFactory().createPoint(new Coordinate(0, 0));
        double[] largest = {0};
        from.apply(new CoordinateSequenceFilter() {
            @Override
            public void filter(CoordinateSequence positions, int i) {
                Coordinate metres = plane.metres(positions.getX(i), positions.getY(i));
                point.getCoordinateSequence().setOrdinate(0, 0, metres.x);
                point.getCoordinateSequence().setOrdinate(0, 1, metres.y);
                point.geometryChanged();
                largest[0] = Math.max(largest[0], border.distance(point));
            }

            @Override
            public boolean isDone() {
                return false;
            }

            @Override
            public boolean isGeometryChanged() {
                return false;
            }
        });
        return largest[0];
    }
}
