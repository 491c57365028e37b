package io.hexdispatch.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hexdispatch.source.JsonPointer.Nothing;
import io.hexdispatch.source.JsonPointer.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** The examples are those of RFC 6901, section 5. */
class JsonPointerTest {
    private static final Map<String, Object> DOCUMENT = Map.of(
            "foo", List.of("bar", "baz"), "", 0, "a/b", 1, "c%d", 2, "e^f", 3, "g|h", 4, "i\\j", 5, " ", 7, "m~n", 8);

    @Test
    void findsWhatTheStandardSays() {
        assertThat(at("")).isEqualTo(DOCUMENT);
        assertThat(at("/foo")).isEqualTo(List.of("bar", "baz"));
        assertThat(at("/foo/0")).isEqualTo("bar");
        assertThat(at("/")).isEqualTo(0);
        assertThat(at("/a~1b")).isEqualTo(1);
        assertThat(at("/c%d")).isEqualTo(2);
        assertThat(at("/i\\j")).isEqualTo(5);
        assertThat(at("/ ")).isEqualTo(7);
        assertThat(at("/m~0n")).isEqualTo(8);
    }

    @Test
    void saysHowFarItLeadsWhereItLeadsIntoNothing() {
        assertThat(why("/fool"))
                .contains("the document has no \"fool\"; it has ")
                .contains("foo");
        assertThat(why("/foo/2")).isEqualTo("/foo is a list of 2, counted from 0, and has no \"2\"");
        assertThat(why("/foo/-")).contains("has no \"-\"");
        assertThat(why("/foo/01")).contains("has no \"01\"");
        assertThat(why("/foo/0/deep")).isEqualTo("/foo/0 is neither an object nor a list, and has nothing inside");
        assertThat(why("/foo/99999999999999999999")).contains("is a list of 2");
    }

    @Test
    void findsNullWhereNullStands() {
        Map<String, Object> document = new HashMap<>();
        document.put("a", null);

        assertThat(JsonPointer.parse("/a").in(document)).isEqualTo(new Value(null));
        assertThat(JsonPointer.parse("/a/b").in(document)).isInstanceOf(Nothing.class);
    }

    @Test
    void refusesWhatIsNoPointer() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonPointer.parse("foo"))
                .withMessageContaining("it begins with /");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonPointer.parse("/a~2b"))
                .withMessageContaining("after ~ stands 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonPointer.parse("/\n~"))
                .withMessageContaining("after ~ stands 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonPointer.parse("/" + "a".repeat(300)))
                .withMessageContaining("301 characters");
    }

    @Test
    void readsATildeBeforeADigitAsTheStandardSays() {
        assertThat(JsonPointer.parse("/~01").tokens()).containsExactly("~1");
        assertThat(JsonPointer.parse("/~10").tokens()).containsExactly("/0");
    }

    @Property(seed = "410100")
    void readsWhatItWrites(
            @ForAll @Size(max = 6) List<@StringLength(max = 8) @Chars({'~', '/', '0', '1', 'a', '中'}) String> tokens) {
        JsonPointer pointer = new JsonPointer(tokens);
        if (pointer.toString().length() <= JsonPointer.LENGTH_MAX) {
            assertThat(JsonPointer.parse(pointer.toString())).isEqualTo(pointer);
        }
    }

    private static Object at(String pointer) {
        return ((Value) JsonPointer.parse(pointer).in(DOCUMENT)).value();
    }

    private static String why(String pointer) {
        return ((Nothing) JsonPointer.parse(pointer).in(DOCUMENT)).why();
    }
}
