package io.hexdispatch.simulation;

import io.hexdispatch.access.Actor;
import io.hexdispatch.simulation.books.Facts;
import io.hexdispatch.simulation.play.Caller;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the server says of the events of some sources. */
final class ServedFacts {
    private static final String PAGE = "&limit=500";
    private static final List<String> COUNTS =
            List.of("returned", "handedOn", "extensions", "suspensions", "failedVerifications", "reworked", "reopened");

    private ServedFacts() {}

    /** Reads every event, page by page. */
    static Future<List<Facts>> read(Caller caller, Actor admin, List<String> sources) {
        List<Facts> all = new ArrayList<>();
        Future<Void> read = Future.succeededFuture();
        for (String source : sources) {
            read = read.compose(done -> page(caller, admin, "/api/v1/events?source=" + source + PAGE, all));
        }
        return read.map(all);
    }

    private static Future<Void> page(Caller caller, Actor admin, String path, List<Facts> all) {
        return caller.read(admin, path).compose(page -> {
            page.getJsonArray("events").forEach(event -> all.add(of((JsonObject) event)));
            String next = page.getString("next");
            return next == null ? Future.succeededFuture() : page(caller, admin, next, all);
        });
    }

    static Facts of(JsonObject event) {
        SortedMap<String, Integer> counts = new TreeMap<>();
        counts.put("filed", 1);
        counts.put(words(event.getString("status")), 1);
        event.getJsonArray("orders").stream()
                .map(JsonObject.class::cast)
                .forEach(order -> counts.merge("orders " + words(order.getString("status")), 1, Integer::sum));
        JsonObject course = event.getJsonObject("course", new JsonObject());
        COUNTS.forEach(name -> counts.put(name, course.getInteger(name, 0)));
        counts.put("urgent", course.getBoolean("urgent", false) ? 1 : 0);
        for (Map.Entry<String, Object> card : course.getJsonObject("cards", new JsonObject())) {
            counts.put(card.getKey() + " card", (Integer) card.getValue());
        }
        if (course.containsKey("rating")) {
            counts.put("rated " + course.getInteger("rating"), 1);
        }
        return new Facts(
                event.getString("number"),
                event.getString("source"),
                event.getJsonObject("category").getString("code"),
                event.getJsonArray("grids").stream()
                        .map(JsonObject.class::cast)
                        .filter(grid -> grid.getString("level").equals("COUNTY"))
                        .map(grid -> grid.getString("code"))
                        .findFirst()
                        .orElse(""),
                counts);
    }

    private static String words(String state) {
        return state.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
