package io.hexdispatch.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Actor;
import io.hexdispatch.event.TestReports;
import io.hexdispatch.flow.RulesVersions.Activation;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which version was live before. */
class ChangeRulesTest {
    @Test
    void nothingWasLiveBeforeTheFirstVersion() {
        assertThat(ChangeRules.before(latestFirst())).isEmpty();
        assertThat(ChangeRules.before(latestFirst(1))).isEmpty();
        assertThat(ChangeRules.before(latestFirst(1, 1))).isEmpty();
    }

    @Test
    void rollingBackTwiceGoesBackTwoVersions() {
        assertThat(ChangeRules.before(latestFirst(3, 2, 1))).contains(2);
        assertThat(ChangeRules.before(latestFirst(2, 3, 2, 1))).contains(1);
        assertThat(ChangeRules.before(latestFirst(1, 2, 3, 2, 1))).isEmpty();
    }

    private static List<Activation> latestFirst(Integer... versions) {
        return Arrays.stream(versions)
                .map(version -> new Activation(version, Actor.SYSTEM, TestReports.NOW, Optional.empty()))
                .toList();
    }
}
