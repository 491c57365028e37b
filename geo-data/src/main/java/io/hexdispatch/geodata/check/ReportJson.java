package io.hexdispatch.geodata.check;

import com.fasterxml.jackson.core.JsonGenerator;
import io.hexdispatch.geodata.check.RepairedBoundaries.Change;
import io.hexdispatch.geodata.write.FeaturePerLine;
import io.hexdispatch.grid.GridLevel;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Map;

/**
 * Writes a report as one JSON object in UTF-8, a finding to a line.
 *
 * <p>Members: {@code title}, {@code version}, {@code activatable}, {@code errors}, {@code warnings}, {@code grids}, {@code vertices},
 * {@code gridsByLevel}, {@code toleranceMetres}, {@code notes}, {@code kinds} (each with {@code kind}, {@code title},
 * {@code titleChinese}, {@code count} and {@code listed}), {@code repairedGrids} and {@code repairs} (null where no repair was asked for;
 * otherwise each with {@code kind}, {@code title}, {@code titleChinese}, {@code layer}, {@code row}, {@code code}, {@code metres},
 * {@code squareMetres} and {@code message}) and {@code findings}. A finding has {@code kind}, {@code severity},
 * {@code title}, {@code titleChinese}, {@code layer}, {@code row}, {@code code}, {@code others}, {@code longitude}, {@code latitude},
 * {@code metres}, {@code squareMetres} and {@code message}; what it does not have is null.
 */
public final class ReportJson {
    /** Writes the whole report, and leaves the stream open. */
    public void write(TopologyReport report, OutputStream out) throws IOException {
        try (JsonGenerator json = FeaturePerLine.generator(out)) {
            json.writeStartObject();
            json.writeStringField("title", report.title());
            json.writeStringField("version", report.version());
            json.writeBooleanField("activatable", !report.hasErrors());
            json.writeNumberField("errors", report.errors());
            json.writeNumberField("warnings", report.warnings());
            json.writeNumberField("grids", report.grids());
            json.writeNumberField("vertices", report.vertices());
            json.writeObjectFieldStart("gridsByLevel");
            for (Map.Entry<GridLevel, Long> level : report.gridsByLevel().entrySet()) {
                json.writeNumberField(level.getKey().name().toLowerCase(Locale.ROOT), level.getValue());
            }
            json.writeEndObject();
            json.writeNumberField("toleranceMetres", report.toleranceMetres());
            json.writeArrayFieldStart("notes");
            for (String note : report.notes()) {
                json.writeString(note);
            }
            json.writeEndArray();
            writeKinds(json, report);
            writeRepairs(json, report);
            json.writeArrayFieldStart("findings");
            for (Finding finding : report.findings()) {
                json.writeStartObject();
                FindingsGeoJson.writeProperties(json, finding, () -> writeOthers(json, finding));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void writeOthers(JsonGenerator json, Finding finding) throws IOException {
        json.writeStartArray();
        for (String other : finding.others()) {
            json.writeString(other);
        }
        json.writeEndArray();
    }

    private static void writeKinds(JsonGenerator json, TopologyReport report) throws IOException {
        json.writeArrayFieldStart("kinds");
        for (Map.Entry<FindingKind, Long> kind : report.counts().entrySet()) {
            json.writeStartObject();
            json.writeStringField("kind", kind.getKey().name().toLowerCase(Locale.ROOT));
            json.writeStringField("title", kind.getKey().title());
            json.writeStringField("titleChinese", kind.getKey().chineseTitle());
            json.writeNumberField("count", kind.getValue());
            json.writeNumberField("listed", report.findings(kind.getKey()).size());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeRepairs(JsonGenerator json, TopologyReport report) throws IOException {
        if (report.repairs().isEmpty()) {
            json.writeNullField("repairedGrids");
            json.writeNullField("repairs");
            return;
        }
        json.writeNumberField("repairedGrids", report.repairedGrids().orElseThrow());
        json.writeArrayFieldStart("repairs");
        for (Change change : report.repairs().get()) {
            json.writeStartObject();
            json.writeStringField("kind", change.kind().name().toLowerCase(Locale.ROOT));
            json.writeStringField("title", change.kind().title());
            json.writeStringField("titleChinese", change.kind().chineseTitle());
            json.writeStringField("layer", change.layer());
            json.writeNumberField("row", change.row());
            json.writeStringField("code", change.code().orElse(null));
            FindingsGeoJson.writeNumber(json, "metres", true, change.metres(), 1e3);
            FindingsGeoJson.writeNumber(json, "squareMetres", true, change.squareMetres(), 1e3);
            json.writeStringField("message", change.message());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
