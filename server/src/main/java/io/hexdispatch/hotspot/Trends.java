package io.hexdispatch.hotspot;

import io.hexdispatch.category.CategoryKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Which periods a period is compared with, and what comes of it. */
public final class Trends {
    /** Of a week or less there are enough weeks before it to see how much they differ; of more, what lies a year back says little. */
    private static final int EARLIER_SHORT = 8;

    private static final int EARLIER_LONG = 4;
    private static final double WEEK_DAYS = 7;

    private final Period previous;
    private final boolean previousKnown;
    private final List<Period> earlier;
    private final Period period;

    /** @param firstFiled before that nothing is known */
    public Trends(Period period, Instant firstFiled) {
        this.period = period;
        this.previous = period.before();
        this.previousKnown = !previous.from().isBefore(firstFiled);
        this.earlier = period.sameWeekdaysBefore(period.days() <= WEEK_DAYS ? EARLIER_SHORT : EARLIER_LONG).stream()
                .filter(before -> !before.from().isBefore(firstFiled))
                .toList();
    }

    /** The periods whose counts are needed: this one, the one before, and the earlier ones on the same days of the week. */
    public List<Period> periods() {
        List<Period> all = new ArrayList<>(List.of(period, previous));
        all.addAll(earlier);
        return all;
    }

    /** The category whose change is the least likely first. @param counts one for each of {@link #periods} */
    public List<Trend> of(Map<CategoryKey, long[]> counts) {
        List<Trend> trends = counts.entrySet().stream()
                .map(entry -> {
                    long[] count = entry.getValue();
                    return Trend.of(
                            entry.getKey(),
                            count[0],
                            previousKnown ? Optional.of(count[1]) : Optional.empty(),
                            Arrays.copyOfRange(count, 2, count.length));
                })
                .toList();
        double[] qValues = FalseDiscoveryRate.qValues(
                trends.stream()
                        .mapToDouble(trend ->
                                trend.againstUsual().map(RateRatio::pValue).orElse(1.0))
                        .toArray(),
                trends.size());
        return IntStream.range(0, trends.size())
                .mapToObj(i -> trends.get(i).withQValue(qValues[i]))
                .sorted(Comparator.comparingDouble(Trends::chance)
                        .thenComparing(Comparator.comparingLong(Trend::count).reversed())
                        .thenComparing(trend -> trend.category().toString()))
                .toList();
    }

    private static double chance(Trend trend) {
        return trend.againstUsual().map(RateRatio::pValue).orElse(1.0);
    }
}
