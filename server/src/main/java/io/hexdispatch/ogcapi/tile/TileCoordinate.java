package io.hexdispatch.ogcapi.tile;

import org.locationtech.jts.geom.Envelope;

/**
 * A tile of the square that Web Mercator (EPSG:3857) makes of the world, counted as all web maps do.
 *
 * @param zoom 0 to {@value #ZOOM_MAX}; the world is two to the power of this wide
 * @param x from 0 in the west
 * @param y from 0 in the north
 */
public record TileCoordinate(int zoom, int x, int y) {
    public static final int ZOOM_MAX = 22;

    /** @throws IllegalArgumentException if there is no such tile */
    public TileCoordinate {
        if (zoom < 0 || zoom > ZOOM_MAX) {
            throw new IllegalArgumentException("zoom " + zoom + " is not 0 to " + ZOOM_MAX);
        }
        int count = 1 << zoom;
        if (x < 0 || x >= count || y < 0 || y >= count) {
            throw new IllegalArgumentException(
                    "x " + x + ", y " + y + " is not 0 to " + (count - 1) + ", which is all of zoom " + zoom);
        }
    }

    /** The position in this tile, in steps from its north-west corner, east and south; steps of which a tile has {@code extent}. */
    double column(double longitude, int extent) {
        return ((longitude / 360 + 0.5) * (1 << zoom) - x) * extent;
    }

    double row(double latitude, int extent) {
        double sine = Math.sin(Math.toRadians(latitude));
        double mercator = 0.5 - (Math.log1p(sine) - Math.log1p(-sine)) / (4 * Math.PI);
        return (mercator * (1 << zoom) - y) * extent;
    }

    /** What it covers with a margin on every side, WGS 84 degrees. */
    Envelope withMargin(double tiles) {
        return new Envelope(
                longitude(x - tiles), longitude(x + 1 + tiles), latitude(y + 1 + tiles), latitude(y - tiles));
    }

    private double longitude(double column) {
        return (column / (1 << zoom) - 0.5) * 360;
    }

    private double latitude(double row) {
        return Math.toDegrees(Math.atan(Math.sinh(Math.PI * (1 - 2 * row / (1 << zoom)))));
    }
}
