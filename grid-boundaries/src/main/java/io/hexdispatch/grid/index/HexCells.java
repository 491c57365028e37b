package io.hexdispatch.grid.index;

import com.uber.h3core.H3Core;
import com.uber.h3core.PolygonToCellsFlags;
import com.uber.h3core.util.LatLng;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/** H3 cells: the hexagons in which events and responders are binned. Thread-safe. */
public final class HexCells {
    /** Hexagons of about 15,000 square metres, 66 metres an edge: the lattice in which the city is binned. */
    public static final int RESOLUTION = 10;

    /** Whoever leaves a cell and the ring around it goes at least an edge's length; no edge is this short outside the pentagons. */
    private static final double RING_METRES_MIN = 50;

    private static final H3Core H3 = load();

    private HexCells() {}

    /**
     * The cell of {@link #RESOLUTION} that holds a point.
     *
     * @param longitude WGS 84 degrees
     * @param latitude WGS 84 degrees
     */
    public static long cellAt(double longitude, double latitude) {
        return H3.latLngToCell(latitude, longitude, RESOLUTION);
    }

    /**
     * The cells of {@link #RESOLUTION} in which every place within a distance of a point lies, and some more.
     *
     * @param longitude WGS 84 degrees
     * @param latitude WGS 84 degrees
     * @param metres the distance
     */
    public static List<Long> around(double longitude, double latitude, double metres) {
        return H3.gridDisk(cellAt(longitude, latitude), (int) Math.ceil(metres / RING_METRES_MIN));
    }

    /**
     * The cells of {@link #RESOLUTION} that a boundary takes up.
     *
     * @param boundary a Polygon or MultiPolygon, x longitude and y latitude in WGS 84 degrees
     */
    public static HexCover cover(Geometry boundary) {
        Set<Long> interior = new TreeSet<>();
        Set<Long> touched = new TreeSet<>();
        for (int part = 0; part < boundary.getNumGeometries(); part++) {
            Polygon polygon = (Polygon) boundary.getGeometryN(part);
            List<LatLng> shell = corners(polygon.getExteriorRing());
            List<List<LatLng>> holes = new ArrayList<>();
            for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
                holes.add(corners(polygon.getInteriorRingN(hole)));
            }
            interior.addAll(
                    H3.polygonToCellsExperimental(shell, holes, RESOLUTION, PolygonToCellsFlags.containment_full));
            touched.addAll(H3.polygonToCellsExperimental(
                    shell, holes, RESOLUTION, PolygonToCellsFlags.containment_overlapping));
        }
        touched.removeAll(interior);
        return new HexCover(List.copyOf(interior), List.copyOf(touched));
    }

    private static List<LatLng> corners(LinearRing ring) {
        List<LatLng> corners = new ArrayList<>();
        for (int i = 0; i + 1 < ring.getNumPoints(); i++) {
            Coordinate corner = ring.getCoordinateN(i);
            corners.add(new LatLng(corner.y, corner.x));
        }
        return corners;
    }

    /** The usual hexadecimal form of a cell's number. */
    public static String text(long cell) {
        return Long.toHexString(cell);
    }

    private static H3Core load() {
        try {
            return H3Core.newInstance();
        } catch (IOException e) {
            throw new UncheckedIOException("the H3 library does not load on this platform", e);
        }
    }
}
