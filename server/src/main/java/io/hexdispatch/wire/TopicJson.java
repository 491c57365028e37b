package io.hexdispatch.wire;

import io.hexdispatch.category.Categories;
import io.hexdispatch.category.CategoryKey;
import io.hexdispatch.category.CategoryKind;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.event.Place;
import io.hexdispatch.flow.MakeTopics;
import io.hexdispatch.flow.WorkTopics;
import io.hexdispatch.grid.index.HexCells;
import io.hexdispatch.hotspot.Effect;
import io.hexdispatch.hotspot.Topic;
import io.hexdispatch.hotspot.TopicAction;
import io.hexdispatch.hotspot.TopicArea;
import io.hexdispatch.hotspot.TopicStatus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** The JSON form of topics, and of what is wished with them. */
public final class TopicJson {
    private static final int TITLE_LENGTH_MAX = 200;
    private static final int NOTE_LENGTH_MAX = 4_000;
    private static final int CODE_LENGTH_MAX = 40;
    private static final int RADIUS_METRES_DEFAULT = 50;
    private static final Duration AGE_DEFAULT = Duration.ofDays(30);
    private static final double LEVEL = 0.05;

    private final Categories categories;
    private final HotSpotJson hotSpotJson;

    public TopicJson(Categories categories) {
        this.categories = categories;
        this.hotSpotJson = new HotSpotJson(categories);
    }

    /** What goes with an action. */
    public record ActionWish(Optional<EventNumber> event, Optional<String> note) {}

    /** Reads a proposal; empty with every fault noted. */
    public Optional<MakeTopics.Wish> read(Fields fields, Instant now) {
        Optional<String> title = fields.text("title", TITLE_LENGTH_MAX);
        Topic.Origin origin = fields.optionalText("origin", CODE_LENGTH_MAX)
                .map(text -> origin(text, fields))
                .orElse(Topic.Origin.HAND);
        Optional<CategoryKey> category = category(fields);
        Optional<TopicArea> area = area(fields);
        Instant begins = fields.optionalTime("from").orElse(now.minus(AGE_DEFAULT));
        Optional<String> grid = fields.optionalText("grid", CODE_LENGTH_MAX);
        fields.rejectUnknown();
        return fields.faults().isEmpty()
                ? Optional.of(new MakeTopics.Wish(
                        title.orElseThrow(), origin, category.orElseThrow(), area.orElseThrow(), begins, grid))
                : Optional.empty();
    }

    private static Topic.Origin origin(String text, Fields fields) {
        for (Topic.Origin origin : Topic.Origin.values()) {
            if (origin.name().equals(text)) {
                return origin;
            }
        }
        fields.fault("origin", "\"" + text + "\" is none of " + List.of(Topic.Origin.values()));
        return Topic.Origin.HAND;
    }

    private Optional<CategoryKey> category(Fields fields) {
        Optional<String> kindText = fields.optionalText("categoryKind", CODE_LENGTH_MAX);
        CategoryKind kind = CategoryKind.EVENT;
        if (kindText.isPresent()) {
            if (kindText.get().equals("component")) {
                kind = CategoryKind.COMPONENT;
            } else if (!kindText.get().equals("event")) {
                fields.fault("categoryKind", "\"" + kindText.get() + "\" is not known; right is event or component");
            }
        }
        Optional<String> code = fields.text("category", CODE_LENGTH_MAX);
        if (code.isEmpty()) {
            return Optional.empty();
        }
        CategoryKey key = new CategoryKey(kind, code.get());
        if (categories.find(key).isEmpty()) {
            fields.fault(
                    "category",
                    "there is no category \"" + code.get() + "\" of kind "
                            + kind.name().toLowerCase(Locale.ROOT) + "; GET /api/v1/categories lists them");
            return Optional.empty();
        }
        return Optional.of(key);
    }

    private static Optional<TopicArea> area(Fields fields) {
        List<?> texts = fields.optionalList("cells", "a list of H3 cells");
        Optional<Fields> place = fields.optionalObject("place", "an object with lon, lat and radiusMetres");
        int faults = fields.faults().size();
        List<Long> cells = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            OptionalLong cell = texts.get(i) instanceof String text ? HexCells.parse(text) : OptionalLong.empty();
            if (cell.isEmpty()) {
                fields.fault("cells/" + i, "is not an H3 cell, such as 88309cc6e9fffff");
            } else {
                cells.add(cell.getAsLong());
            }
        }
        Optional<TopicArea.Circle> circle = place.flatMap(TopicJson::circle);
        if (fields.faults().size() > faults) {
            return Optional.empty();
        }
        try {
            return Optional.of(new TopicArea(cells, circle));
        } catch (IllegalArgumentException wrong) {
            fields.fault(place.isPresent() ? "place" : "cells", wrong.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<TopicArea.Circle> circle(Fields fields) {
        Optional<Place> place = PlaceJson.read(fields);
        int radius = fields.optionalWholeNumber("radiusMetres", 1, TopicArea.RADIUS_METRES_MAX)
                .orElse(RADIUS_METRES_DEFAULT);
        fields.rejectUnknown();
        return place.map(found -> new TopicArea.Circle(found.wgs84(), radius));
    }

    /** Reads what goes with an action; what is wrong is noted. */
    public static ActionWish read(TopicAction action, Fields fields) {
        Optional<EventNumber> event = Optional.empty();
        if (action.says() == TopicAction.Says.EVENT) {
            Optional<String> text = fields.text("event", CODE_LENGTH_MAX);
            event = text.flatMap(EventNumber::parse);
            if (text.isPresent() && event.isEmpty()) {
                fields.fault(
                        "event",
                        "\"" + text.get() + "\" is not the number of an event, which looks like 20260301-0000042");
            }
        }
        Optional<String> note = action.says() == TopicAction.Says.NOTE
                ? fields.text("note", NOTE_LENGTH_MAX)
                : fields.optionalText("note", NOTE_LENGTH_MAX);
        fields.rejectUnknown();
        return new ActionWish(event, note);
    }

    public JsonObject of(Topic topic) {
        Topic.Made made = topic.made();
        JsonObject json = new JsonObject()
                .put("id", topic.id())
                .put("title", made.title())
                .put("status", topic.status().name())
                .put("possible", new JsonArray(TopicAction.legalFrom(topic.status())))
                .put("origin", made.origin().name())
                .put("category", hotSpotJson.category(made.category()));
        made.area()
                .circle()
                .ifPresentOrElse(
                        circle -> json.put(
                                "place",
                                new JsonObject()
                                        .put("lon", circle.centre().longitude())
                                        .put("lat", circle.centre().latitude())
                                        .put("radiusMetres", circle.radiusMetres())),
                        () -> json.put(
                                "cells",
                                new JsonArray(made.area().cells().stream()
                                        .map(HexCells::text)
                                        .toList())));
        json.put("from", made.begins().toString())
                .put("grid", made.grid().value())
                .put("by", HistoryJson.by(made.by()))
                .put("madeAt", made.at().toString());
        topic.acceptedAt().ifPresent(at -> json.put("acceptedAt", at.toString()));
        topic.endedAt().ifPresent(at -> json.put("endedAt", at.toString()));
        return json;
    }

    public JsonObject of(WorkTopics.View view) {
        JsonArray history = new JsonArray();
        view.history().forEach(entry -> history.add(entry(entry)));
        return of(view.topic())
                .put("events", view.size())
                .put("effect", effect(view.effect()))
                .put("history", history);
    }

    /** A line of a topic's history. */
    public static JsonObject entry(Topic.Entry entry) {
        JsonObject json = new JsonObject()
                .put("at", entry.at().toString())
                .put("by", HistoryJson.by(entry.by()))
                .put("action", entry.action());
        entry.from().map(TopicStatus::name).ifPresent(from -> json.put("from", from));
        json.put("to", entry.to().name());
        entry.event().ifPresent(event -> json.put("event", event.toString()));
        entry.note().ifPresent(note -> json.put("note", note));
        return json;
    }

    private static JsonObject effect(Effect effect) {
        JsonObject json = new JsonObject();
        span(json, "usual", effect.usual());
        span(json, "before", effect.before());
        span(json, "during", effect.during());
        span(json, "since", effect.since());
        effect.againstUsual().ifPresent(ratio -> json.put("againstUsual", HotSpotJson.ratio(ratio, LEVEL)));
        effect.againstBefore().ifPresent(ratio -> json.put("againstBefore", HotSpotJson.ratio(ratio, LEVEL)));
        return json;
    }

    private static void span(JsonObject json, String name, Optional<Effect.Span> span) {
        span.ifPresent(known -> json.put(
                name,
                new JsonObject()
                        .put("from", known.from().toString())
                        .put("to", known.to().toString())
                        .put("count", known.count())
                        .put("perWeek", HotSpotJson.rounded(known.perWeek()))));
    }
}
