package io.hexdispatch.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
    private static final Duration PERIOD = Duration.ofMillis(400);

    @Test
    void aClientOfWhichNothingIsHeardIsLetGoAndItsConnectionCutThoughItSaysNoFarewell() throws Exception {
        try (SocketPair pair = new SocketPair(new UnreadBytes(Long.MAX_VALUE))) {
            long start = System.nanoTime();
            Heartbeat heartbeat = pair.onLoop(() -> new Heartbeat(pair.vertx(), pair.connections(), PERIOD));

            pair.readToTheEnd();

            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            // At its first turn it is pinged, at its second let go, and a second later cut; the rest is for a busy
            // machine.
            assertThat(millis).isGreaterThan(PERIOD.toMillis());
            assertThat(pair.onLoop(heartbeat::silent)).isEqualTo(1);
            int left = pair.onLoop(() -> pair.connections().size());
            assertThat(left).isZero();
        }
    }

    @Test
    void aClientThatAnswersStays() throws Exception {
        try (SocketPair pair = new SocketPair(new UnreadBytes(Long.MAX_VALUE))) {
            Heartbeat heartbeat = pair.onLoop(() -> new Heartbeat(pair.vertx(), pair.connections(), PERIOD));
            for (int i = 0; i < 30; i++) {
                pair.pong();
                assertThat(pair.connection().isGone()).isFalse();
                TimeUnit.MILLISECONDS.sleep(PERIOD.toMillis() / 8);
            }
            assertThat(pair.onLoop(heartbeat::silent)).isZero();
        }
    }

    @Test
    void inTheWorstCaseADeadClientIsNoticedWithinHalfAMinute() {
        // It dies right after a pong: the turn after that still finds the pong, the next one finds nothing.
        assertThat(Heartbeat.PERIOD.multipliedBy(2).plus(Heartbeat.FAREWELL_MAX))
                .isLessThan(Duration.ofSeconds(30));
    }
}
