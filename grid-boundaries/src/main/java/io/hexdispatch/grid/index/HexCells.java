package io.hexdispatch.grid.index;

import com.uber.h3core.AreaUnit;
import com.uber.h3core.H3Core;
import com.uber.h3core.PolygonToCellsFlags;
import com.uber.h3core.util.LatLng;
import io.hexdispatch.grid.coordinate.GreatCircle;
import io.hexdispatch.grid.coordinate.LonLat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;

/** H3 cells: the hexagons in which events and responders are binned. Thread-safe. */
public final class HexCells {
    /** Hexagons of about 15,000 square metres, 66 metres an edge: the lattice in which the city is binned. */
    public static final int RESOLUTION = 10;

    /** The resolution of the smallest cells there are, of about one square metre. */
    public static final int RESOLUTION_MAX = 15;

    /** A cell's number holds its resolution here, and below it three bits a step, all of them set where there is no step. */
    private static final int RESOLUTION_SHIFT = 52;

    private static final int STEP_BITS = 3;
    private static final int LARGEST_STEP = 6;
    /** Edges of one cell differ in length; none is shorter than this part of the edge of a regular hexagon of the same area. */
    private static final double SHORT_EDGE = 0.75;

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
     * The cell of a resolution that holds a point.
     *
     * @param longitude WGS 84 degrees
     * @param latitude WGS 84 degrees
     * @param resolution 0 to {@link #RESOLUTION_MAX}
     */
    public static long cellAt(double longitude, double latitude, int resolution) {
        return H3.latLngToCell(latitude, longitude, resolution);
    }

    /** The resolution of a cell, 0 to {@link #RESOLUTION_MAX}. */
    public static int resolution(long cell) {
        return H3.getResolution(cell);
    }

    /** The cell of a coarser resolution, or of the same, that a cell belongs to. Its hexagon does not quite hold all of it. */
    public static long parent(long cell, int resolution) {
        return H3.cellToParent(cell, resolution);
    }

    /** The cells at most so many steps away, and the cell itself. */
    public static List<Long> disk(long cell, int steps) {
        return H3.gridDisk(cell, steps);
    }

    /** The corners of a cell, anticlockwise, each once. */
    public static List<LonLat> corners(long cell) {
        return H3.cellToBoundary(cell).stream()
                .map(corner -> new LonLat(corner.lng, corner.lat))
                .toList();
    }

    /** The middle of a cell. */
    public static LonLat centre(long cell) {
        LatLng centre = H3.cellToLatLng(cell);
        return new LonLat(centre.lng, centre.lat);
    }

    /**
     * The numbers from the least to the greatest of the cells of {@link #RESOLUTION} that belong to a cell. No other cell of
     * that resolution lies between them, so that an ordered index finds them in one go.
     *
     * @param cell of {@link #RESOLUTION} or coarser
     */
    public static CellRange within(long cell) {
        int resolution = resolution(cell);
        if (resolution > RESOLUTION) {
            throw new IllegalArgumentException(text(cell) + " is finer than resolution " + RESOLUTION);
        }
        long first = cell & ~(0xFL << RESOLUTION_SHIFT) | (long) RESOLUTION << RESOLUTION_SHIFT;
        long last = first;
        for (int step = resolution + 1; step <= RESOLUTION; step++) {
            int shift = STEP_BITS * (RESOLUTION_MAX - step);
            first &= ~(7L << shift);
            last = last & ~(7L << shift) | (long) LARGEST_STEP << shift;
        }
        return new CellRange(first, last);
    }

    /**
     * About how many cells of a resolution a boundary takes up, by its area; 1 at least.
     *
     * @param boundary a Polygon or MultiPolygon, x longitude and y latitude in WGS 84 degrees
     */
    public static long count(Geometry boundary, int resolution) {
        Point inside = boundary.getInteriorPoint();
        double degree = Math.toRadians(1) * GreatCircle.EARTH_RADIUS_METRES;
        double squareMetres = boundary.getArea() * degree * degree * GreatCircle.cosine(inside.getY());
        return Math.max(
                1,
                Math.round(squareMetres / H3.cellArea(cellAt(inside.getX(), inside.getY(), resolution), AreaUnit.m2)));
    }

    /**
     * The cells of {@link #RESOLUTION} that lie at least in part within a distance of a place, and perhaps some others next to them.
     *
     * @param metres up to some kilometres
     */
    public static List<Long> around(LonLat place, double metres) {
        long cell = cellAt(place.longitude(), place.latitude());
        // Whatever the direction, each further step reaches further by the length of an edge at least.
        double edge = Math.sqrt(H3.cellArea(cell, AreaUnit.m2) * 2 / (3 * Math.sqrt(3))) * SHORT_EDGE;
        return disk(cell, (int) Math.ceil(metres / edge));
    }

    /** The number that stands for a cell in its usual hexadecimal form; empty where the text is none. */
    public static OptionalLong parse(String text) {
        if (text.length() > 16 || !text.matches("[0-9a-f]+")) {
            return OptionalLong.empty();
        }
        long cell = Long.parseUnsignedLong(text, 16);
        return H3.isValidCell(cell) ? OptionalLong.of(cell) : OptionalLong.empty();
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
