package io.hexdispatch.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.event.EventNumber;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderIdTest {
    private static final EventNumber EVENT = new EventNumber(LocalDate.of(2026, 3, 1), 42);

    @Test
    void isTheNumberOfTheEventAndTheOrdinal() {
        assertThat(new OrderId(EVENT, 3)).hasToString("20260301-0000042-3");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 9, 10, 9_999})
    void readsWhatItWrites(int ordinal) {
        OrderId id = new OrderId(EVENT, ordinal);

        assertThat(OrderId.parse(id.toString())).contains(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "--",
                "1",
                "-1",
                "20260301-0000042",
                "20260301-0000042-",
                "20260301-0000042-0",
                "20260301-0000042-01",
                "20260301-0000042--1",
                "20260301-0000042-+1",
                "20260301-0000042-1 ",
                "20260301-0000042-1\n",
                "20260301-0000042-10000",
                "20260301-0000042-99999999999",
                "20260301-0000042-x",
                "20260301-0000042-１",
                "20260301-0000042-1-1",
                "20260301-0000000-1",
                "20260230-0000042-1"
            })
    void readsNothingElse(String text) {
        assertThat(OrderId.parse(text)).isEmpty();
    }
}
