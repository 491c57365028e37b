package io.hexdispatch.hotspot;

import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * How many times as frequent something is as it was, with the interval in which the true ratio lies with 95 per cent confidence.
 *
 * <p>Exact for two Poisson counts: given their sum the later is binomial, and its interval is that of Clopper and Pearson (Biometrika
 * 26, 1934). Counts that differ more among themselves than Poisson counts do weigh as much less: both are divided by their dispersion.
 *
 * @param ratio empty where it did not happen before
 * @param low 0 or more
 * @param high empty where there is no upper limit
 * @param pValue two-sided, of a true ratio of 1
 */
public record RateRatio(OptionalDouble ratio, double low, OptionalDouble high, double pValue) {
    private static final double TAIL = 0.025;

    /**
     * @param exposure the length of the time now as a part of the time before
     * @param dispersion 1 for Poisson counts, else their variance as a multiple of their mean; less than 1 is taken as 1
     */
    public static RateRatio of(long now, long before, double exposure, double dispersion) {
        double weight = 1 / Math.max(1, dispersion);
        double a = now * weight;
        double b = before * weight;
        double low = now == 0 ? 0 : odds(BetaDistribution.of(a, b + 1).inverseCumulativeProbability(TAIL));
        OptionalDouble high = before == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(odds(BetaDistribution.of(a + 1, b).inverseSurvivalProbability(TAIL)) / exposure);
        double share = exposure / (1 + exposure);
        double more = now == 0 ? 1 : BetaDistribution.of(a, b + 1).cumulativeProbability(share);
        double less = before == 0 ? 1 : BetaDistribution.of(a + 1, b).survivalProbability(share);
        return new RateRatio(
                before == 0 ? OptionalDouble.empty() : OptionalDouble.of(now / (exposure * before)),
                low / exposure,
                high,
                Math.min(1, 2 * Math.min(more, less)));
    }

    /** The change in per cent, such as 40 for 1.4 times; empty where it did not happen before. */
    public Optional<Double> changePercent() {
        return ratio.isPresent() ? Optional.of((ratio.getAsDouble() - 1) * 100) : Optional.empty();
    }

    private static double odds(double share) {
        return share / (1 - share);
    }
}
