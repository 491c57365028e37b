package io.hexdispatch.source;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a mapping can find in what a source sends. */
public enum ReportField {
    SOURCE_EVENT_ID("sourceEventId", "/sourceEventId", true),
    /** Needed, unless everything that the source sends is of one category. */
    CATEGORY("category", "/category", false),
    LON("lon", "/location/lon", true),
    LAT("lat", "/location/lat", true),
    CRS("crs", "/location/crs", false),
    TEXT("text", "/text", true),
    OCCURRED_AT("occurredAt", "/occurredAt", false),
    REPORTER_NAME("reporterName", "/reporter/name", false),
    REPORTER_PHONE("reporterPhone", "/reporter/phone", false);

    private final String text;
    private final String pointer;
    private final boolean isNeeded;

    ReportField(String text, String pointer, boolean isNeeded) {
        this.text = text;
        this.pointer = pointer;
        this.isNeeded = isNeeded;
    }

    /** Its name in a mapping. */
    public String text() {
        return text;
    }

    /** Where it stands in a report in our own fields. */
    public String pointer() {
        return pointer;
    }

    public boolean isNeeded() {
        return isNeeded;
    }

    public static Optional<ReportField> ofText(String text) {
        return Arrays.stream(values()).filter(field -> field.text.equals(text)).findFirst();
    }

    public static String texts() {
        return Arrays.stream(values()).map(ReportField::text).collect(Collectors.joining(", "));
    }
}
