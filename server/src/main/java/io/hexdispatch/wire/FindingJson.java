package io.hexdispatch.wire;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.supervision.Conclusion;
import io.hexdispatch.supervision.Evidence;
import io.hexdispatch.supervision.Finding;
import io.hexdispatch.supervision.Finding.Step;
import io.hexdispatch.supervision.FindingFigures;
import io.hexdispatch.supervision.FindingFigures.Line;
import io.hexdispatch.supervision.FindingKind;
import io.hexdispatch.supervision.Irregularity;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The JSON form of findings, on the wire, and of their parts in the database. */
public final class FindingJson {
    private FindingJson() {}

    /** As the supervisor sees it. */
    public static JsonObject of(Finding finding) {
        return of(finding, finding.steps());
    }

    /** As somebody sees it: what others who are accountable answered is for the supervisor and the administrator alone. */
    public static JsonObject of(Finding finding, Actor reader) {
        boolean seesAll = reader.role() == Role.SUPERVISOR || reader.role() == Role.ADMIN;
        return of(
                finding,
                finding.steps().stream()
                        .filter(step -> seesAll
                                || step.by().equals(reader)
                                || !step.action().equals(Finding.ANSWER))
                        .toList());
    }

    private static JsonObject of(Finding finding, List<Step> steps) {
        Irregularity found = finding.irregularity();
        EventNumber event = found.subject().event();
        JsonObject json = new JsonObject()
                .put("id", finding.id())
                .put("kind", found.kind().text())
                .put("kindName", found.kind().chinese())
                .put("state", finding.state().name())
                .put("event", event.toString())
                .put(
                        "category",
                        new JsonObject()
                                .put(
                                        "kind",
                                        found.subject().category().kind().name().toLowerCase(Locale.ROOT))
                                .put("code", found.subject().category().code()))
                .put("grids", grids(found))
                .put("foundAt", found.at().toString())
                .put("byHand", found.by().isPresent())
                .put("reason", found.reason())
                .put("accountable", actors(found.accountable()))
                .put("unanswered", actors(finding.unanswered()))
                .put("evidence", of(event, found.evidence()))
                .put("steps", steps(steps));
        found.by().ifPresent(by -> json.put("by", HistoryJson.by(by)));
        finding.conclusion().ifPresent(conclusion -> json.put("conclusion", conclusion.text()));
        return json;
    }

    private static JsonArray grids(Irregularity found) {
        JsonArray grids = new JsonArray();
        found.subject().jurisdiction().narrowestFirst().forEach(code -> grids.add(code.value()));
        return grids;
    }

    /** In the database as on the wire. @param event the number of the event, for the ids of its orders */
    public static JsonObject of(EventNumber event, Evidence evidence) {
        JsonArray lines = new JsonArray();
        evidence.lines().forEach(line -> lines.add(HistoryJson.of(event, line)));
        JsonObject moments = new JsonObject();
        evidence.moments().forEach((name, moment) -> moments.put(name, moment.toString()));
        JsonObject counts = new JsonObject();
        evidence.counts().forEach(counts::put);
        JsonArray events = new JsonArray();
        evidence.events().forEach(number -> events.add(number.toString()));
        return new JsonObject()
                .put("lines", lines)
                .put("moments", moments)
                .put("counts", counts)
                .put("events", events);
    }

    public static Evidence evidence(JsonObject json) {
        SortedMap<String, Instant> moments = new TreeMap<>();
        json.getJsonObject("moments")
                .forEach(entry -> moments.put(entry.getKey(), Instant.parse((String) entry.getValue())));
        SortedMap<String, Long> counts = new TreeMap<>();
        json.getJsonObject("counts")
                .forEach(entry -> counts.put(entry.getKey(), ((Number) entry.getValue()).longValue()));
        return new Evidence(
                json.getJsonArray("lines").stream()
                        .map(JsonObject.class::cast)
                        .map(HistoryJson::read)
                        .toList(),
                moments,
                counts,
                json.getJsonArray("events").stream()
                        .map(text -> EventNumber.parse((String) text).orElseThrow())
                        .toList());
    }

    public static JsonArray actors(List<Actor> actors) {
        JsonArray json = new JsonArray();
        actors.forEach(actor -> json.add(actor(actor)));
        return json;
    }

    public static JsonObject actor(Actor actor) {
        return HistoryJson.by(actor);
    }

    public static List<Actor> actors(JsonArray json) {
        return json.stream().map(JsonObject.class::cast).map(HistoryJson::actor).toList();
    }

    public static JsonArray steps(List<Step> steps) {
        JsonArray json = new JsonArray();
        for (Step step : steps) {
            JsonObject each = new JsonObject()
                    .put("at", step.at().toString())
                    .put("by", HistoryJson.by(step.by()))
                    .put("action", step.action())
                    .put("text", step.text());
            step.conclusion().ifPresent(conclusion -> each.put("conclusion", conclusion.text()));
            json.add(each);
        }
        return json;
    }

    public static List<Step> steps(JsonArray json) {
        return json.stream()
                .map(JsonObject.class::cast)
                .map(step -> new Step(
                        Instant.parse(step.getString("at")),
                        HistoryJson.actor(step.getJsonObject("by")),
                        step.getString("action"),
                        step.getString("text"),
                        Optional.ofNullable(step.getString("conclusion")).flatMap(Conclusion::ofText)))
                .toList();
    }

    /** That it was found, or what became of it since, for whoever is told of it; the same finding in the same state has the same id. */
    public static CloudEvent message(Finding finding, JsonObject json) {
        int steps = finding.steps().size();
        return new CloudEvent(
                "finding/" + finding.id() + (steps == 0 ? "/found" : "/" + steps),
                type(finding),
                Optional.of(finding.irregularity().subject().event().toString()),
                new JsonObject().put("finding", json));
    }

    public static String type(Finding finding) {
        return CloudEvent.TYPE_PREFIX + (finding.steps().isEmpty() ? "finding.found" : "finding.changed");
    }

    public static JsonObject of(FindingFigures figures) {
        JsonObject kinds = new JsonObject();
        figures.kinds().forEach((kind, line) -> kinds.put(kind.text(), of(line).put("kindName", kind.chinese())));
        return of(figures.sum()).put("kinds", kinds);
    }

    private static JsonObject of(Line line) {
        return new JsonObject()
                .put("all", line.all())
                .put("open", line.open())
                .put("answered", line.answered())
                .put("closed", line.closed())
                .put("byHand", line.byHand())
                .put("confirmed", line.confirmed());
    }

    /** The ten kinds with what each means. */
    public static JsonObject kinds() {
        JsonArray kinds = new JsonArray();
        for (FindingKind kind : FindingKind.values()) {
            kinds.add(new JsonObject()
                    .put("kind", kind.text())
                    .put("kindName", kind.chinese())
                    .put("definition", kind.definition()));
        }
        return new JsonObject().put("kinds", kinds);
    }
}
