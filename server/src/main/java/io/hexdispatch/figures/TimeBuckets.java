package io.hexdispatch.figures;

/**
 * Durations sorted into buckets that grow by a constant factor, so that a percentile of any number of them is known to within
 * {@value #RELATIVE_ERROR} of its value, however they are added up. After DDSketch (Masson, Rim, Lee: "DDSketch: a fast and
 * fully-mergeable quantile sketch with relative-error guarantees", PVLDB 12(12), 2019).
 *
 * <p>Bucket 1 holds what took less than a second, and is 0. Bucket i + 2 holds what took from γ^(i-1) to γ^i seconds, without the
 * former, for γ = (1 + α) / (1 - α); its value 2 γ^i / (γ + 1) differs from each of them by at most the part α.
 */
public final class TimeBuckets {
    /** The bucket of what did not happen. */
    public static final int NONE = 0;

    public static final double RELATIVE_ERROR = 0.01;

    private static final int BELOW_A_SECOND = 1;
    private static final int FIRST = 2;
    private static final double GROWTH = (1 + RELATIVE_ERROR) / (1 - RELATIVE_ERROR);
    private static final double LOG_GROWTH = Math.log(GROWTH);
    /** A hundred years; whatever takes longer is taken for that. */
    private static final double SECONDS_MAX = 100 * 366 * 86_400.0;

    /** How many buckets there are, the one for nothing included. */
    public static final int COUNT = of(SECONDS_MAX) + 1;

    private TimeBuckets() {}

    /** @param seconds negative where a clock jumped back, and then as good as no time */
    public static int of(double seconds) {
        if (seconds < 1) {
            return BELOW_A_SECOND;
        }
        return FIRST + (int) Math.ceil(Math.log(Math.min(seconds, SECONDS_MAX)) / LOG_GROWTH);
    }

    /** The value that stands for all durations of a bucket, in seconds. */
    public static double seconds(int bucket) {
        return bucket < FIRST ? 0 : 2 * Math.pow(GROWTH, bucket - FIRST) / (GROWTH + 1);
    }
}
