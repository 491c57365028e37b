package io.hexdispatch.wire;

import io.hexdispatch.category.Categories;
import io.hexdispatch.category.CategoryKey;
import io.hexdispatch.category.CategoryKind;
import io.hexdispatch.grid.coordinate.CoordinateSystem;
import io.hexdispatch.source.FieldMapping;
import io.hexdispatch.source.JsonPointer;
import io.hexdispatch.source.RateLimit;
import io.hexdispatch.source.ReportField;
import io.hexdispatch.source.Source;
import io.hexdispatch.source.SourceChange;
import io.hexdispatch.source.SourceKind;
import io.hexdispatch.source.TimeForm;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Sources as an administrator writes them, and as the registry keeps them. */
public final class SourceJson {
    public static final int KEY_LENGTH_MAX = 128;
    private static final int NAME_LENGTH_MAX = 100;
    private static final int CATEGORIES_MAX = 2_000;
    private static final String COMPONENT = "component/";

    private final Categories categories;

    public SourceJson(Categories categories) {
        this.categories = categories;
    }

    /** A source, or empty with every fault noted in {@code fields}. */
    public Optional<Source> read(String key, Fields fields) {
        int before = fields.faults().size();
        Optional<String> name = fields.text("name", NAME_LENGTH_MAX);
        Optional<SourceKind> kind = fields.text("kind", 40).flatMap(text -> {
            Optional<SourceKind> found = SourceKind.ofText(text);
            if (found.isEmpty()) {
                fields.fault("kind", "\"" + text + "\" is no kind of source; the kinds are " + SourceKind.texts());
            }
            return found;
        });
        boolean isOn = fields.optionalTruth("on").orElse(true);
        Optional<RateLimit> limit = fields.optionalObject("limit", "an object with perSecond and burst")
                .flatMap(SourceJson::limit);
        Optional<FieldMapping> mapping = fields.optionalObject("mapping", "an object with fields, categories and crs")
                .flatMap(this::mapping);
        fields.rejectUnknown();
        return fields.faults().size() > before
                ? Optional.empty()
                : Optional.of(new Source(key, name.orElseThrow(), kind.orElseThrow(), mapping, limit, isOn));
    }

    private static Optional<RateLimit> limit(Fields fields) {
        String right = "a number of reports a second, above 0 and at most " + RateLimit.MAX;
        Optional<Double> perSecond = fields.number("perSecond", right);
        if (perSecond.isPresent() && !(perSecond.get() > 0 && perSecond.get() <= RateLimit.MAX)) {
            fields.fault("perSecond", perSecond.get() + " is not " + right);
            perSecond = Optional.empty();
        }
        Optional<Integer> burst = fields.optionalWholeNumber("burst", 1, RateLimit.MAX);
        fields.rejectUnknown();
        return perSecond.map(rate -> new RateLimit(rate, burst.orElse((int) Math.max(1, Math.ceil(rate)))));
    }

    private Optional<FieldMapping> mapping(Fields fields) {
        int before = fields.faults().size();
        Map<ReportField, JsonPointer> places = new EnumMap<>(ReportField.class);
        fields.object("fields", "an object with a JSON Pointer for each of our fields")
                .ifPresent(object -> pointers(object, places));
        Map<String, CategoryKey> translations = new LinkedHashMap<>();
        fields.optionalObject("categories", "an object with our code for each of the source's")
                .ifPresent(object -> {
                    if (object.json().size() > CATEGORIES_MAX) {
                        fields.fault(
                                "categories",
                                "has " + object.json().size() + " codes; at most " + CATEGORIES_MAX + " are taken");
                    } else {
                        translations(object, translations);
                    }
                });
        CoordinateSystem crs = CoordinateSystem.WGS84;
        Optional<String> crsText = fields.optionalText("crs", 20);
        if (crsText.isPresent()) {
            Optional<CoordinateSystem> known = PlaceJson.crs(crsText.get());
            if (known.isEmpty()) {
                fields.fault("crs", "\"" + crsText.get() + "\" is not known; right is one of " + PlaceJson.crsTexts());
            }
            crs = known.orElse(crs);
        }
        TimeForm timeForm = TimeForm.RFC3339;
        Optional<String> formText = fields.optionalText("timeForm", 20);
        if (formText.isPresent()) {
            Optional<TimeForm> known = TimeForm.ofText(formText.get());
            if (known.isEmpty()) {
                fields.fault(
                        "timeForm", "\"" + formText.get() + "\" is not known; right is one of " + TimeForm.texts());
            }
            timeForm = known.orElse(timeForm);
        }
        fields.rejectUnknown();
        if (fields.faults().size() > before) {
            return Optional.empty();
        }
        try {
            return Optional.of(new FieldMapping(places, translations, crs, timeForm));
        } catch (IllegalArgumentException incomplete) {
            fields.fault("fields", incomplete.getMessage());
            return Optional.empty();
        }
    }

    private static void pointers(Fields object, Map<ReportField, JsonPointer> places) {
        for (String name : object.json().fieldNames()) {
            Optional<ReportField> field = ReportField.ofText(name);
            if (field.isEmpty()) {
                object.fault(Fields.escaped(name), "is none of our fields, which are " + ReportField.texts());
            } else if (object.json().getValue(name) instanceof String text) {
                try {
                    places.put(field.get(), JsonPointer.parse(text));
                } catch (IllegalArgumentException notOne) {
                    object.fault(name, notOne.getMessage());
                }
            } else {
                object.fault(name, "is no text; a JSON Pointer into what the source sends is right, such as /a/b");
            }
        }
    }

    private void translations(Fields object, Map<String, CategoryKey> translations) {
        for (String theirs : object.json().fieldNames()) {
            Optional<CategoryKey> ours = object.json().getValue(theirs) instanceof String text
                    ? key(text).filter(key -> categories.find(key).isPresent())
                    : Optional.empty();
            ours.ifPresentOrElse(
                    key -> translations.put(theirs, key),
                    () -> object.fault(
                            Fields.escaped(theirs),
                            "is not one of our categories: a code such as \"02014\", or \"" + COMPONENT
                                    + "01001\" for a component; GET /api/v1/categories lists them"));
        }
    }

    private static Optional<CategoryKey> key(String text) {
        return Optional.of(
                text.startsWith(COMPONENT)
                        ? new CategoryKey(CategoryKind.COMPONENT, text.substring(COMPONENT.length()))
                        : new CategoryKey(CategoryKind.EVENT, text));
    }

    public static JsonObject of(Source source) {
        JsonObject json = definition(source);
        return new JsonObject().put("key", source.key()).mergeIn(json);
    }

    /** All of it but the key, as it is read. */
    public static JsonObject definition(Source source) {
        JsonObject json = new JsonObject()
                .put("name", source.name())
                .put("kind", source.kind().text())
                .put("on", source.isOn());
        source.limit()
                .ifPresent(limit -> json.put(
                        "limit",
                        new JsonObject().put("perSecond", limit.perSecond()).put("burst", limit.burst())));
        source.mapping().ifPresent(mapping -> json.put("mapping", of(mapping)));
        return json;
    }

    private static JsonObject of(FieldMapping mapping) {
        JsonObject fields = new JsonObject();
        mapping.fields().forEach((field, pointer) -> fields.put(field.text(), pointer.toString()));
        JsonObject categories = new JsonObject();
        mapping.categories()
                .forEach((theirs, ours) ->
                        categories.put(theirs, (ours.kind() == CategoryKind.COMPONENT ? COMPONENT : "") + ours.code()));
        return new JsonObject()
                .put("fields", fields)
                .put("categories", categories)
                .put("crs", PlaceJson.text(mapping.crs()))
                .put("timeForm", mapping.timeForm().text());
    }

    /** What a trial shows: the report as it would be filed, or everything that is wrong. */
    public static JsonObject trial(MappedReport mapped) {
        JsonArray errors = new JsonArray();
        mapped.faults()
                .forEach(fault -> errors.add(
                        new JsonObject().put("pointer", fault.pointer()).put("detail", fault.detail())));
        JsonObject json = new JsonObject()
                .put("wouldBeFiled", mapped.report().isPresent())
                .put("report", mapped.json())
                .put("errors", errors);
        mapped.report().ifPresent(report -> json.put("category", CaseFileJson.category(report.category()))
                .put("location", CaseFileJson.location(report.place())));
        return json;
    }

    public static JsonObject of(SourceChange change) {
        JsonObject json = new JsonObject()
                .put("key", change.key())
                .put("at", change.at().toString())
                .put("by", change.by().toString());
        change.source().ifPresentOrElse(source -> json.put("source", of(source)), () -> json.put("removed", true));
        return json;
    }
}
