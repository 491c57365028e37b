package io.hexdispatch.wire;

import io.hexdispatch.flow.Reviews.Item;
import io.hexdispatch.review.Sample;
import io.hexdispatch.review.Verdict;
import io.hexdispatch.review.Verdict.Finding;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The JSON form of samples and of what was found of them. */
public final class ReviewJson {
    private static final ZoneId ZHENGZHOU = ZoneId.of("Asia/Shanghai");
    private static final int SEED_LENGTH_MAX = 64;
    private static final int AREA_LENGTH_MAX = 32;
    private static final int NOTE_LENGTH_MAX = 1_000;
    private static final int SIZE_DEFAULT = 100;

    private ReviewJson() {}

    /**
     * Reads what to draw. Without a time it is the last whole week, from Monday to Monday in Zhengzhou.
     *
     * @param seed gives one where none is named
     * @return empty with every fault noted
     */
    public static Optional<Sample.Frame> frame(Fields fields, int sizeMax, Instant now, Supplier<String> seed) {
        Optional<String> given = fields.optionalText("seed", SEED_LENGTH_MAX);
        Optional<String> area = fields.optionalText("area", AREA_LENGTH_MAX);
        Optional<Instant> from = fields.optionalTime("from");
        Optional<Instant> to = fields.optionalTime("to");
        int size = fields.optionalWholeNumber("size", 1, sizeMax).orElse(SIZE_DEFAULT);
        if (from.isPresent() != to.isPresent() && fields.faults().isEmpty()) {
            fields.fault(
                    from.isPresent() ? "to" : "from", "is missing; both ends of a time, or neither for the last week");
        }
        fields.rejectUnknown();
        if (!fields.faults().isEmpty()) {
            return Optional.empty();
        }
        LocalDate monday = LocalDate.ofInstant(now, ZHENGZHOU).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        return Optional.of(new Sample.Frame(
                given.orElseGet(seed),
                area,
                from.orElseGet(
                        () -> monday.minusWeeks(1).atStartOfDay(ZHENGZHOU).toInstant()),
                to.orElseGet(() -> monday.atStartOfDay(ZHENGZHOU).toInstant()),
                size));
    }

    /** What somebody found. */
    public record Found(Finding finding, Optional<String> note) {}

    /** Reads it; empty with every fault noted. */
    public static Optional<Found> found(Fields fields) {
        Optional<Finding> finding = fields.text("finding", SEED_LENGTH_MAX).flatMap(text -> {
            Optional<Finding> known = Finding.ofText(text);
            if (known.isEmpty()) {
                fields.fault("finding", "\"" + text + "\" is not known; right is one of in-order, defective");
            }
            return known;
        });
        Optional<String> note = fields.optionalText("note", NOTE_LENGTH_MAX);
        if (finding.filter(Finding.DEFECTIVE::equals).isPresent()
                && note.isEmpty()
                && fields.faults().isEmpty()) {
            fields.fault("note", "is missing; what is defective must be said");
        }
        fields.rejectUnknown();
        return fields.faults().isEmpty() ? finding.map(known -> new Found(known, note)) : Optional.empty();
    }

    public static JsonObject of(Sample sample) {
        JsonObject json = new JsonObject()
                .put("id", sample.id())
                .put("seed", sample.frame().seed())
                .put("from", sample.frame().from().toString())
                .put("to", sample.frame().to().toString())
                .put("size", sample.frame().size())
                .put("population", sample.population())
                .put("drawn", sample.drawn())
                .put("reviewed", sample.reviewed())
                .put("defective", sample.defective())
                .put("drawnBy", HistoryJson.by(sample.by()))
                .put("drawnAt", sample.drawnAt().toString());
        sample.frame().area().ifPresent(area -> json.put("area", area));
        return json;
    }

    public static JsonObject of(Sample sample, List<Item> items) {
        JsonArray list = new JsonArray();
        items.forEach(item -> list.add(of(item)));
        return of(sample).put("items", list);
    }

    public static JsonObject of(Item item) {
        JsonArray findings = new JsonArray();
        item.verdicts().forEach(verdict -> findings.add(of(verdict)));
        JsonObject json = new JsonObject().put("event", item.drawn().event().toString());
        String county = item.drawn().stratum().county();
        if (!county.isEmpty()) {
            json.put("county", county);
        }
        return json.put("majorClass", item.drawn().stratum().majorClass()).put("findings", findings);
    }

    private static JsonObject of(Verdict verdict) {
        JsonObject json = new JsonObject().put("finding", verdict.finding().text());
        verdict.note().ifPresent(note -> json.put("note", note));
        return json.put("by", HistoryJson.by(verdict.by()))
                .put("at", verdict.at().toString());
    }
}
