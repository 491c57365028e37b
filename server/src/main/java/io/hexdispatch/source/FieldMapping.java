package io.hexdispatch.source;

import io.hexdispatch.category.CategoryKey;
import io.hexdispatch.grid.coordinate.CoordinateSystem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How what a source sends becomes a report. Immutable, so any thread may use it.
 *
 * @param fields where each of our fields stands in the source's JSON
 * @param categories our category for each of the source's; {@link #EVERY_OTHER} stands for what is not listed. Empty where the source
 *     writes our codes
 * @param crs the coordinate system where the source names none
 */
public record FieldMapping(
        Map<ReportField, JsonPointer> fields,
        Map<String, CategoryKey> categories,
        CoordinateSystem crs,
        TimeForm timeForm) {
    public static final String EVERY_OTHER = "*";
    private static final Pattern DEGREES = Pattern.compile("-?[0-9]{1,3}(\\.[0-9]{1,20})?");
    private static final int CATEGORIES_TOLD_MAX = 10;
    private static final int VALUE_LENGTH_TOLD_MAX = 60;

    public FieldMapping {
        fields = Collections.unmodifiableMap(new EnumMap<>(fields));
        categories = Collections.unmodifiableMap(new LinkedHashMap<>(categories));
        for (ReportField field : ReportField.values()) {
            if (field.isNeeded() && !fields.containsKey(field)) {
                throw new IllegalArgumentException("the mapping does not say where " + field.text() + " is");
            }
        }
        if (!fields.containsKey(ReportField.CATEGORY) && !categories.containsKey(EVERY_OTHER)) {
            throw new IllegalArgumentException("the mapping neither says where category is, nor has a category \""
                    + EVERY_OTHER + "\" for everything");
        }
    }

    /**
     * What a mapping finds.
     *
     * @param values texts, numbers of degrees, an Instant and a CategoryKey; a category that is not translated is a text
     * @param faults by the source's own pointers
     */
    public record Found(Map<ReportField, Object> values, List<Fault> faults) {}

    /** What is wrong at a place in the source's JSON. */
    public record Fault(JsonPointer pointer, String detail) {}

    public Found find(Object document) {
        Map<ReportField, Object> values = new EnumMap<>(ReportField.class);
        List<Fault> faults = new ArrayList<>();
        fields.forEach((field, pointer) -> {
            JsonPointer.Target target = pointer.in(document);
            if (target instanceof JsonPointer.Value found && found.value() != null) {
                read(field, pointer, found.value(), faults).ifPresent(value -> values.put(field, value));
            } else if (field.isNeeded() || (field == ReportField.CATEGORY && !categories.containsKey(EVERY_OTHER))) {
                String why = target instanceof JsonPointer.Nothing nothing ? nothing.why() : "it is null";
                faults.add(new Fault(pointer, "there is no " + field.text() + " here: " + why));
            }
        });
        if (!values.containsKey(ReportField.CATEGORY) && categories.containsKey(EVERY_OTHER)) {
            values.put(ReportField.CATEGORY, categories.get(EVERY_OTHER));
        }
        return new Found(values, faults);
    }

    private Optional<Object> read(ReportField field, JsonPointer pointer, Object value, List<Fault> faults) {
        if (value instanceof Map || value instanceof List) {
            faults.add(new Fault(
                    pointer,
                    "is " + (value instanceof Map ? "an object" : "a list") + "; a text or a number is right for "
                            + field.text()));
            return Optional.empty();
        }
        return switch (field) {
            case LON, LAT -> degrees(field, pointer, value, faults);
            case OCCURRED_AT -> time(pointer, value, faults);
            case CATEGORY -> category(pointer, String.valueOf(value), faults);
            case SOURCE_EVENT_ID, CRS, TEXT, REPORTER_NAME, REPORTER_PHONE -> Optional.of(String.valueOf(value));
        };
    }

    private static Optional<Object> degrees(ReportField field, JsonPointer pointer, Object value, List<Fault> faults) {
        if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
            return Optional.of(number.doubleValue());
        }
        if (value instanceof String text && DEGREES.matcher(text.strip()).matches()) {
            return Optional.of(Double.parseDouble(text.strip()));
        }
        faults.add(new Fault(pointer, told(value) + " is not a number of degrees, which is right for " + field.text()));
        return Optional.empty();
    }

    private Optional<Object> time(JsonPointer pointer, Object value, List<Fault> faults) {
        Optional<Instant> time = timeForm.read(value);
        if (time.isEmpty()) {
            faults.add(new Fault(
                    pointer,
                    told(value) + " is not a time of the form " + timeForm.text() + ", such as " + timeForm.example()));
        }
        return time.map(found -> found);
    }

    private Optional<Object> category(JsonPointer pointer, String value, List<Fault> faults) {
        if (categories.isEmpty()) {
            return Optional.of(value);
        }
        Optional<CategoryKey> category = translate(value);
        if (category.isEmpty()) {
            faults.add(new Fault(
                    pointer,
                    "the mapping has no category for " + told(value) + "; it has some for "
                            + categories.keySet().stream()
                                    .limit(CATEGORIES_TOLD_MAX)
                                    .map(FieldMapping::told)
                                    .collect(Collectors.joining(", "))
                            + (categories.size() > CATEGORIES_TOLD_MAX
                                    ? " and " + (categories.size() - CATEGORIES_TOLD_MAX) + " more"
                                    : "")));
        }
        return category.map(found -> found);
    }

    /** Our category for one of the source's. */
    public Optional<CategoryKey> translate(String theirs) {
        return Optional.ofNullable(categories.get(theirs)).or(() -> Optional.ofNullable(categories.get(EVERY_OTHER)));
    }

    private static String told(Object value) {
        String text = String.valueOf(value);
        return "\"" + (text.length() > VALUE_LENGTH_TOLD_MAX ? text.substring(0, VALUE_LENGTH_TOLD_MAX) + "..." : text)
                + "\"";
    }
}
