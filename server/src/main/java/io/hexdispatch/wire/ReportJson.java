package io.hexdispatch.wire;

import io.hexdispatch.category.Categories;
import io.hexdispatch.category.Category;
import io.hexdispatch.category.CategoryKind;
import io.hexdispatch.event.Place;
import io.hexdispatch.event.Report;
import io.hexdispatch.event.Reporter;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Reads a report as sources send it. */
public final class ReportJson {
    /** How far a source's clock may run ahead of ours. */
    private static final Duration CLOCK_SKEW_MAX = Duration.ofMinutes(2);

    private static final int ID_LENGTH_MAX = 128;
    private static final int TEXT_LENGTH_MAX = 4_000;
    private static final int NAME_LENGTH_MAX = 100;

    private final Categories categories;

    public ReportJson(Categories categories) {
        this.categories = categories;
    }

    /** A report, or empty with every fault noted in {@code fields}. */
    public Optional<Report> read(Fields fields, Instant receivedAt) {
        int before = fields.faults().size();
        Optional<String> source = fields.text("source", ID_LENGTH_MAX);
        Optional<String> sourceEventId = fields.text("sourceEventId", ID_LENGTH_MAX);
        Optional<Category> category = category(fields);
        Optional<Place> place = fields.object("location", "an object with lon, lat and crs")
                .flatMap(location -> {
                    Optional<Place> read = PlaceJson.read(location);
                    location.rejectUnknown();
                    return read;
                });
        Optional<String> text = fields.text("text", TEXT_LENGTH_MAX);
        Optional<Instant> occurredAt = occurredAt(fields, receivedAt);
        Optional<Reporter> reporter = fields.optionalObject("reporter", "an object with name and phone")
                .flatMap(ReportJson::reporter);
        fields.rejectUnknown();
        if (fields.faults().size() > before) {
            return Optional.empty();
        }
        return Optional.of(new Report(
                source.orElseThrow(),
                sourceEventId.orElseThrow(),
                category.orElseThrow(),
                place.orElseThrow(),
                text.orElseThrow(),
                reporter,
                occurredAt.orElse(receivedAt),
                receivedAt));
    }

    /** When it happened, if it is said; a time in the future is a fault. */
    Optional<Instant> occurredAt(Fields fields, Instant receivedAt) {
        Optional<Instant> occurredAt = fields.optionalTime("occurredAt");
        if (occurredAt.isPresent() && occurredAt.get().isAfter(receivedAt.plus(CLOCK_SKEW_MAX))) {
            fields.fault(
                    "occurredAt",
                    occurredAt.get() + " lies in the future; it is " + receivedAt
                            + " here. A time without the right offset from UTC is the usual cause");
        }
        return occurredAt;
    }

    Optional<Category> category(Fields fields) {
        Optional<String> code = fields.text("category", 10);
        Optional<String> kindText = fields.optionalText("categoryKind", 20);
        CategoryKind kind = CategoryKind.EVENT;
        if (kindText.isPresent()) {
            try {
                kind = CategoryKind.valueOf(kindText.get().toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                fields.fault("categoryKind", "\"" + kindText.get() + "\" is not known; right is event or component");
                return Optional.empty();
            }
        }
        if (code.isEmpty()) {
            return Optional.empty();
        }
        Optional<Category> category = categories.find(kind, code.get());
        if (category.isEmpty()) {
            fields.fault(
                    "category",
                    "there is no " + kind.name().toLowerCase(Locale.ROOT) + " category \"" + code.get()
                            + "\"; GET /api/v1/categories lists them");
        }
        return category;
    }

    private static Optional<Reporter> reporter(Fields fields) {
        Optional<String> name = fields.optionalText("name", NAME_LENGTH_MAX);
        Optional<String> phone = fields.optionalText("phone", NAME_LENGTH_MAX);
        fields.rejectUnknown();
        return name.isEmpty() && phone.isEmpty() ? Optional.empty() : Optional.of(new Reporter(name, phone));
    }

    static JsonObject of(Reporter reporter) {
        JsonObject json = new JsonObject();
        reporter.name().ifPresent(name -> json.put("name", name));
        reporter.phone().ifPresent(phone -> json.put("phone", phone));
        return json;
    }
}
