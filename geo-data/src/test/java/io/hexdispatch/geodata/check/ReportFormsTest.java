package io.hexdispatch.geodata.check;

import static io.hexdispatch.geodata.DrawnCity.box;
import static io.hexdispatch.geodata.DrawnCity.polygon;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.hexdispatch.geodata.DrawnCity;
import io.hexdispatch.geodata.DrawnGrid;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class ReportFormsTest {
    private static final String HOSTILE = "<script>alert('x')</script>\u202E\"&\u0007";

    /** An overlap, a gap, a shape that crosses itself, a row without a shape, and a name that would like to be markup. */
    private static TopologyReport spoilt() {
        DrawnCity city = DrawnCity.small()
                .drawn("410184101001", box(0, 0, 1.1, 2))
                .drawn("410184101003", polygon(0, 2, 1, 4, 1, 2, 0, 4))
                .drawn("410184102001", box(2, 0, 0.9, 2))
                .drawn("410184102004", null)
                .changed(
                        "410184101001",
                        grid -> new DrawnGrid(
                                HOSTILE,
                                grid.row(),
                                grid.code(),
                                Optional.of(HOSTILE),
                                grid.level(),
                                grid.parent(),
                                grid.centre(),
                                grid.boundary()));
        return new BoundaryCheck(CheckOptions.of("v<1>", "演示 & " + HOSTILE), CheckProgress.SILENT)
                .check(city.grids())
                .report()
                .withNotes(List.of("Text was read as GBK, because the file does not say."));
    }

    @Test
    void theJsonReportHasEveryFindingWithItsMembers() throws IOException {
        TopologyReport report = spoilt();
        Map<String, Object> json = object(new String(json(report), StandardCharsets.UTF_8));
        assertThat(json)
                .containsEntry("title", report.title())
                .containsEntry("activatable", false)
                .containsEntry("errors", report.errors())
                .containsEntry("grids", 12L)
                .containsEntry("notes", List.of("Text was read as GBK, because the file does not say."));
        List<?> findings = (List<?>) json.get("findings");
        assertThat(findings).hasSize(report.findings().size());
        Map<?, ?> overlap = findings.stream()
                .map(finding -> (Map<?, ?>) finding)
                .filter(finding -> finding.get("kind").equals("overlap"))
                .findFirst()
                .orElseThrow();
        assertThat(overlap.get("layer")).isEqualTo(HOSTILE);
        assertThat(overlap.get("titleChinese")).isEqualTo("同级网格重叠");
        assertThat(overlap.get("others")).isEqualTo(List.of("410184101002"));
        assertThat(overlap.get("row")).isEqualTo(5L);
        assertThat((double) overlap.get("squareMetres")).isBetween(203_000.0, 204_000.0);
        assertThat((double) overlap.get("longitude")).isBetween(113.61, 113.611);
        Map<?, ?> empty = findings.stream()
                .map(finding -> (Map<?, ?>) finding)
                .filter(finding -> finding.get("kind").equals("shape_empty"))
                .findFirst()
                .orElseThrow();
        assertThat(empty.get("longitude")).isNull();
        assertThat(empty.get("squareMetres")).isNull();
    }

    @Test
    void theMapLayerHasTheAreaThatOverlapsAndPointsElsewhere() throws IOException {
        TopologyReport report = spoilt();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new FindingsGeoJson().write(report, out);
        Map<String, Object> layer = object(out.toString(StandardCharsets.UTF_8));
        List<?> features = (List<?>) layer.get("features");
        assertThat(features).hasSize(report.findings().size());
        Map<String, Object> typeByKind = new LinkedHashMap<>();
        for (Object feature : features) {
            Map<?, ?> geometry = (Map<?, ?>) ((Map<?, ?>) feature).get("geometry");
            typeByKind.put(
                    (String) ((Map<?, ?>) ((Map<?, ?>) feature).get("properties")).get("kind"),
                    geometry == null ? null : geometry.get("type"));
        }
        assertThat(typeByKind)
                .containsEntry("overlap", "Polygon")
                .containsEntry("shape_invalid", "Point")
                .containsEntry("shape_empty", null);
    }

    @Test
    void theReportOfARepairNamesEveryGridThatMoved() throws Exception {
        DrawnCity city = DrawnCity.small()
                .drawn("410184101001", box(0, 0, 1.0005, 2))
                .changed(
                        "410184101001",
                        grid -> new DrawnGrid(
                                HOSTILE,
                                grid.row(),
                                grid.code(),
                                Optional.of(HOSTILE),
                                grid.level(),
                                grid.parent(),
                                grid.centre(),
                                grid.boundary()));
        CheckOptions options = CheckOptions.of("v1", "test");
        RepairedBoundaries repaired = new BoundaryRepair(options, CheckProgress.SILENT).repair(city.grids());
        TopologyReport report = new BoundaryCheck(options, CheckProgress.SILENT)
                .check(repaired.grids())
                .report()
                .withRepairs(repaired.changes());
        assertThat(repaired.changes()).isNotEmpty();
        Map<String, Object> json = object(new String(json(report), StandardCharsets.UTF_8));
        assertThat(json)
                .containsEntry("repairedGrids", (long) repaired.changes().size());
        List<?> repairs = (List<?>) json.get("repairs");
        assertThat(repairs).hasSize(repaired.changes().size());
        Map<?, ?> first = (Map<?, ?>) repairs.get(0);
        assertThat(first.get("kind")).isEqualTo("snapped");
        assertThat((double) first.get("metres")).isBetween(0.4, 0.5);
        assertThat((double) first.get("squareMetres")).isNotZero();
        assertThat(page(report))
                .contains("What a repair changed", "修复内容", "was snapped to its neighbours")
                .doesNotContain("<script");
        assertThat(page(report.withRepairs(List.of()))).contains("No grid needed a repair");
        assertThat(object(new String(json(spoilt()), StandardCharsets.UTF_8))).containsEntry("repairs", null);
    }

    @Test
    void thePageShowsTextAsTextAndLoadsNothing() throws IOException {
        String page = page(spoilt());
        assertThat(page)
                .doesNotContain("<script", "\u202E", "\u0007", "src=", "url(", "@import")
                .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;\uFFFD&quot;&amp;\uFFFD")
                .contains("default-src 'none'")
                .contains("Cannot go live", "不可启用", "同级网格重叠", "v&lt;1&gt;", "Text was read as GBK");
    }

    @Test
    void everyElementOfThePageIsClosed() throws Exception {
        String page = page(spoilt());
        String body =
                page.substring(page.indexOf("<body>"), page.indexOf("</html>")).replace("<br>", "<br/>");
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        assertThat(factory.newDocumentBuilder()
                        .parse(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)))
                        .getElementsByTagName("tr")
                        .getLength())
                .isGreaterThan(10);
    }

    @Test
    void thePageOfACleanCitySaysSo() throws IOException {
        TopologyReport clean = new BoundaryCheck(CheckOptions.of("v1", "clean"), CheckProgress.SILENT)
                .check(DrawnCity.small().grids())
                .report();
        assertThat(page(clean))
                .contains("Can go live", "Nothing was found", "<svg")
                .doesNotContain("<h3");
    }

    @Test
    void thePageOfAnEmptyFileIsAPageToo() throws IOException {
        TopologyReport empty = new BoundaryCheck(CheckOptions.of("v1", "empty"), CheckProgress.SILENT)
                .check(List.of())
                .report();
        assertThat(page(empty)).contains("The file draws no grid").doesNotContain("<svg", "NaN", "Infinity");
    }

    @Test
    void thePageListsTheLargestOfManyAndCountsTheOthers() throws IOException {
        DrawnCity city = DrawnCity.small();
        for (int i = 0; i < 20; i++) {
            city.add("extra-" + i, "community", "410184101", box(0.1, 0.1, 0.1 + 0.01 * i, 0.1));
        }
        TopologyReport report = new BoundaryCheck(CheckOptions.of("v1", "many"), CheckProgress.SILENT)
                .check(city.grids())
                .report();
        assertThat(report.count(FindingKind.OVERLAP)).isEqualTo(20 + 19 * 20 / 2);
        assertThat(page(report)).contains("110 more are not shown; the JSON report and the layer for QGIS list 210.");
    }

    private static byte[] json(TopologyReport report) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ReportJson().write(report, out);
        return out.toByteArray();
    }

    private static String page(TopologyReport report) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ReportPage().write(report, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static Map<String, Object> object(String text) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            parser.nextToken();
            @SuppressWarnings("unchecked")
            Map<String, Object> object = (Map<String, Object>) value(parser);
            assertThat(parser.nextToken()).as("what follows").isNull();
            return object;
        }
    }

    private static Object value(JsonParser parser) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> members = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    members.put(name, value(parser));
                }
                return members;
            }
            case START_ARRAY -> {
                List<Object> elements = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    elements.add(value(parser));
                }
                return elements;
            }
            case VALUE_NUMBER_INT -> {
                return parser.getLongValue();
            }
            case VALUE_NUMBER_FLOAT -> {
                return parser.getDoubleValue();
            }
            case VALUE_NULL -> {
                return null;
            }
            case VALUE_TRUE, VALUE_FALSE -> {
                return parser.getBooleanValue();
            }
            default -> {
                return parser.getText();
            }
        }
    }
}
