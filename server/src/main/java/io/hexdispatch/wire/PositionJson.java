package io.hexdispatch.wire;

import io.hexdispatch.event.Place;
import io.hexdispatch.grid.coordinate.LonLat;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Positions as terminals and their gateways send them. */
public final class PositionJson {
    /** As many as fit into a message, whatever they look like. */
    public static final int LOT_MAX = 500;

    private static final int ID_LENGTH_MAX = 100;

    private PositionJson() {}

    /**
     * Where somebody is, WGS 84.
     *
     * @param index where it stands in its lot, from 0
     * @param responder empty for whoever sends it
     * @param at empty for now
     */
    public record Given(int index, Optional<String> responder, LonLat position, Optional<Instant> at) {}

    /** Reads one; empty where it is not right, with the faults noted. */
    public static Optional<Given> read(Fields fields) {
        return read(fields, 0);
    }

    private static Optional<Given> read(Fields fields, int index) {
        int before = fields.faults().size();
        Optional<String> responder = fields.optionalText("responder", ID_LENGTH_MAX);
        Optional<Place> place = PlaceJson.read(fields);
        Optional<Instant> at = fields.optionalTime("at");
        fields.rejectUnknown();
        return fields.faults().size() > before
                ? Optional.empty()
                : Optional.of(new Given(index, responder, place.orElseThrow().wgs84(), at));
    }

    /** Reads a lot: those that are right, with the faults of the others noted. */
    public static List<Given> readLot(Fields fields) {
        JsonArray list = new JsonArray(fields.optionalList("positions", "a list of 1 to " + LOT_MAX + " positions"));
        List<Given> right = new ArrayList<>();
        if (list.isEmpty() || list.size() > LOT_MAX) {
            fields.fault("positions", "holds " + list.size() + "; a list of 1 to " + LOT_MAX + " positions is right");
            return right;
        }
        for (int i = 0; i < list.size(); i++) {
            if (list.getValue(i) instanceof JsonObject json) {
                read(Fields.of(json, "/positions/" + i, fields.faults()), i).ifPresent(right::add);
            } else {
                fields.fault("positions/" + i, "is not a JSON object");
            }
        }
        return right;
    }
}
