package io.hexdispatch.grid.index;

import java.util.List;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.index.strtree.STRtree;

/**
 * Finds the polygon that covers a point. Immutable; any number of threads may ask at once.
 *
 * <p>The order of the polygons is their precedence: where several cover a point (on a shared edge, or where they overlap), the
 * earliest answers.
 */
public final class PolygonIndex {
    /** The answer for a point that no polygon covers. */
    public static final int NONE = -1;

    private record Entry(int position, IndexedPointInAreaLocator locator) {}

    private final STRtree tree;

    private PolygonIndex(STRtree tree) {
        this.tree = tree;
    }

    /** @param polygons valid Polygons or MultiPolygons, x longitude and y latitude in degrees, in order of precedence */
    public static PolygonIndex build(List<? extends Geometry> polygons) {
        STRtree tree = new STRtree();
        for (int position = 0; position < polygons.size(); position++) {
            Geometry polygon = polygons.get(position);
            tree.insert(polygon.getEnvelopeInternal(), new Entry(position, new IndexedPointInAreaLocator(polygon)));
        }
        tree.build();
        return new PolygonIndex(tree);
    }

    /** The position, in the list the index was built from, of the first polygon that covers the point, or {@link #NONE}. */
    public int locate(double longitude, double latitude) {
        if (!Double.isFinite(longitude) || !Double.isFinite(latitude)) {
            return NONE;
        }
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
