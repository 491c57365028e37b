package io.hexdispatch.simulation.day;

import io.hexdispatch.grid.coordinate.LonLat;
import java.util.SplittableRandom;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Point;

/** A township in which things happen. Not safe for use by several threads. */
public final class Township {
    /** About 30 m: so far from the border does everything happen that no conversion of coordinates carries it over. */
    private static final double FROM_BORDER_DEGREES = 0.0003;

    private static final int TRIES_MAX = 1_000;

    private final String code;
    private final String county;
    private final Geometry inside;
    private final IndexedPointInAreaLocator locator;

    /**
     * @param county the code of the county it lies in
     * @param boundary a polygon or several, WGS 84 longitude and latitude in degrees
     */
    public Township(String code, String county, Geometry boundary) {
        this.code = code;
        this.county = county;
        Geometry shrunk = boundary.buffer(-FROM_BORDER_DEGREES);
        this.inside = shrunk.isEmpty() ? boundary : shrunk;
        this.locator = new IndexedPointInAreaLocator(inside);
    }

    public String code() {
        return code;
    }

    public String county() {
        return county;
    }

    /** A place in it, each as likely as another; a slim one may give its middle instead. */
    LonLat place(SplittableRandom random) {
        Envelope box = inside.getEnvelopeInternal();
        for (int i = 0; i < TRIES_MAX; i++) {
            double longitude = box.getMinX() + random.nextDouble() * box.getWidth();
            double latitude = box.getMinY() + random.nextDouble() * box.getHeight();
            if (holds(longitude, latitude)) {
                return new LonLat(longitude, latitude);
            }
        }
        return middle();
    }

    /** A place within some metres of another, or that place itself where those lie outside. */
    LonLat near(LonLat place, double metres, SplittableRandom random) {
        double degrees = metres / 111_000;
        double longitude = place.longitude() + (random.nextDouble() * 2 - 1) * degrees / 1.5;
        double latitude = place.latitude() + (random.nextDouble() * 2 - 1) * degrees / 1.5;
        return holds(longitude, latitude) ? new LonLat(longitude, latitude) : place;
    }

    /** A place well inside. */
    public LonLat middle() {
        Point point = inside.getInteriorPoint();
        return new LonLat(point.getX(), point.getY());
    }

    private boolean holds(double longitude, double latitude) {
        return locator.locate(new Coordinate(longitude, latitude)) == Location.INTERIOR;
    }
}
