package io.hexdispatch.grid.index;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.Polygonal;

/**
 * The rings of many polygons with their vertices under one numbering, so that an edge is named by the number of the vertex it
 * starts from. Refers to the coordinates of the geometries and does not copy them. Immutable.
 */
final class Rings {
    private static final int BLOCK_SHIFT = 4;

    private final CoordinateSequence[] sequences;
    private final int[] polygonOfRing;
    private final int[] firstVertex;
    private final int[] firstRing;
    /** The ring of the first vertex of each block of 16: from there a few steps lead to the ring of any vertex. */
    private final int[] ringOfBlock;

    /** @throws IllegalArgumentException if a geometry is neither Polygon nor MultiPolygon */
    Rings(List<? extends Geometry> polygons) {
        List<CoordinateSequence> found = new ArrayList<>();
        firstRing = new int[polygons.size() + 1];
        for (int polygon = 0; polygon < polygons.size(); polygon++) {
            firstRing[polygon] = found.size();
            collect(polygons.get(polygon), found);
        }
        firstRing[polygons.size()] = found.size();
        sequences = found.toArray(CoordinateSequence[]::new);
        polygonOfRing = new int[sequences.length];
        for (int polygon = 0; polygon < polygons.size(); polygon++) {
            for (int ring = firstRing[polygon]; ring < firstRing[polygon + 1]; ring++) {
                polygonOfRing[ring] = polygon;
            }
        }
        firstVertex = new int[sequences.length + 1];
        for (int ring = 0; ring < sequences.length; ring++) {
            firstVertex[ring + 1] = Math.addExact(firstVertex[ring], sequences[ring].size());
        }
        ringOfBlock = new int[(vertexCount() >>> BLOCK_SHIFT) + 1];
        int ring = 0;
        for (int block = 0; block < ringOfBlock.length; block++) {
            while (ring + 1 < sequences.length && firstVertex[ring + 1] <= block << BLOCK_SHIFT) {
                ring++;
            }
            ringOfBlock[block] = ring;
        }
    }

    private static void collect(Geometry geometry, List<CoordinateSequence> rings) {
        if (!(geometry instanceof Polygonal)) {
            throw new IllegalArgumentException("a " + geometry.getGeometryType() + " is not a Polygon or MultiPolygon");
        }
        for (int part = 0; part < geometry.getNumGeometries(); part++) {
            Polygon polygon = (Polygon) geometry.getGeometryN(part);
            add(polygon.getExteriorRing(), rings);
            for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
                add(polygon.getInteriorRingN(hole), rings);
            }
        }
    }

    private static void add(LinearRing ring, List<CoordinateSequence> rings) {
        if (!ring.isEmpty()) {
            rings.add(ring.getCoordinateSequence());
        }
    }

    int count() {
        return sequences.length;
    }

    int polygonOf(int ring) {
        return polygonOfRing[ring];
    }

    CoordinateSequence sequence(int ring) {
        return sequences[ring];
    }

    int firstVertex(int ring) {
        return firstVertex[ring];
    }

    int vertexCount() {
        return firstVertex[sequences.length];
    }

    int ringOf(int vertex) {
        int ring = ringOfBlock[vertex >>> BLOCK_SHIFT];
        while (firstVertex[ring + 1] <= vertex) {
            ring++;
        }
        return ring;
    }

    long memoryBytes() {
        return 4L * (2L * polygonOfRing.length + firstVertex.length + firstRing.length + ringOfBlock.length);
    }

    /** Whether a polygon covers a point, by a walk round all its rings: as JTS {@code covers}, and exact. */
    boolean covers(int polygon, double x, double y) {
        boolean inside = false;
        for (int ring = firstRing[polygon]; ring < firstRing[polygon + 1]; ring++) {
            CoordinateSequence sequence = sequences[ring];
            for (int vertex = 0; vertex + 1 < sequence.size(); vertex++) {
                double ax = sequence.getX(vertex);
                double ay = sequence.getY(vertex);
                double bx = sequence.getX(vertex + 1);
                double by = sequence.getY(vertex + 1);
                if (ExactOrientation.isOnSegment(ax, ay, bx, by, x, y)) {
                    return true;
                }
                if (ay > y != by > y) {
                    boolean isLeft = ExactOrientation.sign(ax, ay, bx, by, x, y) > 0;
                    inside ^= isLeft == by > ay;
                }
            }
        }
        return inside;
    }
}
