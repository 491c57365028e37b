package io.hexdispatch.wire;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.assignment.Assigner;
import io.hexdispatch.assignment.Unit;
import io.hexdispatch.event.EventStatus;
import io.hexdispatch.flow.LiveMap;
import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.jointhandling.Entry;
import io.hexdispatch.jointhandling.Grounds;
import io.hexdispatch.jointhandling.JointFigures;
import io.hexdispatch.jointhandling.JointHandling;
import io.hexdispatch.jointhandling.Party;
import io.hexdispatch.jointhandling.Verdict;
import io.hexdispatch.order.CaseFile;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.Optional;

/** The JSON form of joint handlings, the same over HTTP and WebSocket. */
public final class JointHandlingJson {
    private static final double PERCENT_SHOWN = 100.0;

    private final CaseFileJson caseFileJson;
    private final LiveMap map;
    private final Assigner assigner;

    /** @param map gives centres their names, and {@code assigner} the units theirs; codes that they know no more stand alone */
    public JointHandlingJson(CaseFileJson caseFileJson, LiveMap map, Assigner assigner) {
        this.caseFileJson = caseFileJson;
        this.map = map;
        this.assigner = assigner;
    }

    /** With its whole record and its event. Who reported the event is not told to all parties. */
    public JsonObject whole(JointHandling handling, CaseFile caseFile) {
        JsonArray record = new JsonArray();
        handling.record().forEach(entry -> record.add(of(entry)));
        JsonArray opinions = new JsonArray();
        for (Party party : handling.parties()) {
            handling.opinionOf(party.who()).ifPresent(entry -> opinions.add(of(entry)));
        }
        return head(handling, caseFile.event().status())
                .put("opinions", opinions)
                .put("record", record)
                .put("event", event(caseFile));
    }

    /** Without its record, for lists. */
    public JsonObject of(JointHandling handling, CaseFile caseFile) {
        return head(handling, caseFile.event().status()).put("event", event(caseFile));
    }

    /** With the line of its record that was added last, for messages. */
    public JsonObject message(JointHandling handling, CaseFile caseFile) {
        return new JsonObject()
                .put("jointHandling", of(handling, caseFile))
                .put("entry", of(handling.record().get(handling.record().size() - 1)));
    }

    private JsonObject event(CaseFile caseFile) {
        JsonObject event = caseFileJson.of(caseFile);
        event.remove("reporter");
        return event;
    }

    private JsonObject head(JointHandling handling, EventStatus eventStatus) {
        JsonArray parties = new JsonArray();
        for (Party party : handling.parties()) {
            JsonObject json = HistoryJson.by(party.who());
            name(party.who()).ifPresent(name -> json.put("name", name));
            parties.add(json.put("invitedBy", HistoryJson.by(party.invitedBy()))
                    .put("invitedAt", party.invitedAt().toString()));
        }
        JsonObject json = new JsonObject()
                .put("number", handling.event().toString())
                .put("status", handling.beside(eventStatus).name())
                .put("grounds", grounds(handling.grounds()))
                .put("parties", parties)
                .put("decidedByCentre", handling.decider())
                .put("begunAt", handling.begunAt().toString());
        handling.openedBy().ifPresent(by -> json.put("openedBy", HistoryJson.by(by)));
        handling.openedAt().ifPresent(at -> json.put("openedAt", at.toString()));
        handling.decideBy().ifPresent(at -> json.put("decideBy", at.toString()));
        handling.overdueAt().ifPresent(at -> json.put("overdueAt", at.toString()));
        handling.verdict().ifPresent(verdict -> json.put("decision", of(verdict)));
        return json;
    }

    private Optional<String> name(Actor party) {
        return party.role() == Role.UNIT
                ? assigner.unit(party.id()).map(Unit::name)
                : Optional.of(party.id())
                        .filter(GridCode::isValid)
                        .flatMap(code -> map.current().grid(new GridCode(code)))
                        .map(Grid::name);
    }

    private static JsonArray grounds(Collection<Grounds> grounds) {
        JsonArray json = new JsonArray();
        grounds.forEach(each -> json.add(each.text()));
        return json;
    }

    private static JsonObject of(Verdict verdict) {
        JsonArray coHandling = new JsonArray();
        verdict.coHandling().forEach(coHandling::add);
        return new JsonObject()
                .put("lead", verdict.lead())
                .put("coHandling", coHandling)
                .put("text", verdict.text())
                .put("by", HistoryJson.by(verdict.by()))
                .put("at", verdict.at().toString());
    }

    private static JsonObject of(Entry entry) {
        JsonObject json = new JsonObject()
                .put("at", entry.at().toString())
                .put("by", HistoryJson.by(entry.by()))
                .put("action", entry.action());
        entry.from().ifPresent(from -> json.put("from", from.name()));
        json.put("to", entry.to().name());
        entry.text().ifPresent(text -> json.put("text", text));
        return json;
    }

    public static JsonObject of(JointFigures figures) {
        JsonObject byGrounds = new JsonObject();
        figures.byGrounds().forEach((grounds, line) -> byGrounds.put(grounds.text(), of(line)));
        JsonObject byCounty = new JsonObject();
        figures.byCounty().forEach((county, line) -> byCounty.put(county, of(line)));
        return of(figures.total()).put("byGrounds", byGrounds).put("byCounty", byCounty);
    }

    private static JsonObject of(JointFigures.Line line) {
        JsonObject json = new JsonObject()
                .put("deliberated", line.deliberated())
                .put("closed", line.closed())
                .put("late", line.late());
        line.closingRate()
                .ifPresent(rate -> json.put("closingRatePercent", Math.round(rate * PERCENT_SHOWN) / PERCENT_SHOWN));
        return json;
    }
}
