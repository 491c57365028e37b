package io.hexdispatch.http;

import static io.vertx.core.http.HttpMethod.GET;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.assignment.Roster;
import io.hexdispatch.event.Place;
import io.hexdispatch.flow.LiveMap;
import io.hexdispatch.flow.RefusedException;
import io.hexdispatch.grid.CityMap;
import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridChain;
import io.hexdispatch.grid.coordinate.CoordinateSystem;
import io.hexdispatch.grid.coordinate.LonLat;
import io.hexdispatch.wire.PlaceJson;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Which grids hold a place, and who is nearest to it. */
public final class LocateRoutes {
    private static final int NEAREST_MAX = 100;

    /** Where people are is for those who direct them. */
    private static final Set<Role> MAY_SEE_RESPONDERS = EnumSet.of(Role.UNIT, Role.CENTRE, Role.SUPERVISOR, Role.ADMIN);

    private final LiveMap map;
    private final Roster roster;

    public LocateRoutes(LiveMap map, Roster roster) {
        this.map = map;
        this.roster = roster;
    }

    public void mount(HttpApi api) {
        api.allow(GET, "/api/v1/locate", EnumSet.allOf(Role.class), this::locate);
    }

    private void locate(RoutingContext context) {
        Place place;
        int k;
        try {
            place = place(context);
            k = nearest(context);
        } catch (RefusedException refused) {
            Answers.failure(context, refused);
            return;
        }
        LonLat wgs84 = place.wgs84();
        CityMap live = map.current();
        Optional<GridChain> chain = live.locate(wgs84.longitude(), wgs84.latitude());
        JsonArray grids = new JsonArray();
        chain.ifPresent(found -> found.grids().forEach(grid -> grids.add(json(grid))));
        JsonObject answer = new JsonObject()
                .put(
                        "location",
                        new JsonObject()
                                .put("lon", wgs84.longitude())
                                .put("lat", wgs84.latitude())
                                .put("crs", "wgs84"))
                .put("mapVersion", live.version())
                .put("mapTitle", live.title())
                .put("h3", PlaceJson.h3(wgs84))
                .put("grids", grids);
        if (chain.isEmpty()) {
            answer.put("warning", "no grid covers this place; an event here goes to the queue of the city's centre");
        }
        if (k > 0) {
            JsonArray responders = new JsonArray();
            for (Roster.Distance distance : roster.nearest(wgs84, k)) {
                responders.add(new JsonObject()
                        .put("id", distance.responder().id())
                        .put("name", distance.responder().name())
                        .put("unit", distance.responder().unit())
                        .put("lon", distance.position().longitude())
                        .put("lat", distance.position().latitude())
                        .put("openOrders", distance.openOrders())
                        .put("onDuty", distance.responder().onDuty())
                        .put("distanceMetres", Math.round(distance.metres() * 10) / 10.0));
            }
            answer.put("responders", responders);
        }
        Answers.json(context, 200, answer);
    }

    private static Place place(RoutingContext context) {
        double longitude = Parameters.number(context, "lon");
        double latitude = Parameters.number(context, "lat");
        CoordinateSystem crs = Parameters.text(context, "crs")
                .map(text -> PlaceJson.crs(text)
                        .orElseThrow(() -> Parameters.invalid(
                                "crs", "\"" + text + "\" is not known; right is one of " + PlaceJson.crsTexts())))
                .orElse(CoordinateSystem.WGS84);
        PlaceJson.fault(longitude, latitude).ifPresent(fault -> {
            throw Parameters.invalid(fault.pointer(), fault.detail());
        });
        return Place.of(crs, new LonLat(longitude, latitude));
    }

    private static int nearest(RoutingContext context) {
        Actor actor = Answers.actor(context);
        int k = Parameters.wholeNumber(context, "k", 0, NEAREST_MAX).orElse(0);
        if (k > 0 && !MAY_SEE_RESPONDERS.contains(actor.role())) {
            throw new RefusedException(
                    RefusedException.Kind.FORBIDDEN,
                    "role " + actor.role().text() + " may not see where responders are; leave k out");
        }
        return k;
    }

    private static JsonObject json(Grid grid) {
        return new JsonObject()
                .put("level", grid.level().name())
                .put("code", grid.code().value())
                .put("name", grid.name());
    }
}
