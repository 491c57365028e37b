package io.hexdispatch.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SendBookTest {
    private static final Instant NOON = Instant.parse("2026-03-01T04:00:00Z");

    private final SendBook<String> book = new SendBook<>(3);

    @Test
    void whatIsAcknowledgedIsTakenOnceWithAllItsSends() {
        book.note("order-1", NOON);
        book.note("order-1", NOON.plusSeconds(5));

        assertThat(book.take("order-1")).contains(new Sends(NOON, NOON.plusSeconds(5), 2));
        assertThat(book.take("order-1")).isEmpty();
    }

    @Test
    void whatWaitsForLongIsTakenAndWhatIsFreshIsLeft() {
        book.note("old", NOON);
        book.note("fresh", NOON.plusSeconds(20));

        assertThat(book.takeBefore(NOON.plusSeconds(10), 10)).containsOnlyKeys("old");
        assertThat(book.size()).isEqualTo(1);
    }

    @Test
    void whatCouldNotBeWrittenDownIsAddedToWhatWasSentMeanwhile() {
        book.note("order-1", NOON);
        Map<String, Sends> taken = book.takeBefore(NOON.plusSeconds(10), 10);
        book.note("order-1", NOON.plusSeconds(15));

        book.giveBack(taken);

        assertThat(book.take("order-1")).contains(new Sends(NOON, NOON.plusSeconds(15), 2));
    }

    @Test
    void aClockThatGoesBackMakesNoSendEndBeforeItBegins() {
        book.note("order-1", NOON);
        book.note("order-1", NOON.minusSeconds(60));

        assertThat(book.take("order-1")).contains(new Sends(NOON.minusSeconds(60), NOON, 2));
    }

    @Test
    void itGrowsNoLargerThanItMay() {
        for (int i = 0; i < 10; i++) {
            book.note("order-" + i, NOON);
        }
        assertThat(book.size()).isEqualTo(3);
    }
}
