package io.hexdispatch.grid.index;

import com.uber.h3core.H3Core;
import java.io.IOException;
import java.io.UncheckedIOException;

/** H3 cells: the hexagons in which events and responders are binned. Thread-safe. */
public final class HexCells {
    /** Hexagons of about 15,000 square metres, 66 metres an edge: the lattice in which the city is binned. */
    public static final int RESOLUTION = 10;

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
