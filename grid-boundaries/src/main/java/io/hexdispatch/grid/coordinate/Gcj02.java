package io.hexdispatch.grid.coordinate;

/**
 * GCJ-02, the coordinate system that map services in China must use: WGS 84 shifted by some hundred metres.
 *
 * <p>The transformation is not published; this is the polynomial that the community has long found to agree with it to about
 * a metre (first seen in the "eviltransform" and "coordtransform" projects). Outside the box of China it is the identity.
 */
final class Gcj02 {
    private static final double KRASOVSKY_SEMI_MAJOR_METRES = 6_378_245.0;
    private static final double KRASOVSKY_ECCENTRICITY_SQUARED = 0.006_693_421_622_965_943_23;
    private static final double CENTRE_LONGITUDE = 105;
    private static final double CENTRE_LATITUDE = 35;

    private Gcj02() {}

    static LonLat fromWgs84(LonLat wgs84) {
        double longitude = wgs84.longitude();
        double latitude = wgs84.latitude();
        if (longitude < 72.004 || longitude > 137.8347 || latitude < 0.8293 || latitude > 55.8271) {
            return wgs84;
        }
        double x = longitude - CENTRE_LONGITUDE;
        double y = latitude - CENTRE_LATITUDE;
        double waves = 20.0 * Math.sin(6.0 * x * Math.PI) + 20.0 * Math.sin(2.0 * x * Math.PI);
        double north = -100.0
                + 2.0 * x
                + 3.0 * y
                + 0.2 * y * y
                + 0.1 * x * y
                + 0.2 * Math.sqrt(Math.abs(x))
                + waves * 2.0 / 3.0
                + (20.0 * Math.sin(y * Math.PI) + 40.0 * Math.sin(y / 3.0 * Math.PI)) * 2.0 / 3.0
                + (160.0 * Math.sin(y / 12.0 * Math.PI) + 320.0 * Math.sin(y * Math.PI / 30.0)) * 2.0 / 3.0;
        double east = 300.0
                + x
                + 2.0 * y
                + 0.1 * x * x
                + 0.1 * x * y
                + 0.1 * Math.sqrt(Math.abs(x))
                + waves * 2.0 / 3.0
                + (20.0 * Math.sin(x * Math.PI) + 40.0 * Math.sin(x / 3.0 * Math.PI)) * 2.0 / 3.0
                + (150.0 * Math.sin(x / 12.0 * Math.PI) + 300.0 * Math.sin(x / 30.0 * Math.PI)) * 2.0 / 3.0;
        double sinLatitude = Math.sin(Math.toRadians(latitude));
        double flattening = 1 - KRASOVSKY_ECCENTRICITY_SQUARED * sinLatitude * sinLatitude;
        double meridianRadius = KRASOVSKY_SEMI_MAJOR_METRES
                * (1 - KRASOVSKY_ECCENTRICITY_SQUARED)
                / (flattening * Math.sqrt(flattening));
        double parallelRadius =
                KRASOVSKY_SEMI_MAJOR_METRES / Math.sqrt(flattening) * Math.cos(Math.toRadians(latitude));
        return new LonLat(
                longitude + Math.toDegrees(east / parallelRadius), latitude + Math.toDegrees(north / meridianRadius));
    }

    static LonLat toWgs84(LonLat gcj02) {
        return InverseShift.of(gcj02, Gcj02::fromWgs84);
    }
}
