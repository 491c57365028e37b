package io.hexdispatch.hotspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class RateRatioTest {
    /** The example of {@code poisson.test} in R: 11 in 800 person-years against 21 in 3011. */
    @Test
    void hasTheIntervalOfTheExampleInR() {
        RateRatio ratio = RateRatio.of(11, 21, 800.0 / 3011, 1);
        assertThat(ratio.ratio().orElseThrow()).isCloseTo(1.971488, within(1e-6));
        assertThat(ratio.low()).isCloseTo(0.8584264, within(1e-7));
        assertThat(ratio.high().orElseThrow()).isCloseTo(4.2772659, within(1e-7));
    }

    /** From the beta distribution of SciPy 1.17.1. */
    @Test
    void aRiseByFortyPerCentIsShownWithWhetherItIsMoreThanChance() {
        RateRatio many = RateRatio.of(140, 800, 1.0 / 8, 1);
        assertThat(many.changePercent().orElseThrow()).isCloseTo(40, within(1e-9));
        assertThat(many.low()).isCloseTo(1.161416577712623, within(1e-9));
        assertThat(many.high().orElseThrow()).isCloseTo(1.6773139741495786, within(1e-9));
        assertThat(many.pValue()).isLessThan(0.001);
        assertThat(RateRatio.of(14, 80, 1.0 / 8, 1).pValue())
                .as("the same of less")
                .isGreaterThan(0.2);
        assertThat(RateRatio.of(140, 800, 1.0 / 8, 9).pValue())
                .as("the same of what swings")
                .isGreaterThan(0.2);
    }

    @Test
    void nothingAndNothingBeforeHaveNoRatioAndNoLimits() {
        RateRatio nothing = RateRatio.of(0, 0, 1, 1);
        assertThat(nothing.ratio()).isEmpty();
        assertThat(nothing.low()).isZero();
        assertThat(nothing.high()).isEmpty();
        assertThat(nothing.pValue()).isEqualTo(1);
        assertThat(RateRatio.of(0, 10, 1, 1).low()).isZero();
        assertThat(RateRatio.of(10, 0, 1, 1).low()).isPositive();
    }

    @Property
    void theIntervalLeavesOutOneExactlyWhereTheChanceIsLessThanFivePerCent(
            @ForAll @LongRange(max = 50_000) long now,
            @ForAll @LongRange(max = 50_000) long before,
            @ForAll @DoubleRange(min = 0.01, max = 50) double exposure,
            @ForAll @DoubleRange(min = 1, max = 30) double dispersion) {
        RateRatio ratio = RateRatio.of(now, before, exposure, dispersion);
        boolean leavesOutOne = ratio.low() > 1 || ratio.high().orElse(Double.POSITIVE_INFINITY) < 1;
        if (Math.abs(ratio.pValue() - 0.05) > 1e-6) {
            assertThat(leavesOutOne).isEqualTo(ratio.pValue() < 0.05);
        }
        ratio.ratio().ifPresent(value -> assertThat(value)
                .isBetween(ratio.low(), ratio.high().orElse(Double.POSITIVE_INFINITY)));
    }
}
