package io.hexdispatch.grid.coordinate;

/** BD-09, Baidu's system: GCJ-02 turned and shifted by a small wave; after the community's "coordtransform" formulas. */
final class Bd09 {
    private static final double WAVE = Math.PI * 3000.0 / 180.0;
    private static final double SHIFT_LONGITUDE = 0.0065;
    private static final double SHIFT_LATITUDE = 0.006;

    private Bd09() {}

    static LonLat fromGcj02(LonLat gcj02) {
        double x = gcj02.longitude();
        double y = gcj02.latitude();
        double radius = Math.sqrt(x * x + y * y) + 0.000_02 * Math.sin(y * WAVE);
        double angle = Math.atan2(y, x) + 0.000_003 * Math.cos(x * WAVE);
        return new LonLat(
                InverseShift.clamp(radius * Math.cos(angle) + SHIFT_LONGITUDE, 180),
                InverseShift.clamp(radius * Math.sin(angle) + SHIFT_LATITUDE, 90));
    }

    static LonLat toGcj02(LonLat bd09) {
        return InverseShift.of(bd09, Bd09::fromGcj02);
    }
}
