package io.hexdispatch.loadtests.scenario;

import io.hexdispatch.loadtests.scenario.CityPlaces.Place;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The responders that a run takes in, in lots as the server takes them: as many for each county as it has places. */
final class ResponderLots {
    private static final int LOT_MAX = 1_000;
    private static final int OPEN_ORDERS_MAX = 100;

    /** Those that the demonstration rules know. */
    private static final List<String> SKILLS = List.of(
            "water-supply",
            "drainage",
            "heating",
            "gas",
            "electricity",
            "telecom",
            "road-works",
            "traffic-control",
            "traffic-signals",
            "fire-fighting",
            "cleaning",
            "gardening",
            "enforcement",
            "mediation");

    /** A unit as the server lists it. */
    record Unit(String code, String area) {
        private boolean isFor(Place place) {
            return place.cell().startsWith(area);
        }
    }

    private ResponderLots() {}

    /** @param count how many responders; every unit has at least one, so there are more where there are more units */
    static List<JsonArray> of(List<Unit> units, CityPlaces places, int count, SplittableRandom random) {
        List<JsonObject> responders = new ArrayList<>();
        for (Unit unit : units) {
            responders.add(
                    responder(unit, responders.size(), places.in(unit.area()).any(random)));
        }
        while (responders.size() < count) {
            Place place = places.any(random);
            List<Unit> local = units.stream().filter(unit -> unit.isFor(place)).toList();
            List<Unit> choice = local.isEmpty() ? units : local;
            responders.add(responder(choice.get(random.nextInt(choice.size())), responders.size(), place));
        }
        List<JsonArray> lots = new ArrayList<>();
        for (int from = 0; from < responders.size(); from += LOT_MAX) {
            lots.add(new JsonArray(responders.subList(from, Math.min(from + LOT_MAX, responders.size()))));
        }
        return lots;
    }

    private static JsonObject responder(Unit unit, int number, Place place) {
        return new JsonObject()
                .put("id", "load-" + number)
                .put("name", "load test " + number)
                .put("unit", unit.code())
                .put("skills", new JsonArray(SKILLS))
                .put("openOrdersMax", OPEN_ORDERS_MAX)
                .put("location", new JsonObject().put("lon", place.longitude()).put("lat", place.latitude()));
    }
}
