package io.hexdispatch.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Actor;
import io.hexdispatch.boundary.Activation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ActivateMapTest {
    @Test
    void nothingWasLiveBeforeTheFirst() {
        assertThat(ActivateMap.before(latestFirst("a"), "a")).isEmpty();
    }

    @Test
    void rollingBackGoesToWhatWasLiveBefore() {
        assertThat(ActivateMap.before(latestFirst("b", "a"), "b")).contains("a");
        assertThat(ActivateMap.before(latestFirst("c", "b", "a"), "c")).contains("b");
    }

    @Test
    void rollingBackTwiceGoesBackFurtherAndNotForwardAgain() {
        assertThat(ActivateMap.before(latestFirst("b", "c", "b", "a"), "b")).contains("a");
        assertThat(ActivateMap.before(latestFirst("a", "b", "c", "b", "a"), "a"))
                .isEmpty();
    }

    private static List<Activation> latestFirst(String... versions) {
        return Stream.of(versions)
                .map(version -> new Activation(version, Actor.SYSTEM, Instant.EPOCH, Optional.empty()))
                .toList();
    }
}
