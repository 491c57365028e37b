package io.hexdispatch.simulation.play;

import io.hexdispatch.access.Actor;
import io.hexdispatch.assignment.AssignmentRules;
import io.hexdispatch.assignment.InvalidRulesException;
import io.hexdispatch.assignment.Unit;
import io.hexdispatch.category.Categories;
import io.hexdispatch.simulation.day.Township;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The city as the server shows it.
 *
 * @param city the code of the city's grid
 * @param counties the counties' names by their codes
 * @param rulesVersion the number of the live rules
 * @param rulesText the live rules, as YAML
 */
public record KnownCity(
        String city,
        Map<String, String> counties,
        List<Township> townships,
        int rulesVersion,
        String rulesText,
        AssignmentRules rules) {
    private static final String PAGE = "/items?f=json&limit=100";

    /** Asks for everything; fails where the city has no townships, or the rules are none that this program reads. */
    public static Future<KnownCity> read(Vertx vertx, Caller caller, Actor admin) {
        Future<List<JsonObject>> cities = features(caller, admin, "grids-city");
        Future<List<JsonObject>> counties = features(caller, admin, "grids-county");
        Future<List<JsonObject>> townships = features(caller, admin, "grids-township");
        Future<JsonObject> versions = caller.read(admin, "/api/v1/rules");
        return Future.all(cities, counties, townships, versions).compose(read -> {
            int version = versions.result().getJsonArray("versions").stream()
                    .map(JsonObject.class::cast)
                    .filter(each -> each.getBoolean("live"))
                    .findFirst()
                    .orElseThrow()
                    .getInteger("version");
            return caller.get(admin, "/api/v1/rules/" + version)
                    .compose(answer -> vertx.executeBlocking(() -> of(
                            cities.result(),
                            counties.result(),
                            townships.result(),
                            version,
                            answer.body().toString())));
        });
    }

    private static KnownCity of(
            List<JsonObject> cities, List<JsonObject> counties, List<JsonObject> townships, int version, String yaml) {
        Map<String, String> names = new LinkedHashMap<>();
        counties.forEach(each -> names.put(text(each, "code"), text(each, "name")));
        List<Township> places = new ArrayList<>();
        for (JsonObject each : townships) {
            if (names.containsKey(text(each, "parent"))) {
                places.add(new Township(
                        text(each, "code"), text(each, "parent"), GeoJsonShape.of(each.getJsonObject("geometry"))));
            }
        }
        if (places.isEmpty() || cities.isEmpty()) {
            throw new IllegalStateException("the live map has no townships; a day needs a city to happen in");
        }
        try {
            return new KnownCity(
                    text(cities.get(0), "code"),
                    names,
                    places,
                    version,
                    yaml,
                    AssignmentRules.parse(yaml, "live.yaml", Categories.bundled()));
        } catch (InvalidRulesException e) {
            throw new IllegalStateException(
                    "the live rules cannot be read here: " + e.problems().get(0), e);
        }
    }

    private static String text(JsonObject feature, String column) {
        return feature.getJsonObject("properties").getString(column, "");
    }

    private static Future<List<JsonObject>> features(Caller caller, Actor admin, String layer) {
        return page(caller, admin, "/ogc/collections/" + layer + PAGE, new ArrayList<>());
    }

    private static Future<List<JsonObject>> page(Caller caller, Actor admin, String path, List<JsonObject> found) {
        return caller.read(admin, path).compose(page -> {
            page.getJsonArray("features").forEach(feature -> found.add((JsonObject) feature));
            return page.getJsonArray("links").stream()
                    .map(JsonObject.class::cast)
                    .filter(link -> link.getString("rel").equals("next"))
                    .findFirst()
                    .map(link -> page(caller, admin, pathOf(link.getString("href")), found))
                    .orElse(Future.succeededFuture(found));
        });
    }

    private static String pathOf(String address) {
        java.net.URI uri = java.net.URI.create(address);
        return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    }

    public Collection<Unit> units() {
        return rules.units();
    }

    /** The townships that lie in an area: all in the city's, those of a county, or the one. */
    List<Township> townshipsIn(String area) {
        return townships.stream()
                .filter(each -> area.equals(city)
                        || each.county().equals(area)
                        || each.code().equals(area))
                .toList();
    }
}
