package io.hexdispatch.grid.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ApportionmentTest {
    @Test
    void sharesInProportionWhenThatIsExact() {
        assertThat(Apportionment.share(12, new int[] {1, 2, 3})).containsExactly(2, 4, 6);
    }

    @Test
    void givesTheRestToTheLargestRemainders() {
        // 10 * 5/13, 7/13, 1/13 is 3.85, 5.38, 0.77.
        assertThat(Apportionment.share(10, new int[] {5, 7, 1})).containsExactly(4, 5, 1);
    }

    @Test
    void givesNothingToAWeightOfZero() {
        assertThat(Apportionment.share(7, new int[] {0, 1, 1})).containsExactly(0, 4, 3);
    }
}
