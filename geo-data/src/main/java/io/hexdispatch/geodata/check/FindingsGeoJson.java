package io.hexdispatch.geodata.check;

import com.fasterxml.jackson.core.JsonGenerator;
import io.hexdispatch.geodata.write.FeaturePerLine;
import io.hexdispatch.geodata.write.GeoJsonGeometry;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * Writes the findings of a report as a GeoJSON layer, to be laid over the map in QGIS: each where it is, as the area that overlaps or
 * is missing, and where there is none, as a point. Findings without a place have no geometry.
 *
 * <p>The properties are those of a finding in {@link ReportJson}. UTF-8, one feature to a line. Any number of threads may write at once.
 */
public final class FindingsGeoJson {
    private static final GeometryFactory GEOMETRIES = new GeometryFactory();

    /** Writes all findings that the report lists, and leaves the stream open. */
    public void write(TopologyReport report, OutputStream out) throws IOException {
        try (JsonGenerator json = FeaturePerLine.generator(out)) {
            json.writeStartObject();
            json.writeStringField("type", "FeatureCollection");
            json.writeStringField("name", "findings");
            json.writeStringField("title", report.title());
            json.writeStringField("version", report.version());
            json.writeArrayFieldStart("features");
            for (Finding finding : report.findings()) {
                json.writeStartObject();
                json.writeStringField("type", "Feature");
                json.writeObjectFieldStart("properties");
                // A list in one text: QGIS would show an array as JSON.
                writeProperties(json, finding, () -> json.writeString(String.join(", ", finding.others())));
                json.writeEndObject();
                json.writeFieldName("geometry");
                Optional<Geometry> geometry = finding.shape().or(() -> point(finding));
                if (geometry.isPresent()) {
                    GeoJsonGeometry.write(json, geometry.get());
                } else {
                    json.writeNull();
                }
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static Optional<Geometry> point(Finding finding) {
        return finding.place()
                .map(place -> GEOMETRIES.createPoint(new Coordinate(place.longitude(), place.latitude())));
    }

    /** Writes the codes of the other grids as one value, each form in its way. */
    interface OthersWriter {
        void write() throws IOException;
    }

    /** The members of a finding, the same in the report and on the map. */
    static void writeProperties(JsonGenerator json, Finding finding, OthersWriter others) throws IOException {
        json.writeStringField("kind", finding.kind().name().toLowerCase(Locale.ROOT));
        json.writeStringField("severity", finding.severity().name().toLowerCase(Locale.ROOT));
        json.writeStringField("title", finding.kind().title());
        json.writeStringField("titleChinese", finding.kind().chineseTitle());
        json.writeStringField("layer", finding.layer());
        json.writeFieldName("row");
        if (finding.row() > 0) {
            json.writeNumber(finding.row());
        } else {
            json.writeNull();
        }
        json.writeFieldName("code");
        json.writeString(finding.code().orElse(null));
        json.writeFieldName("others");
        others.write();
        writeNumber(
                json,
                "longitude",
                finding.place().isPresent(),
                finding.place().map(p -> p.longitude()).orElse(0.0),
                1e7);
        writeNumber(
                json,
                "latitude",
                finding.place().isPresent(),
                finding.place().map(p -> p.latitude()).orElse(0.0),
                1e7);
        writeNumber(
                json, "metres", finding.metres().isPresent(), finding.metres().orElse(0), 1e3);
        writeNumber(
                json,
                "squareMetres",
                finding.squareMetres().isPresent(),
                finding.squareMetres().orElse(0),
                1e3);
        json.writeStringField("message", finding.message());
    }

    /** Null rather than left out, and never an infinity, which JSON does not have. */
    static void writeNumber(JsonGenerator json, String name, boolean present, double value, double steps)
            throws IOException {
        json.writeFieldName(name);
        if (present && Double.isFinite(value)) {
            json.writeNumber(Math.rint(value * steps) / steps);
        } else {
            json.writeNull();
        }
    }
}
