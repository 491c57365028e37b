package io.hexdispatch.wire;

import io.hexdispatch.category.Categories;
import io.hexdispatch.category.Category;
import io.hexdispatch.device.Alarm;
import io.hexdispatch.device.Device;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.flow.RaiseAlarm;
import io.hexdispatch.source.Source;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/** Devices and their alarms as others read them, and what a device says. */
public final class DeviceJson {
    private static final int TEXT_LENGTH_MAX = 4_000;

    private final ReportJson reportJson;
    private final Categories categories;

    public DeviceJson(Categories categories) {
        this.reportJson = new ReportJson(categories);
        this.categories = categories;
    }

    public static JsonObject of(Device device) {
        return new JsonObject()
                .put("id", device.id())
                .put("kind", device.kind().text())
                .put("name", device.name())
                .put("location", CaseFileJson.location(device.place()));
    }

    public static JsonObject of(Alarm alarm) {
        JsonObject json = new JsonObject()
                .put("device", alarm.device())
                .put("kind", alarm.kind())
                .put("source", alarm.source())
                .put("open", alarm.isOpen())
                .put("count", alarm.count())
                .put("firstAt", alarm.firstAt().toString())
                .put("lastAt", alarm.lastAt().toString());
        alarm.clearedAt().ifPresent(at -> json.put("clearedAt", at.toString()));
        alarm.event().map(EventNumber::toString).ifPresent(number -> json.put("event", number));
        return json;
    }

    /**
     * Reads what a device says; empty with every fault noted.
     *
     * @param registered the source that passes it on, whose translation of categories is used where the message names none
     */
    public Optional<RaiseAlarm.Message> message(
            String device, String source, Optional<Source> registered, Fields fields, Instant receivedAt) {
        int before = fields.faults().size();
        Optional<String> kind = fields.text("kind", Alarm.KIND_LENGTH_MAX);
        Optional<Category> category = fields.json().getValue("category") != null
                ? reportJson.category(fields)
                : kind.flatMap(word -> translated(word, registered));
        if (category.isEmpty() && kind.isPresent() && fields.json().getValue("category") == null) {
            fields.fault(
                    "category",
                    "is missing, and source \"" + source + "\" has no mapping with a category for \"" + kind.get()
                            + "\"");
        }
        Optional<String> text = fields.optionalText("text", TEXT_LENGTH_MAX);
        Optional<Instant> occurredAt = reportJson.occurredAt(fields, receivedAt);
        fields.rejectUnknown("category", "categoryKind");
        return fields.faults().size() > before
                ? Optional.empty()
                : Optional.of(new RaiseAlarm.Message(
                        device,
                        kind.orElseThrow(),
                        source,
                        category.orElseThrow(),
                        text,
                        occurredAt.orElse(receivedAt),
                        receivedAt));
    }

    private Optional<Category> translated(String kind, Optional<Source> registered) {
        return registered
                .flatMap(Source::mapping)
                .flatMap(mapping -> mapping.translate(kind))
                .flatMap(categories::find);
    }

    /** Since when an alarm is over, empty for now; with the faults noted. */
    public Optional<Instant> clearedAt(Fields fields, Instant receivedAt) {
        return reportJson.occurredAt(fields, receivedAt);
    }
}
