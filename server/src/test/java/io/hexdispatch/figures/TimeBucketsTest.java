package io.hexdispatch.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;

/** A percentile out of buckets is that of the durations, to within one in a hundred. */
class TimeBucketsTest {
    private static final double TEN_YEARS = 315_360_000;

    @Property
    void theValueOfABucketIsThatOfEachDurationInIt(@ForAll @DoubleRange(min = 1, max = TEN_YEARS) double seconds) {
        assertThat(TimeBuckets.seconds(TimeBuckets.of(seconds)))
                .isCloseTo(seconds, within(seconds * (TimeBuckets.RELATIVE_ERROR + 1e-9)));
    }

    @Property
    void bucketsFollowEachOtherAsDurationsDo(
            @ForAll @DoubleRange(min = -5, max = TEN_YEARS) double one,
            @ForAll @DoubleRange(min = -5, max = TEN_YEARS) double other) {
        assertThat(TimeBuckets.of(Math.min(one, other))).isLessThanOrEqualTo(TimeBuckets.of(Math.max(one, other)));
    }

    @Property
    void percentilesAreThoseOfTheSortedDurations(
            @ForAll @Size(min = 1, max = 300) List<@DoubleRange(min = 0, max = 2_000_000) Double> durations) {
        TimeSpread spread = new TimeSpread();
        durations.forEach(seconds -> spread.add(TimeBuckets.of(seconds)));
        List<Double> sorted = durations.stream().sorted().toList();
        for (double part : new double[] {0.5, 0.9, 1}) {
            double exact = sorted.get((int) Math.ceil(part * sorted.size()) - 1);
            assertThat(spread.percentile(part).orElseThrow())
                    .isCloseTo(exact < 1 ? 0 : exact, within(exact * (TimeBuckets.RELATIVE_ERROR + 1e-9)));
        }
    }

    @Example
    void whatTakesNoTimeOrEndsBeforeItBeginsIsZeroAndACenturyIsTheLongest() {
        assertThat(TimeBuckets.seconds(TimeBuckets.of(0))).isZero();
        assertThat(TimeBuckets.seconds(TimeBuckets.of(-3_600))).isZero();
        assertThat(TimeBuckets.of(Double.MAX_VALUE)).isEqualTo(TimeBuckets.COUNT - 1);
        assertThat(TimeBuckets.COUNT).isLessThan(1 << Character.SIZE);
        assertThat(new TimeSpread().percentile(0.5)).isEmpty();
    }

    @Example
    void whatDidNotHappenIsNoDuration() {
        TimeSpread spread = new TimeSpread();
        spread.add(TimeBuckets.NONE);
        assertThat(spread.total()).isZero();
    }
}
