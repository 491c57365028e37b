package io.hexdispatch.wire;

import io.hexdispatch.diversion.Diversion;
import io.hexdispatch.diversion.DiversionFigures;
import io.hexdispatch.diversion.Matter;
import io.hexdispatch.event.Report;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Items of the police line as they are handed over, and what became of them. */
public final class DiversionJson {
    private static final int NUMBER_LENGTH_MAX = 128;
    private static final double PERCENT_SHOWN = 100.0;

    private final ReportJson reportJson;

    public DiversionJson(ReportJson reportJson) {
        this.reportJson = reportJson;
    }

    /** An item, read. */
    public record Item(Matter matter, Report report) {}

    /**
     * Reads an item: a report with {@code policeNumber} for its id and {@code matter} for its category, unless it names one.
     *
     * @param source whose item it is where it does not say
     * @return empty with every fault noted
     */
    public Optional<Item> read(JsonObject body, String source, List<Fields.Fault> faults, Instant receivedAt) {
        Fields fields = Fields.of(body, faults);
        Optional<String> number = fields.text("policeNumber", NUMBER_LENGTH_MAX);
        Optional<Matter> matter = fields.text("matter", 20).flatMap(text -> {
            Optional<Matter> found = Matter.ofText(text);
            if (found.isEmpty()) {
                fields.fault("matter", "\"" + text + "\" is not known; right is one of " + Matter.texts());
            }
            return found;
        });
        if (body.containsKey("sourceEventId")) {
            fields.fault("sourceEventId", "is not a field here; policeNumber is right");
        }
        if (!faults.isEmpty()) {
            return Optional.empty();
        }
        JsonObject ours = body.copy().put("sourceEventId", number.orElseThrow());
        ours.remove("policeNumber");
        ours.remove("matter");
        if (ours.getValue("source") == null) {
            ours.put("source", source);
        }
        if (ours.getValue("category") == null) {
            ours.put("category", matter.orElseThrow().category().code());
        }
        return reportJson
                .read(Fields.of(ours, faults), receivedAt)
                .map(report -> new Item(matter.orElseThrow(), report));
    }

    public static JsonObject of(Diversion diversion) {
        return new JsonObject()
                .put("source", diversion.source())
                .put("policeNumber", diversion.policeNumber())
                .put("matter", diversion.matter().text())
                .put("event", diversion.event().toString())
                .put("by", diversion.by().toString())
                .put("divertedAt", diversion.divertedAt().toString());
    }

    public static JsonObject of(DiversionFigures figures) {
        JsonObject byMatter = new JsonObject();
        figures.byMatter().forEach((matter, line) -> byMatter.put(matter.text(), of(line)));
        return of(figures.total()).put("byMatter", byMatter);
    }

    private static JsonObject of(DiversionFigures.Line line) {
        JsonObject json = new JsonObject().put("diverted", line.diverted()).put("closed", line.closed());
        line.closingRate()
                .ifPresent(rate -> json.put("closingRatePercent", Math.round(rate * PERCENT_SHOWN) / PERCENT_SHOWN));
        line.meanSeconds().ifPresent(seconds -> json.put("meanSeconds", Math.round(seconds)));
        return json;
    }
}
