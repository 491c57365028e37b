package io.hexdispatch.simulation.play;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.assignment.Unit;
import io.hexdispatch.grid.coordinate.LonLat;
import io.hexdispatch.simulation.day.Township;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The responders of one simulation: some for each unit, under ids that no other simulation uses. */
public final class Crew {
    private static final int OF_A_CITY_UNIT = 4;
    private static final int OF_ANOTHER_UNIT = 1;
    private static final int OPEN_ORDERS_MAX = 100;
    private static final int SENT_AT_ONCE = 1_000;

    private final Caller caller;
    private final Actor admin;
    private final String run;
    private final KnownCity city;
    private final Map<String, JsonObject> responders = new LinkedHashMap<>();
    private final Set<String> units = new HashSet<>();

    public Crew(Caller caller, Actor admin, String run, KnownCity city) {
        this.caller = caller;
        this.admin = admin;
        this.run = run;
        this.city = city;
        city.units().forEach(this::staff);
    }

    private void staff(Unit unit) {
        units.add(unit.code());
        List<Township> townships = city.townshipsIn(unit.area());
        int count = unit.area().equals(city.city()) ? OF_A_CITY_UNIT : OF_ANOTHER_UNIT;
        for (int number = 1; number <= count && !townships.isEmpty(); number++) {
            String id = "sim-" + run + "-" + unit.code() + "-" + number;
            LonLat place =
                    townships.get(townships.size() * (number - 1) / count).middle();
            responders.put(
                    id,
                    new JsonObject()
                            .put("id", id)
                            .put("name", unit.name() + number + "号 (simulation)")
                            .put("unit", unit.code())
                            .put("skills", new JsonArray(city.rules().skills()))
                            .put("openOrdersMax", OPEN_ORDERS_MAX)
                            .put(
                                    "location",
                                    new JsonObject()
                                            .put("lon", place.longitude())
                                            .put("lat", place.latitude())));
        }
    }

    /** Takes them in. */
    public Future<Void> goOnDuty() {
        return send(true);
    }

    /** So that they get no more orders when the simulation is over. */
    public Future<Void> goOffDuty() {
        return send(false);
    }

    private Future<Void> send(boolean onDuty) {
        List<JsonObject> all = new ArrayList<>(responders.values());
        Future<Void> sent = Future.succeededFuture();
        for (int from = 0; from < all.size(); from += SENT_AT_ONCE) {
            JsonArray some = new JsonArray();
            all.subList(from, Math.min(all.size(), from + SENT_AT_ONCE))
                    .forEach(each -> some.add(each.copy().put("onDuty", onDuty)));
            Buffer body = some.toBuffer();
            sent = sent.compose(
                    done -> caller.send(HttpMethod.PUT, admin, "/api/v1/responders", "application/json", body)
                            .map(answer -> Caller.taken("PUT /api/v1/responders", answer))
                            .mapEmpty());
        }
        return sent;
    }

    /** All who have a terminal: the responders and the units. */
    public List<Actor> actors() {
        List<Actor> actors = new ArrayList<>();
        units.stream().sorted().forEach(unit -> actors.add(new Actor(Role.UNIT, unit)));
        responders.keySet().forEach(id -> actors.add(new Actor(Role.RESPONDER, id)));
        return actors;
    }

    public int size() {
        return responders.size();
    }

    /** Who works an order: its responder where he is one of these, or else the unit's desk. */
    Actor holder(JsonObject order) {
        String responder = order.getString("responder");
        return responder != null && responders.containsKey(responder)
                ? new Actor(Role.RESPONDER, responder)
                : new Actor(Role.UNIT, order.getString("unit"));
    }
}
