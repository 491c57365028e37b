package io.hexdispatch.grid.demo;

/**
 * A stream of pseudo-random numbers that is the same on every platform and in every Java version, which the library's
 * generators do not promise. SplitMix64 of Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014).
 */
final class SplitMix {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final double UNIT = 0x1.0p-53;

    private long state;

    SplitMix(long seed, long stream) {
        state = mix(seed + mix(stream));
    }

    /** At least 0 and less than 1. */
    double unit() {
        return (mix(state += GOLDEN_GAMMA) >>> 11) * UNIT;
    }

    /** Between -1 and 1. */
    double signed() {
        return 2 * unit() - 1;
    }

    static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
