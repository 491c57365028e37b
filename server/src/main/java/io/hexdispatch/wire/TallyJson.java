package io.hexdispatch.wire;

import io.hexdispatch.flow.LiveMap;
import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridLevel;
import io.hexdispatch.rollcall.RollCall;
import io.hexdispatch.rollcall.Tally;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** The counts of a roll call, by level and by grid. A broadcast is not answered, so nothing of answers is counted. */
public final class TallyJson {
    private final LiveMap map;

    /** @param map gives grids their names */
    public TallyJson(LiveMap map) {
        this.map = map;
    }

    /** @param grids the levels of grids by which it is counted, of COUNTY and TOWNSHIP */
    public JsonObject of(Tally tally, RollCall.Kind kind, GridLevel... grids) {
        JsonObject byLevel = new JsonObject();
        tally.byLevel().forEach((level, count) -> byLevel.put(level.text(), of(count, kind)));
        JsonArray byGrid = new JsonArray();
        for (GridLevel level : grids) {
            tally.byGrid(level).forEach((code, count) -> {
                JsonObject grid = new JsonObject().put("level", level.name()).put("code", code.value());
                map.current().grid(code).map(Grid::name).ifPresent(name -> grid.put("name", name));
                byGrid.add(grid.mergeIn(of(count, kind)));
            });
        }
        return of(tally.total(), kind).put("byLevel", byLevel).put("byGrid", byGrid);
    }

    private static JsonObject of(Tally.Count count, RollCall.Kind kind) {
        JsonObject json = new JsonObject().put("called", count.called()).put("delivered", count.delivered());
        return kind == RollCall.Kind.BROADCAST
                ? json
                : json.put("answered", count.answered())
                        .put("late", count.late())
                        .put("silent", count.silent());
    }
}
