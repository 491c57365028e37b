package io.hexdispatch.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventNumberTest {
    @Test
    void isTheDayInZhengzhouAndTheSerialNumber() {
        assertThat(EventNumber.of(Instant.parse("2026-02-28T15:59:59Z"), 42)).hasToString("20260228-0000042");
        assertThat(EventNumber.of(Instant.parse("2026-02-28T16:00:00Z"), 42)).hasToString("20260301-0000042");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 42, 9_999_999, 10_000_000, 999_999_999_999_999_999L})
    void readsWhatItWrites(long id) {
        EventNumber number = new EventNumber(LocalDate.of(2026, 3, 1), id);

        assertThat(EventNumber.parse(number.toString())).contains(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "20260301",
                "20260301-",
                "20260301-42",
                "20260301-0000000",
                "20260301-00000042",
                "20260301-0000042 ",
                " 20260301-0000042",
                "20260301-0000042\n",
                "20260301-0000042-1",
                "20260301--000042",
                "20260301-+000042",
                "20260301-00000x2",
                "20260230-0000042",
                "20261301-0000042",
                "00000000-0000042",
                "2026-03-01-0000042",
                "20260301_0000042",
                "20260301-1000000000000000000",
                "20260301-99999999999999999999999999",
                "２０２６０３０１-0000042",
                "٢٠٢٦٠٣٠١-0000042",
                "20260301-0000042'; DROP TABLE event; --",
                "20260301-0000042\0"
            })
    void readsNothingElse(String text) {
        assertThat(EventNumber.parse(text)).isEmpty();
    }
}
