package io.hexdispatch.grid.index;

import org.locationtech.jts.geom.Envelope;

/**
 * Where a raster lies and how fine it is.
 *
 * @param west longitude of its first column's edge, in degrees
 * @param south latitude of its first row's edge, in degrees
 * @param cellWidth in degrees
 * @param cellHeight in degrees
 */
record RasterFrame(double west, double south, double cellWidth, double cellHeight, int columns, int rows) {
    /** About a centimetre: finer than this, the rounding of coordinates would show. */
    static final double CELL_DEGREES_MIN = 1e-7;

    private static final int CELLS_MAX = 1 << 28;
    /** Odd, so that borders on round coordinates do not run along the raster's lines or through its anchors. */
    private static final double MARGIN_CELLS = 0.318_309_886;

    /** A frame round {@code box} with margins and about as many cells as wanted, square on the ground. */
    static RasterFrame around(Envelope box, long wantedCells) {
        if (box.isNull()) {
            return new RasterFrame(0, 0, 1, 1, 1, 1);
        }
        double shrink = Math.max(0.01, Math.cos(Math.toRadians(box.centre().y)));
        double area = Math.max(box.getWidth() * box.getHeight(), CELL_DEGREES_MIN * CELL_DEGREES_MIN);
        double cellHeight = Math.sqrt(area * shrink / Math.min(wantedCells, CELLS_MAX / 2));
        cellHeight = Math.max(cellHeight, CELL_DEGREES_MIN);
        // A long and narrow box would otherwise get more cells in its margins than inside.
        cellHeight = Math.max(cellHeight, Math.max(box.getHeight(), box.getWidth() * shrink) / (1 << 20));
        double cellWidth = cellHeight / shrink;
        return new RasterFrame(
                box.getMinX() - MARGIN_CELLS * cellWidth,
                box.getMinY() - MARGIN_CELLS * cellHeight,
                cellWidth,
                cellHeight,
                (int) (box.getWidth() / cellWidth + MARGIN_CELLS) + 2,
                (int) (box.getHeight() / cellHeight + MARGIN_CELLS) + 2);
    }

    double columnsPerDegree() {
        return 1 / cellWidth;
    }

    double rowsPerDegree() {
        return 1 / cellHeight;
    }

    double columnWest(int column) {
        return west + column * cellWidth;
    }

    double rowSouth(int row) {
        return south + row * cellHeight;
    }

    /** The column that holds a longitude, within the raster. */
    int columnAt(double longitude) {
        return clamp((longitude - west) * columnsPerDegree(), columns);
    }

    /** The row that holds a latitude, within the raster. */
    int rowAt(double latitude) {
        return clamp((latitude - south) * rowsPerDegree(), rows);
    }

    private static int clamp(double position, int count) {
        return (int) Math.max(0, Math.min(count - 1.0, position));
    }
}
