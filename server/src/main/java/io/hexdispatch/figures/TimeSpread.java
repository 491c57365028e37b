package io.hexdispatch.figures;

import java.util.OptionalDouble;

/** How long something took, many times: a count for each of the {@link TimeBuckets}. */
public final class TimeSpread {
    private final int[] counts = new int[TimeBuckets.COUNT];
    private long total;

    void add(int bucket) {
        if (bucket != TimeBuckets.NONE) {
            counts[bucket]++;
            total++;
        }
    }

    /** How many durations there are. */
    public long total() {
        return total;
    }

    /**
     * The least duration that at least this part of all do not exceed (nearest rank), in seconds, to within
     * {@link TimeBuckets#RELATIVE_ERROR}; empty where there is none.
     *
     * @param part over 0, to 1
     */
    public OptionalDouble percentile(double part) {
        if (total == 0) {
            return OptionalDouble.empty();
        }
        long rank = Math.max(1, (long) Math.ceil(part * total));
        long seen = 0;
        for (int bucket = 0; bucket < counts.length; bucket++) {
            seen += counts[bucket];
            if (seen >= rank) {
                return OptionalDouble.of(TimeBuckets.seconds(bucket));
            }
        }
        throw new IllegalStateException(seen + " of " + total + " durations are in buckets");
    }
}
