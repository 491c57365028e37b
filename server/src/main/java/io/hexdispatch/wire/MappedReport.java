package io.hexdispatch.wire;

import io.hexdispatch.category.CategoryKey;
import io.hexdispatch.event.Report;
import io.hexdispatch.source.FieldMapping;
import io.hexdispatch.source.JsonPointer;
import io.hexdispatch.source.ReportField;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a mapping makes of what a source sends: a report in our own fields, and everything that is wrong by the source's pointers.
 *
 * @param json the report in our fields, as far as it could be found
 * @param report empty where anything is wrong
 */
public record MappedReport(JsonObject json, Optional<Report> report, List<Fields.Fault> faults) {
    public static MappedReport of(
            String source, FieldMapping mapping, JsonObject body, ReportJson reportJson, Instant receivedAt) {
        FieldMapping.Found found = mapping.find(body.getMap());
        List<Fields.Fault> faults = new ArrayList<>();
        found.faults()
                .forEach(fault -> faults.add(new Fields.Fault(fault.pointer().toString(), fault.detail())));
        JsonObject json = json(source, mapping, found.values());
        List<Fields.Fault> ours = new ArrayList<>();
        Optional<Report> report = reportJson.read(Fields.of(json, ours), receivedAt);
        ours.forEach(fault -> theirs(fault, mapping, found.values()).ifPresent(faults::add));
        return new MappedReport(json, faults.isEmpty() ? report : Optional.empty(), faults);
    }

    private static JsonObject json(String source, FieldMapping mapping, Map<ReportField, Object> values) {
        JsonObject location = new JsonObject().put("crs", PlaceJson.text(mapping.crs()));
        JsonObject reporter = new JsonObject();
        JsonObject json = new JsonObject().put("source", source);
        values.forEach((field, value) -> {
            switch (field) {
                case CATEGORY -> {
                    if (value instanceof CategoryKey key) {
                        json.put("category", key.code())
                                .put("categoryKind", key.kind().name().toLowerCase(Locale.ROOT));
                    } else {
                        json.put("category", value);
                    }
                }
                case LON, LAT, CRS -> location.put(field.text(), value);
                case OCCURRED_AT -> json.put(field.text(), value.toString());
                case REPORTER_NAME -> reporter.put("name", value);
                case REPORTER_PHONE -> reporter.put("phone", value);
                case SOURCE_EVENT_ID, TEXT -> json.put(field.text(), value);
            }
        });
        json.put("location", location);
        return reporter.isEmpty() ? json : json.put("reporter", reporter);
    }

    /** A fault of ours under the source's pointer; empty where the mapping has told of it already. */
    private static Optional<Fields.Fault> theirs(
            Fields.Fault fault, FieldMapping mapping, Map<ReportField, Object> values) {
        for (ReportField field : ReportField.values()) {
            if (field.pointer().equals(fault.pointer())) {
                JsonPointer pointer = mapping.fields().get(field);
                return pointer == null || !values.containsKey(field)
                        ? Optional.empty()
                        : Optional.of(new Fields.Fault(pointer.toString(), field.text() + " " + fault.detail()));
            }
        }
        return Optional.of(fault);
    }
}
