package io.hexdispatch.grid.coordinate;

/** Distances along the surface of a sphere with the earth's mean radius. */
public final class GreatCircle {
    /** The mean radius R1 of GRS 80, in metres (Moritz, Geodetic Reference System 1980). */
    public static final double EARTH_RADIUS_METRES = 6_371_008.771_4;

    /** Half the angle of about 127 km; the first term left out of the series is less than 1e-16 of the whole. */
    private static final double SERIES_MAX = 0.01;

    private GreatCircle() {}

    /** The distance in metres by the haversine formula; all arguments in degrees. */
    public static double metres(double longitude1, double latitude1, double longitude2, double latitude2) {
        return metres(haversine(longitude1, latitude1, cosine(latitude1), longitude2, latitude2));
    }

    /**
     * The haversine of the angle between two places, sin² of its half: grows with their distance and costs less.
     *
     * @param cosine1 {@link #cosine} of the first latitude, which one who asks for many distances works out once
     */
    public static double haversine(
            double longitude1, double latitude1, double cosine1, double longitude2, double latitude2) {
        double sinHalfLatitude = sine(Math.toRadians(latitude2 - latitude1) / 2);
        double sinHalfLongitude = sine(Math.toRadians(longitude2 - longitude1) / 2);
        return sinHalfLatitude * sinHalfLatitude + cosine1 * cosine(latitude2) * sinHalfLongitude * sinHalfLongitude;
    }

    /** The distance in metres that a haversine stands for. */
    public static double metres(double haversine) {
        return 2 * EARTH_RADIUS_METRES * arcSine(Math.min(1, Math.sqrt(haversine)));
    }

    /** The haversine that a distance in metres stands for; of more than half the way round the earth, 1. */
    public static double haversine(double metres) {
        double sine = Math.sin(Math.min(Math.PI / 2, metres / (2 * EARTH_RADIUS_METRES)));
        return sine * sine;
    }

    /** The cosine of a latitude in degrees. */
    public static double cosine(double latitude) {
        return Math.cos(Math.toRadians(latitude));
    }

    public static double metres(LonLat from, LonLat to) {
        return metres(from.longitude(), from.latitude(), to.longitude(), to.latitude());
    }

    /** The series, which for small angles is quicker than {@link Math#sin} and right to the last digit or two. */
    private static double sine(double angle) {
        if (Math.abs(angle) > SERIES_MAX) {
            return Math.sin(angle);
        }
        double square = angle * angle;
        return angle * (1 - square * (1.0 / 6 - square * (1.0 / 120 - square * (1.0 / 5040))));
    }

    /** As {@link #sine}, its inverse. */
    private static double arcSine(double sine) {
        if (sine > SERIES_MAX) {
            return Math.asin(sine);
        }
        double square = sine * sine;
        return sine * (1 + square * (1.0 / 6 + square * (3.0 / 40 + square * (15.0 / 336))));
    }
}
