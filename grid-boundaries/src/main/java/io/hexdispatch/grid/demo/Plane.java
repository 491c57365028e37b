package io.hexdispatch.grid.demo;

import org.locationtech.jts.geom.Coordinate;

/**
 * The flat plane in which the city is drawn: y is the latitude in degrees, x the longitude shortened by the cosine of the
 * city's middle latitude, so that distances agree in both directions to within half a percent.
 */
final class Plane {
    /** The length of one unit, a degree of latitude. */
    static final double METRES = 111_195;

    /** The cosine of 34.62 degrees, as a literal: the library's cosine may differ in its last bit between platforms. */
    static final double LONGITUDE_SHORTENING = 0.8229;

    private static final double ROUNDING = 1e7;

    private Plane() {}

    static Coordinate point(double longitude, double latitude) {
        return new Coordinate(longitude * LONGITUDE_SHORTENING, latitude);
    }

    /** By the square root alone, whose last bit the language fixes, which it does not for {@code Math.hypot}. */
    static double distance(Coordinate a, Coordinate b) {
        double dx = a.x - b.x;
        double dy = a.y - b.y;
        return Math.sqrt(dx * dx + dy * dy);
    }

    /** Back to longitude and latitude, rounded to 1e-7 degrees (a centimetre). Called once for every shared vertex. */
    static Coordinate lonLat(double x, double y) {
        return new Coordinate(
                Math.rint(x / LONGITUDE_SHORTENING * ROUNDING) / ROUNDING, Math.rint(y * ROUNDING) / ROUNDING);
    }
}
