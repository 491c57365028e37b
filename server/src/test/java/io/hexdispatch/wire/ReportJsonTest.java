package io.hexdispatch.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.category.Categories;
import io.hexdispatch.category.CategoryKind;
import io.hexdispatch.event.Place;
import io.hexdispatch.event.Report;
import io.hexdispatch.event.Reporter;
import io.hexdispatch.grid.coordinate.CoordinateSystem;
import io.hexdispatch.grid.coordinate.LonLat;
import io.hexdispatch.wire.Fields.Fault;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportJsonTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final Categories CATEGORIES = Categories.bundled();

    private final ReportJson reportJson = new ReportJson(CATEGORIES);

    @Test
    void readsAReport() {
        Report report = read(valid().put("occurredAt", "2026-03-01T07:59:00+08:00")
                        .put("reporter", new JsonObject().put("name", "王").put("phone", "138")))
                .orElseThrow();

        assertThat(report)
                .isEqualTo(new Report(
                        "hotline-12345",
                        "case-1",
                        CATEGORIES.find(CategoryKind.EVENT, "02014").orElseThrow(),
                        Place.of(CoordinateSystem.WGS84, new LonLat(113.02, 34.75)),
                        "信号灯不亮",
                        Optional.of(new Reporter(Optional.of("王"), Optional.of("138"))),
                        Instant.parse("2026-02-28T23:59:00Z"),
                        NOW));
    }

    @Test
    void takesTheTimeOfReceiptWhereNoneIsSaid() {
        assertThat(read(valid()).orElseThrow().occurredAt()).isEqualTo(NOW);
    }

    @Test
    void takesAReporterWithoutNameAndPhoneForNone() {
        assertThat(read(valid().put("reporter", new JsonObject())).orElseThrow().reporter())
                .isEmpty();
    }

    @Test
    void tellsAComponentFromAnEventOfTheSameCode() {
        assertThat(read(valid().put("category", "01001").put("categoryKind", "component"))
                        .orElseThrow()
                        .category()
                        .kind())
                .isEqualTo(CategoryKind.COMPONENT);
        assertThat(read(valid().put("category", "01001"))
                        .orElseThrow()
                        .category()
                        .kind())
                .isEqualTo(CategoryKind.EVENT);
    }

    @Test
    void saysWhatIsWrongWithACategory() {
        assertThat(faults(valid().put("category", "99999")))
                .containsExactly(new Fault(
                        "/category", "there is no event category \"99999\"; GET /api/v1/categories lists them"));
        assertThat(faults(valid().put("category", 2014)))
                .containsExactly(new Fault("/category", "is 2014; a text of 1 to 10 characters is right"));
        assertThat(faults(valid().put("categoryKind", "thing")))
                .containsExactly(new Fault("/categoryKind", "\"thing\" is not known; right is event or component"));
    }

    @Test
    void allowsASourcesClockToRunAheadALittle() {
        assertThat(read(valid().put("occurredAt", "2026-03-01T00:02:00Z"))).isPresent();
        assertThat(faults(valid().put("occurredAt", "2026-03-01T00:02:00.000001Z")))
                .containsExactly(new Fault(
                        "/occurredAt",
                        "2026-03-01T00:02:00.000001Z lies in the future; it is 2026-03-01T00:00:00Z here."
                                + " A time without the right offset from UTC is the usual cause"));
    }

    @Test
    void pointsIntoTheLocationAndTheReporter() {
        assertThat(faults(valid().put(
                                "location",
                                new JsonObject()
                                        .put("lon", 34.75)
                                        .put("lat", 113.02)
                                        .put("alt", 5))
                        .put("reporter", new JsonObject().put("name", 1).put("mail", "x"))))
                .extracting(Fault::pointer)
                .containsExactly("/location/lat", "/location/alt", "/reporter/name", "/reporter/mail");
    }

    @Test
    void refusesAMisspeltFieldAndNamesTheRightOnes() {
        assertThat(faults(valid().put("ocurredAt", "2026-03-01T00:00:00Z")))
                .containsExactly(new Fault(
                        "/ocurredAt",
                        "is not a field here; the fields are category, categoryKind, location, occurredAt, reporter,"
                                + " source, sourceEventId, text"));
    }

    @Test
    void tellsEveryFaultOfAnEmptyReportAtOnce() {
        assertThat(faults(new JsonObject()))
                .containsExactly(
                        new Fault("/source", "is missing; a text of 1 to 128 characters"),
                        new Fault("/sourceEventId", "is missing; a text of 1 to 128 characters"),
                        new Fault("/category", "is missing; a text of 1 to 10 characters"),
                        new Fault("/location", "is missing; an object with lon, lat and crs"),
                        new Fault("/text", "is missing; a text of 1 to 4000 characters"));
    }

    @Test
    void readsAReportAlthoughFaultsOfAnotherWereNotedBefore() {
        Fields fields = Fields.of(valid());
        fields.fault("before", "was wrong");

        assertThat(reportJson.read(fields, NOW)).isPresent();
    }

    private static JsonObject valid() {
        return new JsonObject()
                .put("source", "hotline-12345")
                .put("sourceEventId", "case-1")
                .put("category", "02014")
                .put("location", new JsonObject().put("lon", 113.02).put("lat", 34.75))
                .put("text", "信号灯不亮");
    }

    private Optional<Report> read(JsonObject json) {
        return reportJson.read(Fields.of(json), NOW);
    }

    private List<Fault> faults(JsonObject json) {
        Fields fields = Fields.of(json);
        assertThat(reportJson.read(fields, NOW)).isEmpty();
        return fields.faults();
    }
}
