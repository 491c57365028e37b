package io.hexdispatch.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GridCodeTest {
    @ParameterizedTest
    @ValueSource(strings = {"410184104", "a", "A-b_9", "12345678901234567890123456789012"})
    void takesLettersDigitsHyphensAndUnderscores(String value) {
        assertThat(new GridCode(value)).hasToString(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " 41", "41.0", "网格", "123456789012345678901234567890123", "a\n"})
    void refusesAnythingElse(String value) {
        assertThatThrownBy(() -> new GridCode(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + value + "\"");
    }

    @Test
    void isOrderedByItsText() {
        assertThat(new GridCode("4101")).isLessThan(new GridCode("411"));
    }
}
