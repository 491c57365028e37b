package io.hexdispatch.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hexdispatch.category.CategoryKey;
import io.hexdispatch.category.CategoryKind;
import io.hexdispatch.grid.coordinate.CoordinateSystem;
import io.hexdispatch.source.FieldMapping.Found;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class FieldMappingTest {
    private static final CategoryKey LIGHT = new CategoryKey(CategoryKind.EVENT, "02014");

    @Test
    void findsEveryFieldAndTranslatesTheCategory() {
        Found found = mapping(Map.of("XHD", LIGHT), TimeForm.LOCAL).find(sample());

        assertThat(found.faults()).isEmpty();
        assertThat(found.values())
                .containsEntry(ReportField.SOURCE_EVENT_ID, "4711")
                .containsEntry(ReportField.CATEGORY, LIGHT)
                .containsEntry(ReportField.LON, 113.02)
                .containsEntry(ReportField.LAT, 34.75)
                .containsEntry(ReportField.OCCURRED_AT, Instant.parse("2026-03-01T00:00:00Z"));
    }

    @Test
    void namesEveryFaultByTheSourcesOwnPointer() {
        Map<String, Object> sample = sample();
        sample.put("id", Map.of("no", 1));
        sample.put("type", "ABC");
        sample.put("pos", Map.of("x", "113,02"));
        sample.put("when", "yesterday");

        Found found = mapping(Map.of("XHD", LIGHT), TimeForm.LOCAL).find(sample);

        assertThat(found.faults())
                .extracting(fault -> fault.pointer() + " " + fault.detail())
                .containsExactlyInAnyOrder(
                        "/id is an object; a text or a number is right for sourceEventId",
                        "/type the mapping has no category for \"ABC\"; it has some for \"XHD\"",
                        "/pos/x \"113,02\" is not a number of degrees, which is right for lon",
                        "/pos/y there is no lat here: /pos has no \"y\"; it has x",
                        "/when \"yesterday\" is not a time of the form local, such as 2026-03-01 08:00:00");
    }

    @Test
    void takesTheCategoryForEverythingElseWhereOneIsNotListedOrNotThere() {
        CategoryKey other = new CategoryKey(CategoryKind.COMPONENT, "01001");
        FieldMapping mapping = mapping(Map.of("XHD", LIGHT, FieldMapping.EVERY_OTHER, other), TimeForm.LOCAL);
        Map<String, Object> sample = sample();
        sample.put("type", "ABC");
        assertThat(mapping.find(sample).values()).containsEntry(ReportField.CATEGORY, other);

        sample.remove("type");
        Found found = mapping.find(sample);

        assertThat(found.faults()).isEmpty();
        assertThat(found.values()).containsEntry(ReportField.CATEGORY, other);
    }

    @Test
    void passesByOptionalFieldsThatAreNotThere() {
        Map<String, Object> sample = sample();
        sample.put("when", null);

        Found found = mapping(Map.of(), TimeForm.LOCAL).find(sample);

        assertThat(found.faults()).isEmpty();
        assertThat(found.values())
                .doesNotContainKey(ReportField.OCCURRED_AT)
                .containsEntry(ReportField.CATEGORY, "XHD");
    }

    @Test
    void readsTimesOfEveryForm() {
        Instant eight = Instant.parse("2026-03-01T00:00:00Z");
        for (TimeForm form : TimeForm.values()) {
            assertThat(form.read(form.example())).as(form.text()).contains(eight);
            assertThat(form.read("")).isEmpty();
            assertThat(form.read(true)).isEmpty();
        }
        assertThat(TimeForm.EPOCH_MILLIS.read(1772323200000L)).contains(eight);
        assertThat(TimeForm.EPOCH_SECONDS.read(Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void isNotMadeWithoutTheFieldsThatAReportNeeds() {
        Map<ReportField, JsonPointer> fields = new EnumMap<>(ReportField.class);
        fields.put(ReportField.TEXT, JsonPointer.parse("/text"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FieldMapping(fields, Map.of(), CoordinateSystem.WGS84, TimeForm.LOCAL))
                .withMessage("the mapping does not say where sourceEventId is");

        for (ReportField field : List.of(ReportField.SOURCE_EVENT_ID, ReportField.LON, ReportField.LAT)) {
            fields.put(field, JsonPointer.parse("/" + field.text()));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FieldMapping(fields, Map.of(), CoordinateSystem.WGS84, TimeForm.LOCAL))
                .withMessageContaining("neither says where category is");
    }

    /** Whatever stands where the mapping points: a value or a fault for every field that a report needs, and nothing thrown. */
    @Property(seed = "410100", tries = 300)
    void findsAValueOrAFaultWhateverASourceSends(@ForAll("json") Object document) {
        for (TimeForm form : TimeForm.values()) {
            FieldMapping mapping = mapping(Map.of("XHD", LIGHT), form);
            Found found = mapping.find(document);
            for (ReportField field : List.of(
                    ReportField.SOURCE_EVENT_ID,
                    ReportField.CATEGORY,
                    ReportField.LON,
                    ReportField.LAT,
                    ReportField.TEXT)) {
                JsonPointer pointer = mapping.fields().get(field);
                boolean isFaulty = found.faults().stream()
                        .anyMatch(fault -> fault.pointer().equals(pointer));
                assertThat(found.values().containsKey(field))
                        .as(field + " of " + document)
                        .isNotEqualTo(isFaulty);
            }
        }
    }

    @Provide
    Arbitrary<Object> json() {
        Arbitrary<Object> leaf = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(5).map(text -> (Object) text),
                Arbitraries.of("XHD", "113.02", "2026-03-01 08:00:00", "1e9", "NaN"),
                Arbitraries.doubles().map(number -> (Object) number),
                Arbitraries.longs().map(number -> (Object) number),
                Arbitraries.of(true, false));
        return nested(nested(leaf));
    }

    private static Arbitrary<Object> nested(Arbitrary<Object> inside) {
        return Arbitraries.oneOf(
                inside,
                inside.list().ofMaxSize(3).map(list -> (Object) list),
                Arbitraries.maps(Arbitraries.of("id", "type", "pos", "x", "y", "what", "when"), inside)
                        .ofMaxSize(7)
                        .map(map -> (Object) map));
    }

    private static Map<String, Object> sample() {
        Map<String, Object> sample = new HashMap<>();
        sample.put("id", 4711);
        sample.put("type", "XHD");
        sample.put("pos", Map.of("x", "113.02", "y", 34.75));
        sample.put("what", "the light is dark");
        sample.put("when", "2026-03-01 08:00:00");
        return sample;
    }

    private static FieldMapping mapping(Map<String, CategoryKey> categories, TimeForm form) {
        Map<ReportField, JsonPointer> fields = new EnumMap<>(ReportField.class);
        fields.put(ReportField.SOURCE_EVENT_ID, JsonPointer.parse("/id"));
        fields.put(ReportField.CATEGORY, JsonPointer.parse("/type"));
        fields.put(ReportField.LON, JsonPointer.parse("/pos/x"));
        fields.put(ReportField.LAT, JsonPointer.parse("/pos/y"));
        fields.put(ReportField.TEXT, JsonPointer.parse("/what"));
        fields.put(ReportField.OCCURRED_AT, JsonPointer.parse("/when"));
        return new FieldMapping(fields, categories, CoordinateSystem.WGS84, form);
    }
}
