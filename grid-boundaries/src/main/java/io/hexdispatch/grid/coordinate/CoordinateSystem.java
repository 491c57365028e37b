package io.hexdispatch.grid.coordinate;

/** The coordinate systems in which sources speak; everything inside is WGS 84. */
public enum CoordinateSystem {
    WGS84,
    /** The Chinese national system; the same as WGS 84 to within centimetres, so taken over unchanged. */
    CGCS2000,
    /** The shifted system of phones and map services in China. */
    GCJ02,
    /** Baidu's system: GCJ-02 shifted once more. */
    BD09;

    /** Converts a position given in this system to WGS 84. */
    public LonLat toWgs84(LonLat position) {
        return switch (this) {
            case WGS84, CGCS2000 -> position;
            case GCJ02 -> Gcj02.toWgs84(position);
            case BD09 -> Gcj02.toWgs84(Bd09.toGcj02(position));
        };
    }

    /** Converts a WGS 84 position to this system. */
    public LonLat fromWgs84(LonLat position) {
        return switch (this) {
            case WGS84, CGCS2000 -> position;
            case GCJ02 -> Gcj02.fromWgs84(position);
            case BD09 -> Bd09.fromGcj02(Gcj02.fromWgs84(position));
        };
    }
}
