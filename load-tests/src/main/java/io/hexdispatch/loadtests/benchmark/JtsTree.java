package io.hexdispatch.loadtests.benchmark;

import java.util.List;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.index.strtree.STRtree;

/** The usual way with JTS: an R-tree over the envelopes, and an interval tree over the edges of each polygon. */
final class JtsTree {
    static final int NONE = -1;

    private record Entry(int position, IndexedPointInAreaLocator locator) {}

    private final STRtree tree = new STRtree();

    JtsTree(List<? extends Geometry> polygons) {
        for (int position = 0; position < polygons.size(); position++) {
            Geometry polygon = polygons.get(position);
            tree.insert(polygon.getEnvelopeInternal(), new Entry(position, new IndexedPointInAreaLocator(polygon)));
        }
        tree.build();
    }

    /** The first polygon that covers the point, or {@link #NONE}. */
    int locate(double longitude, double latitude) {
        Coordinate point = new Coordinate(longitude, latitude);
        int first = Integer.MAX_VALUE;
        for (Object item : tree.query(new Envelope(point))) {
            Entry entry = (Entry) item;
            if (entry.position < first && entry.locator.locate(point) != Location.EXTERIOR) {
                first = entry.position;
            }
        }
        return first == Integer.MAX_VALUE ? NONE : first;
    }
}
