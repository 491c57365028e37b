package io.hexdispatch.hotspot;

import java.util.List;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * How much the rate of a place swings from week to week by itself, by weather and habit, more than chance makes counts differ: the
 * square of its coefficient of variation, the same for all cells.
 *
 * <p>Under a swing c² the dispersion statistic of a cell with a mean of m a week is about (1 + c² m) times a chi-square. Each busy cell gives
 * one estimate, and the median of them is taken: an outbreak some weeks ago in a few cells must not hide those of today.
 */
final class Swing {
    /** Cells with fewer a week say little about it. */
    private static final double WEEKLY_MIN = 2;

    private static final int CELLS_MIN = 20;
    private static final int WEEKS_MIN = 4;

    private Swing() {}

    /** From the weeks before; 0 where there are too few weeks or busy cells to tell. */
    static double of(List<CellCount> counts, int weeks) {
        if (weeks < WEEKS_MIN) {
            return 0;
        }
        double median = ChiSquaredDistribution.of(weeks - 1.0).inverseCumulativeProbability(0.5);
        double[] estimates = counts.stream()
                .filter(count -> count.before() >= WEEKLY_MIN * weeks)
                .mapToDouble(count -> {
                    double weekly = (double) count.before() / weeks;
                    double dispersion = (count.squaresBefore() - count.before() * weekly) / weekly;
                    return (dispersion / median - 1) / weekly;
                })
                .sorted()
                .toArray();
        return estimates.length < CELLS_MIN ? 0 : Math.max(0, estimates[estimates.length / 2]);
    }
}
