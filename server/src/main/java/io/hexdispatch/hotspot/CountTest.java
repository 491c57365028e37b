package io.hexdispatch.hotspot;

import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * How likely it is to count so much when nothing changed.
 *
 * <p>Two counts from one Poisson process of an unknown rate: given their sum, the later one is binomial, whatever the rate (Przyborowski
 * and Wilenski, Biometrika 31, 1940). That tail is the same as of a negative binomial of size {@code before + 1}; and
 * where counts swing more from week to week than a Poisson process does, that size is made smaller by the {@link Swing}. All are
 * one incomplete beta function.
 */
final class CountTest {
    private final double exposure;
    private final double swing;

    /**
     * @param exposure the length of the period as a part of the time before it
     * @param swing the square of the coefficient of variation of the rate in the period beside the mean rate before; 0 for a Poisson process
     */
    CountTest(double exposure, double swing) {
        if (!(exposure > 0 && exposure < Double.POSITIVE_INFINITY && swing >= 0)) {
            throw new IllegalArgumentException("exposure " + exposure + ", swing " + swing);
        }
        this.exposure = exposure;
        this.swing = swing;
    }

    /** The chance of {@code observed} or more, 0 to 1, when there were {@code before} in the time before. */
    double atLeast(long observed, long before) {
        if (observed == 0) {
            return 1;
        }
        double size = 1 / (1 / (before + 1.0) + swing);
        double mean = exposure * (before + 1.0);
        return BetaDistribution.of(observed, size).cumulativeProbability(mean / (mean + size));
    }
}
