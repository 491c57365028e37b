package io.hexdispatch.wire;

import io.hexdispatch.event.Card;
import io.hexdispatch.event.Course;
import io.hexdispatch.event.EventAction;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.event.Particulars.Rating;
import io.hexdispatch.event.Particulars.Verification;
import io.hexdispatch.event.Request;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The JSON form of what an event has been through, in the database and on the wire: only what there is. */
public final class CourseJson {
    static final String MERGED_INTO = "mergedInto";
    static final String MERGED = "merged";

    private CourseJson() {}

    public static JsonObject of(Course course) {
        JsonObject json = new JsonObject();
        count(json, "returned", course.returned());
        count(json, "handedOn", course.handedOn());
        count(json, "extensions", course.extensions());
        time(json, "extendedUntil", course.extendedUntil());
        count(json, "suspensions", course.suspensions());
        time(json, "suspendedSince", course.suspendedSince());
        time(json, "suspendedUntil", course.suspendedUntil());
        if (course.urgent()) {
            json.put("urgent", true);
        }
        if (!course.cards().isEmpty()) {
            JsonObject cards = new JsonObject();
            course.cards().forEach((card, number) -> cards.put(card.text(), number));
            json.put("cards", cards);
        }
        course.verification().ifPresent(found -> json.put("verification", ParticularsJson.of(found)));
        time(json, "verifiedAt", course.verifiedAt());
        count(json, "failedVerifications", course.failedVerifications());
        course.rating().ifPresent(rating -> json.put("rating", rating.stars()));
        time(json, "ratedAt", course.ratedAt());
        count(json, "reworked", course.reworked());
        count(json, "reopened", course.reopened());
        course.request().ifPresent(request -> json.put("request", of(request)));
        course.mergedInto().ifPresent(principal -> json.put(MERGED_INTO, principal.toString()));
        if (!course.merged().isEmpty()) {
            json.put(
                    MERGED,
                    new JsonArray(
                            course.merged().stream().map(EventNumber::toString).toList()));
        }
        course.last().ifPresent(last -> json.put("last", HistoryJson.of(last)));
        return json;
    }

    /** Reads what {@link #of} wrote. */
    public static Course read(JsonObject json) {
        Map<Card, Integer> cards = new EnumMap<>(Card.class);
        for (Map.Entry<String, Object> card : json.getJsonObject("cards", new JsonObject())) {
            cards.put(Card.ofText(card.getKey()).orElseThrow(), (Integer) card.getValue());
        }
        return new Course(
                json.getInteger("returned", 0),
                json.getInteger("handedOn", 0),
                json.getInteger("extensions", 0),
                time(json, "extendedUntil"),
                json.getInteger("suspensions", 0),
                time(json, "suspendedSince"),
                time(json, "suspendedUntil"),
                json.getBoolean("urgent", false),
                cards,
                Optional.ofNullable(json.getJsonObject("verification"))
                        .map(found -> (Verification) ParticularsJson.read(found)),
                time(json, "verifiedAt"),
                json.getInteger("failedVerifications", 0),
                Optional.ofNullable(json.getInteger("rating")).map(Rating::new),
                time(json, "ratedAt"),
                json.getInteger("reworked", 0),
                json.getInteger("reopened", 0),
                Optional.ofNullable(json.getJsonObject("request")).map(CourseJson::request),
                Optional.ofNullable(json.getString(MERGED_INTO)).flatMap(EventNumber::parse),
                json.getJsonArray(MERGED, new JsonArray()).stream()
                        .map(number -> EventNumber.parse((String) number).orElseThrow())
                        .toList(),
                Optional.ofNullable(json.getJsonObject("last")).map(HistoryJson::read));
    }

    private static JsonObject of(Request request) {
        JsonObject json = new JsonObject()
                .put("action", request.action().text())
                .put("by", HistoryJson.by(request.by()))
                .put("at", request.at().toString());
        time(json, "until", request.until());
        request.reason().ifPresent(reason -> json.put("reason", reason));
        return json;
    }

    private static Request request(JsonObject json) {
        return new Request(
                EventAction.ofText(json.getString("action")).orElseThrow(),
                time(json, "until"),
                HistoryJson.actor(json.getJsonObject("by")),
                Instant.parse(json.getString("at")),
                Optional.ofNullable(json.getString("reason")));
    }

    private static void count(JsonObject json, String name, int number) {
        if (number > 0) {
            json.put(name, number);
        }
    }

    private static void time(JsonObject json, String name, Optional<Instant> time) {
        time.ifPresent(at -> json.put(name, at.toString()));
    }

    private static Optional<Instant> time(JsonObject json, String name) {
        return Optional.ofNullable(json.getString(name)).map(Instant::parse);
    }
}
