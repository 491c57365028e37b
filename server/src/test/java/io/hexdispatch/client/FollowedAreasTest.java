package io.hexdispatch.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class FollowedAreasTest {
    private final FollowedAreas areas = new FollowedAreas();

    @Test
    void afterAGapNothingIsNextUntilASnapshotBeginsAnew() {
        assertThat(areas.isNext(message("410181", 1))).isTrue();
        assertThat(areas.isNext(message("410181", 2))).isTrue();
        assertThat(areas.isNext(message("410181", 4))).isFalse();
        assertThat(areas.isNext(message("410181", 5))).isFalse();
        assertThat(areas.isNext(message("410181", 1))).isTrue();
        assertThat(areas.isNext(message("410181", 2))).isTrue();
    }

    @Test
    void eachAreaCountsForItself() {
        assertThat(areas.isNext(message("410181", 1))).isTrue();
        assertThat(areas.isNext(message("410182", 1))).isTrue();
        assertThat(areas.isNext(message("410181", 2))).isTrue();
        assertThat(areas.isNext(message("410182", 2))).isTrue();
    }

    private static JsonObject message(String area, int sequence) {
        return new JsonObject().put("area", area).put("sequence", sequence);
    }
}
