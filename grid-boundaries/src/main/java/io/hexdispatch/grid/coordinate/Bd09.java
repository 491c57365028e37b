package io.hexdispatch.grid.coordinate;

/** BD-09, Baidu's system: GCJ-02 turned and shifted by a small wave; after the community's "coordtransform" formulas. */
final class Bd09 {
    private static final double WAVE = Math.PI * 3000.0 / 180.0;
    private static final double SHIFT_LONGITUDE = 0.0065;
    private static final double SHIFT_LATITUDE = 0.006;
    private static final double INVERSE_TOLERANCE_DEGREES = 1e-10;
    private static final int INVERSE_STEPS_MAX = 30;

    private Bd09() {}

    static LonLat fromGcj02(LonLat gcj02) {
        double x = gcj02.longitude();
        double y = gcj02.latitude();
        double radius = Math.sqrt(x * x + y * y) + 0.000_02 * Math.sin(y * WAVE);
        double angle = Math.atan2(y, x) + 0.000_003 * Math.cos(x * WAVE);
        return new LonLat(
                clamp(radius * Math.cos(angle) + SHIFT_LONGITUDE, 180),
                clamp(radius * Math.sin(angle) + SHIFT_LATITUDE, 90));
    }

    static LonLat toGcj02(LonLat bd09) {
        LonLat guess = bd09;
        for (int step = 0; step < INVERSE_STEPS_MAX; step++) {
            LonLat shifted = fromGcj02(guess);
            double longitudeError = bd09.longitude() - shifted.longitude();
            double latitudeError = bd09.latitude() - shifted.latitude();
            guess = new LonLat(
                    clamp(guess.longitude() + longitudeError, 180), clamp(guess.latitude() + latitudeError, 90));
            if (Math.abs(longitudeError) + Math.abs(latitudeError) < INVERSE_TOLERANCE_DEGREES) {
                break;
            }
        }
        return guess;
    }

    private static double clamp(double degrees, double limit) {
        return Math.max(-limit, Math.min(limit, degrees));
    }
}
