package io.hexdispatch.hotspot;

import io.hexdispatch.category.CategoryKey;
import java.util.Arrays;
import java.util.Optional;

/**
 * How a category does in a period.
 *
 * @param earlier how often in each of the earlier periods on the same days of the week, the earliest first
 * @param dispersion how much these differ: their variance as a multiple of their mean, 1 or more
 * @param againstPrevious empty where the previous period lies before the first event that was ever filed
 * @param againstUsual against the earlier periods together; empty where there is none
 * @param qValue as corrected for all categories that were compared with what is usual; 1 where it was not compared
 */
public record Trend(
        CategoryKey category,
        long count,
        long previous,
        long[] earlier,
        double dispersion,
        Optional<RateRatio> againstPrevious,
        Optional<RateRatio> againstUsual,
        double qValue) {

    /** @param previous empty where nothing is known of that period */
    static Trend of(CategoryKey category, long count, Optional<Long> previous, long[] earlier) {
        double dispersion = dispersion(earlier);
        return new Trend(
                category,
                count,
                previous.orElse(0L),
                earlier,
                dispersion,
                previous.map(before -> RateRatio.of(count, before, 1, dispersion)),
                earlier.length == 0
                        ? Optional.empty()
                        : Optional.of(
                                RateRatio.of(count, Arrays.stream(earlier).sum(), 1.0 / earlier.length, dispersion)),
                1);
    }

    Trend withQValue(double q) {
        return new Trend(category, count, previous, earlier, dispersion, againstPrevious, againstUsual, q);
    }

    /** The mean of the earlier periods; empty where there is none. */
    public Optional<Double> usual() {
        return earlier.length == 0
                ? Optional.empty()
                : Optional.of((double) Arrays.stream(earlier).sum() / earlier.length);
    }

    private static double dispersion(long[] counts) {
        double mean = Arrays.stream(counts).average().orElse(0);
        if (counts.length < 2 || mean == 0) {
            return 1;
        }
        double squares =
                Arrays.stream(counts).mapToDouble(n -> (n - mean) * (n - mean)).sum();
        return Math.max(1, squares / (counts.length - 1) / mean);
    }
}
