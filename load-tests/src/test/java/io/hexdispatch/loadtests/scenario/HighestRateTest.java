package io.hexdispatch.loadtests.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HighestRateTest {
    private final HighestRate search = new HighestRate(1.5, 2, 10_000);
    private final List<Integer> tried = new ArrayList<>();

    @Test
    void climbsUntilARateDoesNotHoldAndThenLooksInBetween() throws Exception {
        assertThat(search.search(100, holdsUpTo(200))).isEqualTo(184);

        assertThat(tried).containsExactly(100, 150, 225, 225, 184, 203, 203);
    }

    @Test
    void triesARateOnceMoreBeforeItCountsAsNotHeld() throws Exception {
        int held = search.search(100, rate -> {
            tried.add(rate);
            return tried.size() != 2 && rate <= 200;
        });

        assertThat(held).isEqualTo(184);
        assertThat(tried).startsWith(100, 150, 150, 225);
    }

    @Test
    void givesNoRateWhenNotEvenTheFirstHolds() throws Exception {
        assertThat(search.search(100, holdsUpTo(99))).isZero();
        assertThat(tried).containsExactly(100, 100);
    }

    @Test
    void stopsAtTheHighestRateThatMayBeTried() throws Exception {
        assertThat(search.search(9_000, holdsUpTo(1_000_000))).isEqualTo(10_000);
        assertThat(tried).containsExactly(9_000, 10_000);
    }

    @Test
    void endsAlsoBetweenNeighbouringRates() throws Exception {
        assertThat(search.search(1, holdsUpTo(1))).isEqualTo(1);
        assertThat(tried).containsExactly(1, 2, 2);
    }

    private HighestRate.Trial holdsUpTo(int limit) {
        return rate -> {
            tried.add(rate);
            return rate <= limit;
        };
    }
}
