package io.hexdispatch.hotspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The chance of a count against values from elsewhere, and what must hold whatever the counts. */
class CountTestTest {
    /** From the binomial and negative binomial distributions of SciPy 1.17.1. */
    @ParameterizedTest
    @CsvSource({
        "3, 0, 0.125, 0, 0.001371742112482853",
        "10, 20, 0.5, 0, 0.5682556444214799",
        "40, 160, 0.125, 0, 0.0001729852017569972",
        "500, 3000, 0.125, 0, 4.858718272793595e-09",
        "7, 3, 2.0, 0, 0.5592643397856016",
        "10, 20, 0.5, 0.1, 0.5256158849333068",
        "40, 160, 0.125, 0.09, 0.01560158493435885",
        "500, 3000, 0.125, 0.04, 0.06432787449540042"
    })
    void isThatOfTheBinomialAndNegativeBinomialDistribution(
            long observed, long before, double exposure, double swing, double expected) {
        assertThat(new CountTest(exposure, swing).atLeast(observed, before))
                .isCloseTo(expected, within(expected * 1e-9));
    }

    /** Summed up term by term, in place of one incomplete beta function. */
    @Property
    void isTheUpperTailOfABinomialCount(
            @ForAll @LongRange(max = 60) long observed,
            @ForAll @LongRange(max = 60) long before,
            @ForAll @DoubleRange(min = 0.01, max = 5) double exposure) {
        double share = exposure / (1 + exposure);
        long all = observed + before;
        double term = Math.pow(1 - share, all);
        double tail = 0;
        for (long k = 0; k <= all; k++) {
            if (k >= observed) {
                tail += term;
            }
            term *= share / (1 - share) * (all - k) / (k + 1);
        }
        assertThat(new CountTest(exposure, 0).atLeast(observed, before)).isCloseTo(tail, within(1e-9));
    }

    @Property
    void oneMoreIsNeverLikelierAndOneMoreBeforeNeverLessLikely(
            @ForAll @LongRange(max = 100_000) long observed,
            @ForAll @LongRange(max = 100_000) long before,
            @ForAll @DoubleRange(min = 0.001, max = 20) @Scale(3) double exposure,
            @ForAll @DoubleRange(max = 2) double swing) {
        CountTest test = new CountTest(exposure, swing);
        double here = test.atLeast(observed, before);
        assertThat(here).isBetween(0.0, 1.0);
        assertThat(test.atLeast(observed + 1, before)).isLessThanOrEqualTo(here * (1 + 1e-9));
        assertThat(test.atLeast(observed, before + 1)).isGreaterThanOrEqualTo(here * (1 - 1e-9));
    }

    @Test
    void nothingIsNoSurprise() {
        assertThat(new CountTest(0.1, 0.2).atLeast(0, 0)).isEqualTo(1);
    }

    @Test
    void thereIsNoTestWithoutTime() {
        assertThatIllegalArgumentException().isThrownBy(() -> new CountTest(0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new CountTest(Double.NaN, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new CountTest(1, -0.1));
    }
}
