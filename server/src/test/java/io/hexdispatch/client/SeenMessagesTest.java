package io.hexdispatch.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.client.SeenMessages.State;
import org.junit.jupiter.api.Test;

class SeenMessagesTest {
    private final SeenMessages seen = new SeenMessages(100);

    @Test
    void aMessageIsNewOnceThenUnderWayThenHandled() {
        assertThat(seen.note("a")).isEqualTo(State.NEW);
        assertThat(seen.note("a")).isEqualTo(State.UNDER_WAY);
        seen.handled("a");
        assertThat(seen.note("a")).isEqualTo(State.HANDLED);
    }

    @Test
    void whatCouldNotBeHandledIsNewAgain() {
        seen.note("a");
        seen.forget("a");
        assertThat(seen.note("a")).isEqualTo(State.NEW);
    }

    @Test
    void onlyTheLatestAreRemembered() {
        for (int i = 0; i < 1_000; i++) {
            seen.note("message-" + i);
            seen.handled("message-" + i);
        }
        assertThat(seen.size()).isEqualTo(100);
        assertThat(seen.note("message-999")).isEqualTo(State.HANDLED);
        assertThat(seen.note("message-0")).isEqualTo(State.NEW);
    }
}
