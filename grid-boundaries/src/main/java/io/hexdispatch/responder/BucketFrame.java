package io.hexdispatch.responder;

import java.util.Arrays;

/**
 * Where a grid of buckets lies and how fine it is.
 *
 * @param west longitude of its first column's edge, in degrees
 * @param south latitude of its first row's edge, in degrees
 * @param width of a bucket, in degrees
 * @param height of a bucket, in degrees
 */
record BucketFrame(double west, double south, double width, double height, int columns, int rows) {
    /** Of every 200 responders, one at each side may stand outside, so that a stray position does not stretch the grid. */
    private static final int STRAYS = 200;

    private static final double BUCKETS_PER_RESPONDER = 0.25;
    /** About 10 metres. */
    private static final double BUCKET_DEGREES_MIN = 1e-4;

    private static final int BUCKETS_PER_SIDE_MAX = 8192;

    /**
     * A frame for responders at the given positions.
     *
     * @param expected how many responders it is to serve
     */
    static BucketFrame around(double[] longitudes, double[] latitudes, int expected) {
        if (longitudes.length == 0) {
            return new BucketFrame(-180, -90, 360, 180, 1, 1);
        }
        Arrays.sort(longitudes);
        Arrays.sort(latitudes);
        int stray = longitudes.length / STRAYS;
        double west = longitudes[stray];
        double south = latitudes[stray];
        double spanX = longitudes[longitudes.length - 1 - stray] - west;
        double spanY = latitudes[latitudes.length - 1 - stray] - south;
        double shrink = Math.max(0.01, Math.cos(Math.toRadians(south + spanY / 2)));
        double buckets = BUCKETS_PER_RESPONDER * expected;
        double height = Math.max(BUCKET_DEGREES_MIN, Math.sqrt(spanX * shrink * spanY / buckets));
        height = Math.max(height, Math.max(spanX * shrink, spanY) / BUCKETS_PER_SIDE_MAX);
        double width = height / shrink;
        // A rim of one bucket all round takes those who stand outside.
        return new BucketFrame(
                west - width, south - height, width, height, (int) (spanX / width) + 3, (int) (spanY / height) + 3);
    }
}
