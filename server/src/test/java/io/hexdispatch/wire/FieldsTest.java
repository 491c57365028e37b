package io.hexdispatch.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.wire.Fields.Fault;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {
    @Test
    void readsWhatIsRight() {
        Fields fields = fields("text", "路灯不亮 💡");

        assertThat(fields.text("text", 10)).contains("路灯不亮 💡");
        fields.rejectUnknown();
        assertThat(fields.faults()).isEmpty();
    }

    @Test
    void saysWhatIsWrongWithAText() {
        assertThat(textFaults(null)).containsExactly("is missing; a text of 1 to 5 characters");
        assertThat(textFaults(7)).containsExactly("is 7; a text of 1 to 5 characters is right");
        assertThat(textFaults(true)).containsExactly("is true; a text of 1 to 5 characters is right");
        assertThat(textFaults(new JsonObject())).containsExactly("is an object; a text of 1 to 5 characters is right");
        assertThat(textFaults(new JsonArray())).containsExactly("is a list; a text of 1 to 5 characters is right");
        assertThat(textFaults(" \t")).containsExactly("is blank; a text of 1 to 5 characters is right");
        assertThat(textFaults("")).containsExactly("is blank; a text of 1 to 5 characters is right");
        assertThat(textFaults("123456")).containsExactly("is 6 characters long; at most 5 are taken");
        assertThat(textFaults("12345")).isEmpty();
    }

    @Test
    void refusesTextThatTheDatabaseCannotKeep() {
        assertThat(textFaults("a\0b")).containsExactly("holds the character NUL at position 1, which no text has");
        assertThat(textFaults("a\ud83d"))
                .containsExactly("holds half a surrogate pair at position 1, which is not Unicode text");
        assertThat(textFaults("\udca1\ud83d"))
                .containsExactly("holds half a surrogate pair at position 0, which is not Unicode text");
        assertThat(textFaults("\ud83d\udca1")).isEmpty();
    }

    @Test
    void takesAnOptionalTextLeftOutOrNull() {
        Fields fields = Fields.of(new JsonObject().putNull("there"));

        assertThat(fields.optionalText("there", 5)).isEmpty();
        assertThat(fields.optionalText("absent", 5)).isEmpty();
        assertThat(fields.faults()).isEmpty();
    }

    @Test
    void saysWhatIsWrongWithANumber() {
        assertThat(numberFaults(null)).containsExactly("is missing; a number of degrees");
        assertThat(numberFaults("113.6")).containsExactly("is the text \"113.6\"; a number of degrees is right");
        assertThat(numberFaults("x".repeat(41)))
                .containsExactly("is the text \"" + "x".repeat(40) + "...\"; a number of degrees is right");
        assertThat(numberFaults(Double.POSITIVE_INFINITY)).containsExactly("is Infinity; a number of degrees is right");
        assertThat(numberFaults(Double.NaN)).containsExactly("is NaN; a number of degrees is right");
        assertThat(numberFaults(113)).isEmpty();
    }

    @Test
    void saysWhatIsWrongWithAWholeNumberATruthAListAndAnObject() {
        Fields fields = Fields.of(new JsonObject()
                .put("number", 1.5)
                .put("large", 101)
                .put("truth", "yes")
                .put("list", 1)
                .put("object", "x"));

        assertThat(fields.optionalWholeNumber("number", 1, 100)).isEmpty();
        assertThat(fields.optionalWholeNumber("large", 1, 100)).isEmpty();
        assertThat(fields.optionalWholeNumber("absent", 1, 100)).isEmpty();
        assertThat(fields.optionalTruth("truth")).isEmpty();
        assertThat(fields.optionalList("list", "a list of words")).isEmpty();
        assertThat(fields.object("object", "an object with name")).isEmpty();
        assertThat(fields.object("nothing", "an object with name")).isEmpty();
        assertThat(fields.faults())
                .containsExactly(
                        new Fault("/number", "is 1.5; a whole number from 1 to 100 is right"),
                        new Fault("/large", "is 101; a whole number from 1 to 100 is right"),
                        new Fault("/truth", "is the text \"yes\"; true or false is right"),
                        new Fault("/list", "is 1; a list of words is right"),
                        new Fault("/object", "is the text \"x\"; an object with name is right"),
                        new Fault("/nothing", "is missing; an object with name"));
    }

    @Test
    void readsATimeWithItsOffset() {
        assertThat(fields("at", "2026-03-01T08:00:00+08:00").optionalTime("at"))
                .contains(Instant.parse("2026-03-01T00:00:00Z"));
        assertThat(fields("at", "2026-03-01T00:00:00Z").optionalTime("at"))
                .contains(Instant.parse("2026-03-01T00:00:00Z"));
        assertThat(Fields.of(new JsonObject()).optionalTime("at")).isEmpty();
    }

    /** A finer time was told as it came, and read back from the database as another. */
    @Test
    void cutsATimeToWhatTheDatabaseKeeps() {
        assertThat(fields("at", "2026-03-01T00:00:00.123456789Z").optionalTime("at"))
                .contains(Instant.parse("2026-03-01T00:00:00.123456Z"));
    }

    /** A year for which RFC 3339 has no digits was taken, and read back from the database as another. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-03-01T08:00:00",
                "2026-03-01",
                "08:00",
                "2026-02-30T08:00:00Z",
                "2026-03-01T25:00:00Z",
                "1772323200",
                "yesterday",
                "-0001-01-01T00:00:00Z",
                "-999999999-01-01T00:00:00+18:00",
                "+10000-01-01T00:00:00Z",
                "+999999999-12-31T23:59:59-18:00"
            })
    void refusesWhatIsNotATime(String text) {
        Fields fields = fields("at", text);

        assertThat(fields.optionalTime("at")).isEmpty();
        assertThat(fields.faults())
                .containsExactly(new Fault(
                        "/at", "\"" + text + "\" is not a time; right is 2026-03-01T08:00:00+08:00, with an offset"));
    }

    @Test
    void pointsIntoTheObjectsThatItReads() {
        Fields fields =
                Fields.of(new JsonObject().put("inner", new JsonObject().put("other", 1)), "/3", new ArrayList<>());

        Optional<Fields> inner = fields.optionalObject("inner", "an object");
        inner.orElseThrow().text("name", 5);
        inner.orElseThrow().rejectUnknown();

        assertThat(fields.faults()).extracting(Fault::pointer).containsExactly("/3/inner/name", "/3/inner/other");
    }

    @Test
    void rejectsEveryFieldThatNobodyAskedForUnderItsEscapedPointer() {
        Fields fields =
                Fields.of(new JsonObject().put("text", "x").put("a/b~c", 1).putNull("Text"));

        fields.text("text", 5);
        fields.optionalText("crs", 5);
        fields.rejectUnknown();

        assertThat(fields.faults())
                .containsExactly(
                        new Fault("/a~1b~0c", "is not a field here; the fields are crs, text"),
                        new Fault("/Text", "is not a field here; the fields are crs, text"));
    }

    private static Fields fields(String field, Object value) {
        return Fields.of(new JsonObject().put(field, value));
    }

    private static List<String> textFaults(Object value) {
        Fields fields = fields("text", value);
        assertThat(fields.text("text", 5).isEmpty()).isEqualTo(!fields.faults().isEmpty());
        return fields.faults().stream().map(Fault::detail).toList();
    }

    private static List<String> numberFaults(Object value) {
        Fields fields = fields("lon", value);
        assertThat(fields.number("lon", "a number of degrees").isEmpty())
                .isEqualTo(!fields.faults().isEmpty());
        return fields.faults().stream().map(Fault::detail).toList();
    }
}
