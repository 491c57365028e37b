package io.hexdispatch.wire;

import io.hexdispatch.assignment.AssignmentRules;
import io.hexdispatch.assignment.LiveRules;
import io.hexdispatch.assignment.Responder;
import io.hexdispatch.event.Place;
import io.hexdispatch.flow.Responders.Known;
import io.hexdispatch.grid.coordinate.LonLat;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Responders as an administrator sends them and others read them. */
public final class ResponderJson {
    private static final int TEXT_LENGTH_MAX = 100;
    private static final int GRID_CODE_LENGTH_MAX = 32;
    private static final int OPEN_ORDERS_MAX = 100;
    private static final int OPEN_ORDERS_DEFAULT = 3;

    private final LiveRules live;

    /** @param live whose units and skills a responder can have */
    public ResponderJson(LiveRules live) {
        this.live = live;
    }

    /** Reads one responder; empty where anything is wrong, with the faults noted under {@code pointer}. */
    public Optional<Known> read(Object value, String pointer, List<Fields.Fault> faults) {
        AssignmentRules rules = live.current();
        int before = faults.size();
        if (!(value instanceof JsonObject json)) {
            faults.add(new Fields.Fault(pointer, "is not a JSON object"));
            return Optional.empty();
        }
        Fields fields = Fields.of(json, pointer, faults);
        Optional<String> id = fields.text("id", TEXT_LENGTH_MAX);
        Optional<String> name = fields.text("name", TEXT_LENGTH_MAX);
        Optional<String> unit = fields.text("unit", TEXT_LENGTH_MAX);
        if (unit.isPresent() && rules.unit(unit.get()).isEmpty()) {
            fields.fault("unit", "there is no unit \"" + unit.get() + "\"; GET /api/v1/units lists them");
        }
        Set<String> skills = new HashSet<>();
        for (Object skill : fields.optionalList("skills", "a list of words")) {
            if (skill instanceof String word && rules.skills().contains(word)) {
                skills.add(word);
            } else {
                fields.fault("skills", skill + " is no skill; the skills are " + String.join(", ", rules.skills()));
            }
        }
        int openOrdersMax =
                fields.optionalWholeNumber("openOrdersMax", 1, OPEN_ORDERS_MAX).orElse(OPEN_ORDERS_DEFAULT);
        Optional<String> homeGrid = fields.optionalText("homeGrid", GRID_CODE_LENGTH_MAX);
        boolean onDuty = fields.optionalTruth("onDuty").orElse(true);
        Optional<Place> place = fields.object("location", "an object with lon, lat and crs")
                .flatMap(location -> {
                    Optional<Place> read = PlaceJson.read(location);
                    location.rejectUnknown();
                    return read;
                });
        fields.rejectUnknown();
        if (faults.size() > before) {
            return Optional.empty();
        }
        return Optional.of(new Known(
                new Responder(
                        id.orElseThrow(),
                        name.orElseThrow(),
                        unit.orElseThrow(),
                        skills,
                        openOrdersMax,
                        onDuty,
                        homeGrid),
                place.orElseThrow().wgs84(),
                0));
    }

    public static JsonObject of(Responder responder, LonLat position) {
        JsonObject json = new JsonObject()
                .put("id", responder.id())
                .put("name", responder.name())
                .put("unit", responder.unit())
                .put(
                        "skills",
                        new JsonArray(responder.skills().stream().sorted().toList()))
                .put("openOrdersMax", responder.openOrdersMax())
                .put("onDuty", responder.onDuty())
                .put(
                        "location",
                        new JsonObject()
                                .put("lon", position.longitude())
                                .put("lat", position.latitude())
                                .put("crs", "wgs84")
                                .put("h3", PlaceJson.h3(position)));
        responder.homeGrid().ifPresent(grid -> json.put("homeGrid", grid));
        return json;
    }
}
