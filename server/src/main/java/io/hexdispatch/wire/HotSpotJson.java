package io.hexdispatch.wire;

import io.hexdispatch.category.Categories;
import io.hexdispatch.category.Category;
import io.hexdispatch.category.CategoryKey;
import io.hexdispatch.flow.FindHotSpots;
import io.hexdispatch.flow.FindRepeatedPlaces;
import io.hexdispatch.flow.ReadTrends;
import io.hexdispatch.grid.coordinate.LonLat;
import io.hexdispatch.grid.index.HexCells;
import io.hexdispatch.hotspot.HotSpot;
import io.hexdispatch.hotspot.Occurrence;
import io.hexdispatch.hotspot.Period;
import io.hexdispatch.hotspot.RateRatio;
import io.hexdispatch.hotspot.RepeatedPlace;
import io.hexdispatch.hotspot.Trend;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The JSON form of hot spots, repeated places and trends. */
public final class HotSpotJson {
    /** Of a place, the latest. */
    private static final int EVENTS_SHOWN_MAX = 100;

    private static final double LEVEL = 0.05;
    private static final double DECIMALS = 10_000;
    private static final double HOUR_SECONDS = Duration.ofHours(1).toSeconds();

    private final Categories categories;

    /** @param categories give categories their names; a code that they know no more stands alone */
    public HotSpotJson(Categories categories) {
        this.categories = categories;
    }

    public static JsonObject of(FindHotSpots.Wish wish, FindHotSpots.Found found) {
        JsonArray cells = new JsonArray();
        found.spots().cells().forEach(spot -> {
            LonLat centre = HexCells.centre(spot.cell());
            cells.add(spot(spot).put("lon", centre.longitude()).put("lat", centre.latitude()));
        });
        return summary(wish, found).put("cells", cells);
    }

    /** As GeoJSON (RFC 7946): a hexagon a cell. What is said of the whole stands beside the features. */
    public static JsonObject shapes(FindHotSpots.Wish wish, FindHotSpots.Found found) {
        JsonArray features = new JsonArray();
        found.spots()
                .cells()
                .forEach(spot -> features.add(new JsonObject()
                        .put("type", "Feature")
                        .put("id", HexCells.text(spot.cell()))
                        .put(
                                "geometry",
                                new JsonObject()
                                        .put("type", "Polygon")
                                        .put("coordinates", new JsonArray().add(ring(spot.cell()))))
                        .put("properties", spot(spot))));
        return new JsonObject()
                .put("type", "FeatureCollection")
                .mergeIn(summary(wish, found))
                .put("features", features);
    }

    private static JsonArray ring(long cell) {
        JsonArray ring = new JsonArray();
        for (LonLat corner : HexCells.corners(cell)) {
            ring.add(new JsonArray().add(corner.longitude()).add(corner.latitude()));
        }
        return ring.add(ring.getJsonArray(0));
    }

    private static JsonObject summary(FindHotSpots.Wish wish, FindHotSpots.Found found) {
        JsonObject json = new JsonObject();
        wish.category().ifPresent(key -> json.put("category", key(key)));
        wish.grid().ifPresent(grid -> json.put("grid", grid));
        return period(json, wish.period())
                .put("weeks", found.weeks())
                .put("resolution", wish.resolution())
                .put("usual", wish.usual().text())
                .put("q", wish.level())
                .put("count", found.spots().count())
                .put("countBefore", found.spots().before())
                .put("swing", rounded(found.spots().swing()))
                .put("tested", found.spots().tested())
                .put("significant", found.spots().significant());
    }

    private static JsonObject spot(HotSpot spot) {
        JsonObject json = new JsonObject()
                .put("cell", HexCells.text(spot.cell()))
                .put("count", spot.count())
                .put("expected", rounded(spot.expected()));
        spot.ratio().ifPresent(ratio -> json.put("ratio", rounded(ratio)));
        return json.put("pValue", spot.pValue())
                .put("qValue", spot.qValue())
                .put("significant", spot.significant())
                .put(
                        "neighbours",
                        new JsonObject()
                                .put("count", spot.neighbours().count())
                                .put("expected", rounded(spot.neighbours().expected())));
    }

    public JsonObject of(FindRepeatedPlaces.Wish wish, FindRepeatedPlaces.Found found) {
        JsonArray places = new JsonArray();
        found.places().forEach(place -> places.add(place(place)));
        return period(new JsonObject(), wish.period())
                .put("metres", wish.metres())
                .put("least", wish.least())
                .put("count", found.count())
                .put("places", places);
    }

    private JsonObject place(RepeatedPlace place) {
        List<Occurrence> all = place.events();
        JsonArray events = new JsonArray();
        for (Occurrence event : all.subList(Math.max(0, all.size() - EVENTS_SHOWN_MAX), all.size())) {
            JsonObject json = new JsonObject()
                    .put("number", event.number().toString())
                    .put("status", event.status().name())
                    .put("filedAt", event.filedAt().toString());
            event.closedAt().ifPresent(closed -> json.put("closedAt", closed.toString()));
            events.add(json.put("relapse", place.isRelapse(event)));
        }
        return new JsonObject()
                .put("category", category(place.category()))
                .put("lon", place.centre().longitude())
                .put("lat", place.centre().latitude())
                .put("count", all.size())
                .put("firstAt", place.firstAt().toString())
                .put("lastAt", place.lastAt().toString())
                .put("meanHoursBetween", rounded(place.meanBetween().toSeconds() / HOUR_SECONDS))
                .put("relapses", place.relapses())
                .put("events", events);
    }

    public JsonObject of(ReadTrends.Wish wish, List<Trend> trends) {
        JsonArray list = new JsonArray();
        trends.forEach(trend -> list.add(trend(trend)));
        JsonObject json = new JsonObject();
        wish.grid().ifPresent(grid -> json.put("grid", grid));
        return period(json, wish.period()).put("trends", list);
    }

    private JsonObject trend(Trend trend) {
        JsonObject json =
                new JsonObject().put("category", category(trend.category())).put("count", trend.count());
        trend.againstPrevious()
                .ifPresent(ratio -> json.put("previous", ratio(ratio, LEVEL).put("count", trend.previous())));
        trend.againstUsual()
                .ifPresent(ratio -> json.put(
                        "usual",
                        ratio(ratio, LEVEL)
                                .put("mean", rounded(trend.usual().orElse(0.0)))
                                .put(
                                        "counts",
                                        new JsonArray(Arrays.stream(trend.earlier())
                                                .boxed()
                                                .toList()))
                                .put("dispersion", rounded(trend.dispersion()))
                                .put("qValue", trend.qValue())
                                .put("moreThanChance", trend.qValue() <= LEVEL)));
        return json;
    }

    static JsonObject ratio(RateRatio ratio, double level) {
        JsonObject json = new JsonObject();
        ratio.ratio().ifPresent(value -> json.put("ratio", rounded(value)));
        ratio.changePercent().ifPresent(percent -> json.put("changePercent", Math.round(percent * 10) / 10.0));
        json.put("low", rounded(ratio.low()));
        ratio.high().ifPresent(high -> json.put("high", rounded(high)));
        return json.put("pValue", ratio.pValue()).put("moreThanChance", ratio.pValue() <= level);
    }

    JsonObject category(CategoryKey key) {
        Optional<Category> known = categories.find(key);
        JsonObject json = key(key);
        known.ifPresent(category -> json.put("name", category.name()));
        return json;
    }

    private static JsonObject key(CategoryKey key) {
        return new JsonObject()
                .put("kind", key.kind().name().toLowerCase(Locale.ROOT))
                .put("code", key.code());
    }

    private static JsonObject period(JsonObject json, Period period) {
        return json.put("from", period.from().toString()).put("to", period.to().toString());
    }

    static double rounded(double number) {
        return Math.abs(number) < Long.MAX_VALUE / DECIMALS ? Math.round(number * DECIMALS) / DECIMALS : number;
    }
}
