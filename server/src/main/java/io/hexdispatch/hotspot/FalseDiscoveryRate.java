package io.hexdispatch.hotspot;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Corrects for many tests at once (Benjamini and Hochberg, Journal of the Royal Statistical Society B 57, 1995): of what is
 * called out at a level q, on average at most the part q is called out for nothing.
 */
final class FalseDiscoveryRate {
    private FalseDiscoveryRate() {}

    /**
     * The lowest level q at which each test is called out.
     *
     * @param pValues of the tests
     * @param tests how many tests there are with those whose p-value is 1, which need not be given
     */
    static double[] qValues(double[] pValues, long tests) {
        int[] order = IntStream.range(0, pValues.length)
                .boxed()
                .sorted((a, b) -> Double.compare(pValues[b], pValues[a]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] qValues = new double[pValues.length];
        double least = 1;
        long all = Math.max(tests, pValues.length);
        for (int i = 0; i < order.length; i++) {
            int rank = order.length - i;
            least = Math.min(least, pValues[order[i]] * all / rank);
            qValues[order[i]] = least;
        }
        return qValues;
    }

    /** How many are called out at a level. */
    static long calledOut(double[] qValues, double level) {
        return Arrays.stream(qValues).filter(q -> q <= level).count();
    }
}
