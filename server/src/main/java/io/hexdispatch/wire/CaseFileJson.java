package io.hexdispatch.wire;

import io.hexdispatch.assignment.Assigner;
import io.hexdispatch.assignment.Unit;
import io.hexdispatch.category.Category;
import io.hexdispatch.event.Course;
import io.hexdispatch.event.Event;
import io.hexdispatch.event.Place;
import io.hexdispatch.event.Report;
import io.hexdispatch.flow.Dossier;
import io.hexdispatch.flow.Filed;
import io.hexdispatch.flow.LiveMap;
import io.hexdispatch.flow.ReadReceipts;
import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.order.Order;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The JSON form of events, orders and history, the same over HTTP and WebSocket. */
public final class CaseFileJson {
    private final LiveMap map;
    private final Assigner assigner;

    /** @param map gives grids their names, and {@code assigner} the units theirs; codes that they know no more stand alone */
    public CaseFileJson(LiveMap map, Assigner assigner) {
        this.map = map;
        this.assigner = assigner;
    }

    public JsonObject of(Filed filed) {
        return of(filed.caseFile()).put("explanation", ExplanationJson.of(filed.explanation()));
    }

    /** An event as it is told of one alone, with the receipts of its orders. */
    public JsonObject of(ReadReceipts.Tracked tracked) {
        JsonObject json = of(tracked.dossier());
        JsonArray orders = json.getJsonArray("orders");
        for (int i = 0; i < orders.size(); i++) {
            int ordinal = tracked.dossier().caseFile().orders().get(i).ordinal();
            orders.getJsonObject(i).put("deliveries", ReceiptJson.of(tracked.receipts(), ordinal));
        }
        return json;
    }

    public JsonObject of(Dossier dossier) {
        JsonArray history = new JsonArray();
        dossier.history()
                .forEach(entry ->
                        history.add(HistoryJson.of(dossier.caseFile().event().number(), entry)));
        JsonObject json = of(dossier.caseFile());
        dossier.joint()
                .ifPresent(status -> json.put(
                        "jointHandling",
                        new JsonObject()
                                .put(
                                        "number",
                                        dossier.caseFile().event().number().toString())
                                .put("status", status.name())));
        return json.put("explanation", ExplanationJson.of(dossier.explanation()))
                .put("history", history);
    }

    /** The event with its orders. */
    public JsonObject of(CaseFile caseFile) {
        JsonArray orders = new JsonArray();
        caseFile.orders().forEach(order -> orders.add(of(caseFile, order)));
        return event(caseFile.event()).put("orders", orders);
    }

    public JsonObject event(Event event) {
        Report report = event.report();
        JsonObject json = new JsonObject()
                .put("number", event.number().toString())
                .put("status", event.status().name())
                .put("source", report.source())
                .put("sourceEventId", report.sourceEventId())
                .put("category", category(report.category()))
                .put("location", location(report.place()))
                .put("text", report.text())
                .put("occurredAt", report.occurredAt().toString())
                .put("filedAt", event.filedAt().toString())
                .put("mapVersion", event.jurisdiction().mapVersion())
                .put("grids", grids(event.jurisdiction().grids()))
                .put("centre", event.jurisdiction().centre().value());
        report.reporter().ifPresent(reporter -> json.put("reporter", ReportJson.of(reporter)));
        event.queueReason().ifPresent(reason -> json.put("queueReason", reason));
        if (event.course() != Course.NONE) {
            JsonObject course = CourseJson.of(event.course());
            for (String field : List.of(CourseJson.MERGED_INTO, CourseJson.MERGED)) {
                Optional.ofNullable(course.remove(field)).ifPresent(value -> json.put(field, value));
            }
            json.put("course", course);
        }
        return json;
    }

    public JsonObject of(CaseFile caseFile, Order order) {
        JsonObject json = new JsonObject()
                .put("id", caseFile.idOf(order).toString())
                .put("role", order.role().name())
                .put("unit", order.unit());
        assigner.unit(order.unit()).map(Unit::name).ifPresent(name -> json.put("unitName", name));
        order.responder().ifPresent(responder -> json.put("responder", responder));
        order.skill().ifPresent(skill -> json.put("skill", skill));
        json.put("status", order.status().name())
                .put("dispatchedAt", order.dispatchedAt().toString());
        order.replaces()
                .ifPresent(ordinal -> json.put("replaces", caseFile.event().number() + "-" + ordinal));
        order.reason().ifPresent(reason -> json.put("reason", reason));
        return json;
    }

    public static JsonObject category(Category category) {
        return new JsonObject()
                .put("kind", category.kind().name().toLowerCase(Locale.ROOT))
                .put("code", category.code())
                .put("name", category.name())
                .put("majorClass", category.majorClass())
                .put("local", category.local());
    }

    static JsonObject location(Place place) {
        return new JsonObject()
                .put("lon", place.wgs84().longitude())
                .put("lat", place.wgs84().latitude())
                .put("crs", "wgs84")
                .put("h3", PlaceJson.h3(place.wgs84()))
                .put(
                        "given",
                        new JsonObject()
                                .put("lon", place.given().longitude())
                                .put("lat", place.given().latitude())
                                .put("crs", PlaceJson.text(place.crs())));
    }

    /** The grids as a list, the dedicated grid first, then from the narrowest to the city. */
    private JsonArray grids(Map<GridLevel, GridCode> grids) {
        List<GridLevel> levels = new ArrayList<>(grids.keySet());
        Collections.reverse(levels);
        JsonArray json = new JsonArray();
        for (GridLevel level : levels) {
            GridCode code = grids.get(level);
            JsonObject grid = new JsonObject().put("level", level.name()).put("code", code.value());
            map.current().grid(code).map(Grid::name).ifPresent(name -> grid.put("name", name));
            json.add(grid);
        }
        return json;
    }
}
