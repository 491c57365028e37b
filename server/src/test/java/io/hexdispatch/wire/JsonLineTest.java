package io.hexdispatch.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.hexdispatch.wire.StrictJson.NotJsonException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonLineTest {
    @Test
    void numbersTheLinesAndLeavesOutBlankOnes() {
        assertThat(lines("{}\n\n \t\r\n[1]\r\n2"))
                .extracting(JsonLine::number, line -> new String(line.bytes(), StandardCharsets.UTF_8))
                .containsExactly(tuple(1, "{}"), tuple(4, "[1]\r"), tuple(5, "2"));
    }

    @Test
    void needsNoLastLineBreakAndMindsNone() {
        assertThat(lines("1\n2")).hasSize(2);
        assertThat(lines("1\n2\n")).hasSize(2);
    }

    @Test
    void findsNoneInNothing() {
        assertThat(lines("")).isEmpty();
        assertThat(lines("\n\n")).isEmpty();
    }

    /** Lines in another encoding were filed with replacement characters in the place of their text. */
    @Test
    void keepsBytesThatAreNotUtf8ForTheReaderToRefuse() {
        List<JsonLine> lines = JsonLine.of("{\"text\":\"路灯不亮\"}\n{}".getBytes(Charset.forName("GBK")));

        assertThat(lines).hasSize(2);
        assertThatExceptionOfType(NotJsonException.class)
                .isThrownBy(() -> StrictJson.read(lines.get(0).bytes()));
    }

    private static List<JsonLine> lines(String text) {
        return JsonLine.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
