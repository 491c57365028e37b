package io.hexdispatch.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Duration MIN = Duration.ofMillis(500);
    private static final Duration MAX = Duration.ofSeconds(30);

    @Test
    void thePauseDoublesUpToTheLongest() {
        Backoff backoff = new Backoff(MIN, MAX, () -> 1);
        for (long expected : new long[] {500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000}) {
            assertThat(backoff.next()).hasMillis(expected);
        }
    }

    @Test
    void itDiffersFromClientToClient() {
        assertThat(new Backoff(MIN, MAX, () -> 0.25).next()).hasMillis(125);
        assertThat(new Backoff(MIN, MAX, () -> 0.75).next()).hasMillis(375);
    }

    @Test
    void itIsNeverNothing() {
        assertThat(new Backoff(MIN, MAX, () -> 0).next()).isPositive();
    }

    @Test
    void aConnectionThatLastedMakesItShortAgain() {
        Backoff backoff = new Backoff(MIN, MAX, () -> 1);
        for (int i = 0; i < 100; i++) {
            backoff.next();
        }
        backoff.reset();
        assertThat(backoff.next()).isEqualTo(MIN);
    }
}
