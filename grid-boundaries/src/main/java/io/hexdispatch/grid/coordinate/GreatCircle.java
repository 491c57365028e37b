package io.hexdispatch.grid.coordinate;

/** Distances along the surface of a sphere with the earth's mean radius. */
public final class GreatCircle {
    /** The mean radius R1 of GRS 80, in metres (Moritz, Geodetic Reference System 1980). */
    public static final double EARTH_RADIUS_METRES = 6_371_008.771_4;

    private GreatCircle() {}

    /** The haversine distance in metres; all arguments in degrees. */
    public static double metres(double longitude1, double latitude1, double longitude2, double latitude2) {
        double sinHalfLatitude = Math.sin(Math.toRadians(latitude2 - latitude1) / 2);
        double sinHalfLongitude = Math.sin(Math.toRadians(longitude2 - longitude1) / 2);
        double haversine = sinHalfLatitude * sinHalfLatitude
                + Math.cos(Math.toRadians(latitude1))
                        * Math.cos(Math.toRadians(latitude2))
                        * sinHalfLongitude
                        * sinHalfLongitude;
        return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(haversine)));
    }

    public static double metres(LonLat from, LonLat to) {
        return metres(from.longitude(), from.latitude(), to.longitude(), to.latitude());
    }
}
