package io.hexdispatch.grid.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitMixTest {
    @Test
    void mixesAsTheReferenceDoes() {
        // The first outputs of Vigna's splitmix64.c for the seed 1234567.
        long gamma = 0x9E3779B97F4A7C15L;
        assertThat(SplitMix.mix(1_234_567 + gamma)).isEqualTo(6_457_827_717_110_365_317L);
        assertThat(SplitMix.mix(1_234_567 + 2 * gamma)).isEqualTo(3_203_168_211_198_807_973L);
    }

    @Test
    void drawsUnitsEvenlyBetweenZeroAndOne() {
        SplitMix random = new SplitMix(1, 2);
        double[] units =
                IntStream.range(0, 10_000).mapToDouble(i -> random.unit()).toArray();
        assertThat(Arrays.stream(units)).allMatch(unit -> unit >= 0 && unit < 1);
        assertThat(Arrays.stream(units).average().orElseThrow()).isBetween(0.49, 0.51);
    }

    @Test
    void drawsOtherNumbersInAnotherStream() {
        assertThat(new SplitMix(1, 2).unit()).isNotEqualTo(new SplitMix(1, 3).unit());
    }
}
