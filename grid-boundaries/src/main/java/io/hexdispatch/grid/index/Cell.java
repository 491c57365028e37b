package io.hexdispatch.grid.index;

/**
 * A rectangle of the raster.
 *
 * @param west longitude of its western edge, in degrees
 * @param south latitude of its southern edge, in degrees
 * @param width in degrees
 * @param height in degrees
 */
record Cell(double west, double south, double width, double height) {
    private static final double SLACK_OF_SIZE = 1e-6;
    private static final double SLACK_DEGREES = 1e-12;

    /** The coordinate of the middle of a cell that begins at {@code start}, worked out in one way everywhere. */
    static double anchor(double start, double size) {
        return start + 0.5 * size;
    }

    /** An edge that misses a cell by less than this is taken in all the same, so that rounding never leaves one out. */
    static double slack(double size) {
        return SLACK_OF_SIZE * size + SLACK_DEGREES;
    }

    /** How far east an edge stands where, on the way from its first end, it enters the strip from {@code low} to {@code high}. */
    static double xWithin(double x1, double y1, double x2, double y2, double low, double high) {
        double y = Math.max(low, Math.min(high, y1));
        if (y == y1 || y1 == y2) {
            return x1;
        }
        double x = x1 + (y - y1) / (y2 - y1) * (x2 - x1);
        return Math.max(Math.min(x1, x2), Math.min(Math.max(x1, x2), x));
    }

    double anchorX() {
        return anchor(west, width);
    }

    double anchorY() {
        return anchor(south, height);
    }

    Cell part(int column, int row, int perSide) {
        double partWidth = width / perSide;
        double partHeight = height / perSide;
        return new Cell(west + column * partWidth, south + row * partHeight, partWidth, partHeight);
    }

    /** Whether an edge touches the cell or misses it by no more than the slack; now and then true of one a little farther off. */
    boolean mayTouch(double x1, double y1, double x2, double y2) {
        double low = south - slack(height);
        double high = south + height + slack(height);
        if (Math.max(y1, y2) < low || Math.min(y1, y2) > high) {
            return false;
        }
        double enter = xWithin(x1, y1, x2, y2, low, high);
        double leave = xWithin(x2, y2, x1, y1, low, high);
        return Math.max(enter, leave) >= west - slack(width) && Math.min(enter, leave) <= west + width + slack(width);
    }
}
