package io.hexdispatch.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hexdispatch.wire.StrictJson.NotJsonException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
    @Test
    void readsEveryKindOfValue() throws NotJsonException {
        assertThat(read("{\"a\":[1,2.5,\"x\",true,null]}"))
                .isEqualTo(new JsonObject()
                        .put(
                                "a",
                                new JsonArray()
                                        .add(1)
                                        .add(2.5)
                                        .add("x")
                                        .add(true)
                                        .addNull()));
        assertThat(read("[]")).isEqualTo(new JsonArray());
        assertThat(read(" \"路灯\" ")).isEqualTo("路灯");
        assertThat(read("7")).isEqualTo(7);
        assertThat(read("null")).isNull();
        assertThat(StrictJson.read(Buffer.buffer("{}"))).isEqualTo(new JsonObject());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1,\"a\":2}        | Duplicate field 'a' at line: 1, column: 11",
                "{\"b\":{\"a\":1,\"a\":1}} | Duplicate field 'a'",
                "{\"a\":NaN}              | Non-standard token 'NaN' at line: 1, column: 9",
                "[-Infinity]              | Infinity",
                "1 2                      | Unexpected trailing token",
                "{} {}                    | Unexpected trailing token",
                "{} x                     | Unrecognized token 'x'",
                "{}}                      | Unexpected close marker '}'",
                "{\"a\":1                 | Unexpected end-of-input",
                "{'a':1}                  | Unexpected character",
                "{\"a\":01}               | Leading zeroes not allowed",
                "[1,]                     | expected a value",
                "/* why */ 1              | Unexpected character ('/' (code 47))",
                "nul                      | Unrecognized token 'nul'",
                "\"\\x\"                  | Unrecognized character escape 'x'",
            })
    void refusesWhatIsNotStrictJsonAndSaysWhere(String text, String reason) {
        assertThatExceptionOfType(NotJsonException.class)
                .isThrownBy(() -> read(text))
                .satisfies(e -> assertThat(e.getMessage().replaceAll("\\s+", " "))
                        .startsWith("this is not JSON: ")
                        .contains(reason));
    }

    /** Messages named the parser's classes and settings, which tell the sender nothing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}}",
                "]",
                "{\"a\":NaN}",
                "/* why */ 1",
                "{\"a\":1,\"a\":2}",
                "123456789012345678901234567890123456789012345678901"
            })
    void speaksOfTheTextAndNotOfTheParser(String text) {
        assertThatExceptionOfType(NotJsonException.class)
                .isThrownBy(() -> read(text))
                .satisfies(e -> assertThat(e.getMessage())
                        .doesNotContain("Source")
                        .doesNotContain("Feature")
                        .doesNotContain("Constraints")
                        .doesNotContain("Failed"));
    }

    @Test
    void refusesNothingAtAll() {
        assertThatExceptionOfType(NotJsonException.class)
                .isThrownBy(() -> read(""))
                .withMessage("there is nothing where JSON should be");
        assertThatExceptionOfType(NotJsonException.class).isThrownBy(() -> read(" \n"));
    }

    @Test
    void takesTwentyLevelsAndNoMore() throws NotJsonException {
        assertThat(read("[".repeat(20) + "]".repeat(20))).isInstanceOf(JsonArray.class);
        assertThatExceptionOfType(NotJsonException.class).isThrownBy(() -> read("[".repeat(21) + "]".repeat(21)));
        assertThatExceptionOfType(NotJsonException.class).isThrownBy(() -> read("{\"a\":".repeat(1_000_000)));
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        byte[] gbk = "{\"text\":\"路灯不亮\"}".getBytes(Charset.forName("GBK"));

        assertThatExceptionOfType(NotJsonException.class)
                .isThrownBy(() -> StrictJson.read(gbk))
                .withMessageContaining("Invalid UTF-8");
        assertThatExceptionOfType(NotJsonException.class)
                .isThrownBy(() -> StrictJson.read(new byte[] {'"', (byte) 0xff, '"'}));
        assertThatExceptionOfType(NotJsonException.class)
                .isThrownBy(() -> StrictJson.read(new byte[] {'"', (byte) 0xe8, (byte) 0xb7, '"'}));
    }

    @Test
    void keepsItsMessagesShort() {
        assertThatExceptionOfType(NotJsonException.class)
                .isThrownBy(() -> read("x".repeat(100_000)))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(350));
    }

    private static Object read(String text) throws NotJsonException {
        return StrictJson.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
