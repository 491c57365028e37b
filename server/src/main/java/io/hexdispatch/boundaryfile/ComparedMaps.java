package io.hexdispatch.boundaryfile;

import io.hexdispatch.boundary.Difference;
import io.hexdispatch.flow.BoundaryDifferences;
import io.hexdispatch.flow.Workers;
import io.hexdispatch.geodata.difference.BoundaryDifference;
import io.hexdispatch.geodata.difference.ChangedAnswer;
import io.hexdispatch.geodata.difference.ChangedAnswer.Located;
import io.hexdispatch.geodata.difference.DifferenceGeoJson;
import io.hexdispatch.geodata.difference.DifferenceTable;
import io.hexdispatch.grid.BoundarySet;
import io.hexdispatch.grid.CityMap;
import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridChain;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Maps compared as {@code geo-data} does it, and written down. */
public final class ComparedMaps implements BoundaryDifferences {
    /** Of each list; the count says how many there are in all. */
    private static final int LISTED_MAX = Handover.LISTED_MAX;

    private final Workers workers;

    public ComparedMaps(Workers workers) {
        this.workers = workers;
    }

    @Override
    public Future<List<Handed>> handed(CityMap before, CityMap after, List<Standing> standing) {
        return workers.run(() ->
                ChangedAnswer.among(standing.stream().map(one -> new Located(one.id(), one.place())), before, after)
                        .stream()
                        .filter(ChangedAnswer::changesTheResponsibleGrid)
                        .map(changed -> new Handed(
                                changed.id(),
                                changed.place(),
                                responsible(changed.before()),
                                responsible(changed.after())))
                        .toList());
    }

    private static Optional<GridCode> responsible(Optional<GridChain> chain) {
        return chain.map(found -> found.responsible().code());
    }

    @Override
    public Future<Difference> between(
            CityMap before,
            CityMap after,
            Optional<GridLevel> level,
            Handover openEvents,
            Handover responders,
            Handover devices) {
        return workers.run(() -> {
            BoundaryDifference difference = BoundaryDifference.between(of(before, level), of(after, level));
            String table = new DifferenceTable(LISTED_MAX).text(difference)
                    + "open events that another grid would answer for: " + openEvents.count() + "\n"
                    + "responders who would stand in another grid: " + responders.count() + "\n"
                    + "devices that would stand in another grid: " + devices.count() + "\n";
            return new Difference(
                    json(difference, openEvents, responders, devices).encode(), table, areas(difference));
        });
    }

    private static BoundarySet of(CityMap map, Optional<GridLevel> level) {
        return level.map(map.boundaries()::ofLevel).orElse(map.boundaries());
    }

    private static String areas(BoundaryDifference difference) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new DifferenceGeoJson().write(difference, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static JsonObject json(
            BoundaryDifference difference, Handover events, Handover responders, Handover devices) {
        JsonObject squareMetres = new JsonObject();
        difference.squareMetresByLevel().forEach((level, area) -> squareMetres.put(level.name(), area));
        return new JsonObject()
                .put("from", difference.versionBefore())
                .put("to", difference.versionAfter())
                .put("squareMetresChangingHands", squareMetres)
                .put("added", list(difference.added(), ComparedMaps::of))
                .put("removed", list(difference.removed(), ComparedMaps::of))
                .put("renamed", list(difference.renamed(), renamed -> new JsonObject()
                        .put("code", renamed.code().value())
                        .put("level", renamed.level().name())
                        .put("before", renamed.before())
                        .put("after", renamed.after())))
                .put("moved", list(difference.moved(), moved -> new JsonObject()
                        .put("code", moved.code().value())
                        .put("level", moved.level().name())
                        .put("name", moved.name())
                        .put("squareMetresLost", moved.squareMetresLost())
                        .put("squareMetresGained", moved.squareMetresGained())))
                .put("reparented", list(difference.reparented(), reparented -> new JsonObject()
                        .put("code", reparented.code().value())
                        .put("level", reparented.level().name())
                        .put("name", reparented.name())
                        .put("before", code(reparented.before()))
                        .put("after", code(reparented.after()))))
                .put("openEvents", list(events, "number"))
                .put("responders", list(responders, "id"))
                .put("devices", list(devices, "id"));
    }

    private static <T> JsonObject list(List<T> items, Function<T, JsonObject> form) {
        JsonArray listed = new JsonArray();
        items.stream().limit(LISTED_MAX).map(form).forEach(listed::add);
        return new JsonObject().put("count", items.size()).put("listed", listed);
    }

    private static JsonObject of(Grid grid) {
        return new JsonObject()
                .put("code", grid.code().value())
                .put("level", grid.level().name())
                .put("name", grid.name());
    }

    private static JsonObject list(Handover handover, String key) {
        JsonArray listed = new JsonArray();
        handover.listed()
                .forEach(handed -> listed.add(new JsonObject()
                        .put(key, handed.id())
                        .put("lon", handed.place().longitude())
                        .put("lat", handed.place().latitude())
                        .put("before", code(handed.before()))
                        .put("after", code(handed.after()))));
        return new JsonObject().put("count", handover.count()).put("listed", listed);
    }

    private static String code(Optional<GridCode> code) {
        return code.map(GridCode::value).orElse(null);
    }
}
