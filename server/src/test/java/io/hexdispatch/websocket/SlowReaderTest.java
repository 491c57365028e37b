package io.hexdispatch.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A client that stops reading takes a bounded part of the memory, and is let go with the reason. */
class SlowReaderTest {
    private static final String MESSAGE = "x".repeat(10_000);

    @Test
    void whoReadsNothingIsSoonBehindAndLetGoBeforeMoreWaitsForHimThanMay() throws Exception {
        UnreadBytes unread = new UnreadBytes(Long.MAX_VALUE);
        try (SocketPair pair = new SocketPair(unread)) {
            Connection connection = pair.connection();
            int behindAfter = 0;
            int sent = 0;
            while (!pair.onLoop(connection::isGone)) {
                pair.onLoop(() -> connection.send(MESSAGE));
                sent++;
                if (behindAfter == 0 && pair.onLoop(connection::isBehind)) {
                    behindAfter = sent;
                }
                assertThat(pair.onLoop(unread::unread)).isLessThanOrEqualTo(Connection.UNREAD_BYTES_MAX);
            }
            assertThat(behindAfter).as("positions are left out long before").isBetween(1, sent - 200);
            assertThat(unread.tooSlow()).isEqualTo(1);
            int left = pair.onLoop(() -> pair.connections().size());
            assertThat(left).isZero();

            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (pair.onLoop(unread::unread) > 0) {
                assertThat(System.nanoTime()).as("what waits for him is let go").isLessThan(deadline);
            }
        }
    }

    @Test
    void whoReadsAgainCatchesUpAndStays() throws Exception {
        UnreadBytes unread = new UnreadBytes(Long.MAX_VALUE);
        try (SocketPair pair = new SocketPair(unread)) {
            Connection connection = pair.connection();
            int sent = 0;
            while (!pair.onLoop(connection::isBehind)) {
                pair.onLoop(() -> connection.send(MESSAGE));
                sent++;
            }
            var caughtUp = pair.onLoop(connection::whenCaughtUp);

            pair.read((long) sent * MESSAGE.length());

            caughtUp.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
            assertThat(pair.onLoop(connection::isGone)).isFalse();
            assertThat(pair.onLoop(unread::unread)).isZero();
        }
    }

    @Test
    void whereAllTogetherLeaveTooMuchUnreadWhoeverIsBehindIsLetGoEarlier() throws Exception {
        UnreadBytes unread = new UnreadBytes(1024 * 1024);
        try (SocketPair pair = new SocketPair(unread)) {
            Connection connection = pair.connection();
            while (!pair.onLoop(connection::isGone)) {
                pair.onLoop(() -> connection.send(MESSAGE));
                assertThat(pair.onLoop(unread::unread)).isLessThanOrEqualTo(1024 * 1024 + MESSAGE.length());
            }
            assertThat(unread.tooSlow()).isEqualTo(1);
        }
    }
}
