package io.hexdispatch.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hexdispatch.device.CsvText.BrokenTextException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class CsvTextTest {
    @Test
    void readsQuotesCommasAndLineEndsOfEveryKind() throws Exception {
        assertThat(rows("a,b\r\n\"x,\"\"y\"\"\",\"1\n2\"\r\r\n,\n\"\",z"))
                .containsExactly("1 [a, b]", "2 [x,\"y\", 1\n2]", "4 [, ]", "5 [, z]");
    }

    @Test
    void readsNothingFromNothing() throws Exception {
        assertThat(rows("")).isEmpty();
        assertThat(rows("\r\n\n")).isEmpty();
    }

    @Test
    void namesTheRowThatCannotBeRead() {
        assertThatThrownBy(() -> rows("a\n\"b\nc"))
                .isInstanceOfSatisfying(BrokenTextException.class, broken -> assertThat(broken.row())
                        .isEqualTo(2))
                .hasMessage("a quote is opened and never closed");
        assertThatThrownBy(() -> rows("a\n\"b\"c")).hasMessageContaining("goes on behind its closing quote");
        assertThatThrownBy(() -> rows("a\n\"" + "b\n".repeat(10_000)))
                .isInstanceOfSatisfying(BrokenTextException.class, broken -> assertThat(broken.row())
                        .isEqualTo(2))
                .hasMessageContaining("longer than 10000 characters; a quote that is opened and not closed");
        assertThatThrownBy(() -> rows(",".repeat(200))).hasMessage("has more than 100 fields");
    }

    @Property(seed = "410100")
    void readsWhatAWriterQuotesHoweverItIsCut(
            @ForAll @Size(min = 1, max = 20)
                    List<
                                    @Size(min = 1, max = 5) List<
                                            @StringLength(max = 8) @AlphaChars @Chars({',', '"', '\n', '\r', '中'})
                                            String>>
                            table,
            @ForAll @IntRange(min = 1, max = 7) int cut)
            throws Exception {
        String text = table.stream()
                .map(row -> row.stream()
                        .map(field -> "\"" + field.replace("\"", "\"\"") + "\"")
                        .collect(Collectors.joining(",")))
                .collect(Collectors.joining("\r\n"));
        List<List<String>> read = new ArrayList<>();
        CsvText csv = new CsvText((number, fields) -> read.add(fields));
        for (int from = 0; from < text.length(); from += cut) {
            csv.read(text.substring(from, Math.min(text.length(), from + cut)));
        }
        csv.end();

        assertThat(read).isEqualTo(table);
    }

    private static List<String> rows(String text) throws BrokenTextException {
        List<String> rows = new ArrayList<>();
        CsvText csv = new CsvText((number, fields) -> rows.add(number + " " + fields));
        csv.read(text);
        csv.end();
        return rows;
    }
}
