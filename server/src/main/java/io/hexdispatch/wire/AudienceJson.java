package io.hexdispatch.wire;

import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import io.hexdispatch.grid.coordinate.CoordinateSystem;
import io.hexdispatch.rollcall.Audience;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Who is meant by a roll call. */
public final class AudienceJson {
    private static final int GRIDS_MAX = 1_000;
    private static final List<GridLevel> LEVELS = List.of(GridLevel.COUNTY, GridLevel.TOWNSHIP, GridLevel.DEDICATED);
    private static final String ON_DUTY = "on-duty";
    private static final String EVERYBODY = "all";

    private AudienceJson() {}

    /** Reads {@code audience}; empty where it is not right, with the faults noted. */
    static Optional<Audience> read(Fields parent) {
        Optional<Fields> given = parent.object("audience", "who is called");
        if (given.isEmpty()) {
            return Optional.empty();
        }
        Fields fields = given.get();
        int before = fields.faults().size();
        boolean hasPolygon = fields.json().getValue("polygon") != null;
        Set<GridLevel> levels = levels(fields);
        Optional<String> responders = fields.optionalText("responders", 20);
        List<GridCode> grids = grids(fields);
        Optional<CoordinateSystem> crs = fields.optionalText("crs", 20)
                .map(text -> crs(text, fields))
                .orElse(Optional.of(CoordinateSystem.WGS84));
        Optional<Audience> audience = Optional.empty();
        if (responders.isPresent() == !levels.isEmpty()) {
            fields.fault(
                    "centres", "is right where centres are called, responders where responders are: one of the two");
        } else if (!levels.isEmpty()) {
            if (hasPolygon) {
                fields.fault("polygon", "is for responders; centres are named by their levels and grids");
            }
            audience = Optional.of(new Audience.Centres(levels, grids));
        } else if (!responders.get().equals(ON_DUTY) && !responders.get().equals(EVERYBODY)) {
            fields.fault(
                    "responders",
                    "\"" + responders.get() + "\" is not known; right is one of " + ON_DUTY + ", " + EVERYBODY);
        } else if (hasPolygon == !grids.isEmpty()) {
            fields.fault("grids", "or polygon says where the responders are: one of the two is needed");
        } else if (hasPolygon) {
            boolean onDutyOnly = responders.get().equals(ON_DUTY);
            audience = crs.flatMap(system -> OutlineJson.read(fields, "polygon", system))
                    .map(outline -> new Audience.RespondersInPolygon(outline, onDutyOnly));
        } else {
            audience = Optional.of(
                    new Audience.RespondersInGrids(grids, responders.get().equals(ON_DUTY)));
        }
        fields.rejectUnknown("polygon");
        return fields.faults().size() > before ? Optional.empty() : audience;
    }

    private static Optional<CoordinateSystem> crs(String text, Fields fields) {
        Optional<CoordinateSystem> crs = PlaceJson.crs(text);
        if (crs.isEmpty()) {
            fields.fault("crs", "\"" + text + "\" is not known; right is one of " + PlaceJson.crsTexts());
        }
        return crs;
    }

    private static Set<GridLevel> levels(Fields fields) {
        Set<GridLevel> levels = EnumSet.noneOf(GridLevel.class);
        for (Object name : fields.optionalList("centres", "a list of levels")) {
            Optional<GridLevel> level =
                    LEVELS.stream().filter(known -> text(known).equals(name)).findFirst();
            level.ifPresentOrElse(
                    levels::add,
                    () -> fields.fault("centres", "holds " + name + "; right are county, township and dedicated"));
        }
        return levels;
    }

    private static List<GridCode> grids(Fields fields) {
        List<?> given = fields.optionalList("grids", "a list of codes of grids");
        List<GridCode> grids = new ArrayList<>();
        if (given.size() > GRIDS_MAX) {
            fields.fault("grids", "holds " + given.size() + " codes; at most " + GRIDS_MAX + " are taken");
            return grids;
        }
        for (int i = 0; i < given.size(); i++) {
            if (given.get(i) instanceof String code && GridCode.isValid(code)) {
                grids.add(new GridCode(code));
            } else {
                fields.fault("grids/" + i, "is not the code of a grid");
            }
        }
        return grids;
    }

    /** As it is given, with the polygon in WGS 84. */
    public static JsonObject of(Audience audience) {
        JsonObject json = new JsonObject();
        if (audience instanceof Audience.Centres centres) {
            JsonArray levels = new JsonArray();
            centres.levels().forEach(level -> levels.add(text(level)));
            json.put("centres", levels);
        } else if (audience instanceof Audience.RespondersInGrids inGrids) {
            json.put("responders", inGrids.onDutyOnly() ? ON_DUTY : EVERYBODY);
        } else if (audience instanceof Audience.RespondersInPolygon inPolygon) {
            json.put("responders", inPolygon.onDutyOnly() ? ON_DUTY : EVERYBODY)
                    .put("polygon", OutlineJson.of(inPolygon.outline()))
                    .put("crs", PlaceJson.text(CoordinateSystem.WGS84));
        }
        if (!audience.grids().isEmpty()) {
            JsonArray grids = new JsonArray();
            audience.grids().forEach(code -> grids.add(code.value()));
            json.put("grids", grids);
        }
        return json;
    }

    /** Reads what {@link #of} wrote. */
    public static Audience stored(JsonObject json) {
        Fields fields = Fields.of(json);
        if (json.containsKey("centres")) {
            return new Audience.Centres(levels(fields), grids(fields));
        }
        boolean onDutyOnly = ON_DUTY.equals(json.getString("responders"));
        return json.containsKey("polygon")
                ? new Audience.RespondersInPolygon(OutlineJson.stored(json.getJsonObject("polygon")), onDutyOnly)
                : new Audience.RespondersInGrids(grids(fields), onDutyOnly);
    }

    private static String text(GridLevel level) {
        return level.name().toLowerCase(Locale.ROOT);
    }
}
