package io.hexdispatch.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Of each responder only the latest move waits, and only what concerns the area. */
class AreaSubscriptionTest {
    private final AreaSubscription subscription = new AreaSubscription(null, null, false, true, "1");

    @Test
    void whoMovesTenTimesIsToldOnce() {
        for (int i = 0; i < 10; i++) {
            subscription.noteMove(7, true);
        }
        assertThat(subscription.takeMoved()).isEqualTo(7);
        assertThat(subscription.takeMoved()).isEqualTo(-1);
    }

    @Test
    void whoMovesOutsideConcernsNobodyAndWhoLeavesIsToldOnce() {
        subscription.noteMove(1, false);
        assertThat(subscription.takeMoved()).isEqualTo(-1);

        subscription.toldInside(2);
        subscription.noteMove(2, false);
        assertThat(subscription.takeMoved()).isEqualTo(2);
        assertThat(subscription.isInside(2)).isFalse();

        subscription.noteMove(2, false);
        assertThat(subscription.takeMoved()).isEqualTo(-1);
    }

    @Test
    void whoComesInIsIntroducedOnceEvenIfHeMovesOnBeforeItIsTold() {
        subscription.noteMove(3, true);
        subscription.noteMove(3, true);
        assertThat(subscription.takeMoved()).isEqualTo(3);
        assertThat(subscription.takeEntered(3)).isTrue();

        subscription.noteMove(3, true);
        assertThat(subscription.takeMoved()).isEqualTo(3);
        assertThat(subscription.takeEntered(3)).isFalse();
    }

    @Test
    void whereMoreMoveThanCanBeToldEachHasHisTurn() {
        for (int responder = 0; responder < 10; responder++) {
            subscription.noteMove(responder, true);
        }
        for (int told = 0; told < 5; told++) {
            subscription.takeMoved();
        }
        // The first five move again: those behind them come first all the same.
        for (int responder = 0; responder < 5; responder++) {
            subscription.noteMove(responder, true);
        }
        assertThat(subscription.takeMoved()).isEqualTo(5);
    }
}
