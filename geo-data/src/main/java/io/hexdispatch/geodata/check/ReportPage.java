package io.hexdispatch.geodata.check;

import static io.hexdispatch.geodata.check.HtmlText.escaped;

import io.hexdispatch.geodata.check.RepairedBoundaries.Change;
import io.hexdispatch.grid.GridLevel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes a report as one HTML page that needs nothing beside itself and prints on A4: the verdict, a sketch of where the findings lie,
 * their kinds with counts, and a table for each kind. English, with the Chinese names of kinds and levels.
 *
 * <p>UTF-8. Text from the file is shown as text, whatever it holds, and the page forbids itself all scripts and loading.
 */
public final class ReportPage {
    /** What somebody reads on paper; the JSON report and the layer for QGIS list more. */
    private static final int ROWS_PER_KIND_MAX = 100;

    private static final Map<GridLevel, String> CHINESE_LEVELS = Map.of(
            GridLevel.CITY, "市",
            GridLevel.COUNTY, "区县（市）",
            GridLevel.TOWNSHIP, "乡镇（街道）",
            GridLevel.COMMUNITY, "社区（村）",
            GridLevel.CELL, "基础网格",
            GridLevel.MICRO_CELL, "微网格",
            GridLevel.DEDICATED, "专属网格");

    /** Writes the whole page, and leaves the stream open. */
    public void write(TopologyReport report, OutputStream out) throws IOException {
        StringBuilder page = new StringBuilder(1 << 16);
        page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta http-equiv=\"Content-Security-Policy\""
                        + " content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width\">\n<title>")
                .append(escaped("Boundary check: " + report.title()))
                .append("</title>\n<style>\n")
                .append(style())
                .append(
                        "</style>\n</head>\n<body>\n<h1>Boundary check<span class=\"zh\" lang=\"zh\">网格边界检查报告</span></h1>\n")
                .append("<p class=\"title\">")
                .append(escaped(report.title()))
                .append("</p>\n");
        appendVerdict(page, report);
        appendOverview(page, report);
        report.repairs().ifPresent(changes -> appendRepairs(page, changes));
        if (report.counts().isEmpty()) {
            page.append("<p class=\"clean\">Nothing was found. <span lang=\"zh\">未发现问题。</span></p>\n");
        } else {
            appendKinds(page, report);
            report.counts().keySet().forEach(kind -> appendFindings(page, report, kind));
        }
        page.append(
                "<footer>HexDispatch. Areas are those of the WGS 84 ellipsoid; widths are means, the area over half of the"
                        + " perimeter; places are longitude, latitude in WGS 84 degrees.</footer>\n</body>\n</html>\n");
        out.write(page.toString().getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static void appendVerdict(StringBuilder page, TopologyReport report) {
        String counts = count(report.errors(), "error") + ", " + count(report.warnings(), "warning")
                + "</small><small lang=\"zh\">" + number(report.errors()) + " 个错误，" + number(report.warnings())
                + " 个警告</small>";
        page.append(
                        report.hasErrors()
                                ? "<p class=\"verdict stops\"><span>Cannot go live <span lang=\"zh\">不可启用</span></span><small>"
                                : "<p class=\"verdict goes\"><span>Can go live <span lang=\"zh\">可以启用</span></span><small>")
                .append(counts)
                .append("</p>\n");
    }

    private static void appendOverview(StringBuilder page, TopologyReport report) {
        page.append("<div class=\"overview\">\n<div>\n<dl>\n");
        appendFact(page, "Version", "版本", escaped(report.version()));
        appendFact(page, "Grids", "网格数", number(report.grids()) + " with " + number(report.vertices()) + " vertices");
        report.gridsByLevel()
                .forEach((level, grids) -> appendFact(
                        page,
                        level.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        CHINESE_LEVELS.get(level),
                        number(grids)));
        appendFact(page, "Tolerance", "容差", Figures.metres(report.toleranceMetres()));
        page.append("</dl>\n");
        if (!report.notes().isEmpty()) {
            page.append("<ul class=\"notes\">\n");
            report.notes()
                    .forEach(note -> page.append("<li>").append(escaped(note)).append("</li>\n"));
            page.append("</ul>\n");
        }
        page.append("</div>\n");
        FindingSketch sketch = new FindingSketch(report);
        if (!sketch.isEmpty()) {
            page.append("<figure>")
                    .append(sketch.svg())
                    .append("<figcaption>Where they lie <span lang=\"zh\">位置示意</span>:"
                            + "<i class=\"error\"></i>errors <i class=\"warning\"></i>warnings");
            if (sketch.outside() > 0) {
                page.append(". ").append(number(sketch.outside())).append(" lie beyond the picture");
            }
            page.append("</figcaption></figure>\n");
        }
        page.append("</div>\n");
    }

    private static void appendFact(StringBuilder page, String title, String chinese, String value) {
        page.append("<dt>")
                .append(title)
                .append(" <span lang=\"zh\">")
                .append(chinese)
                .append("</span></dt><dd>")
                .append(value)
                .append("</dd>\n");
    }

    /** Those that were moved farthest; what was left as drawn comes last. */
    private static void appendRepairs(StringBuilder page, List<Change> changes) {
        page.append("<h2>What a repair changed<span class=\"zh\" lang=\"zh\">修复内容</span></h2>\n");
        if (changes.isEmpty()) {
            page.append("<p class=\"clean\">No grid needed a repair. <span lang=\"zh\">无需修复。</span></p>\n");
            return;
        }
        page.append(
                "<table class=\"repairs\">\n<thead><tr><th>Row<span class=\"zh\" lang=\"zh\">行</span></th><th>Code<span"
                        + " class=\"zh\" lang=\"zh\">编码</span></th><th class=\"number\">Moved by up to<span class=\"zh\""
                        + " lang=\"zh\">最大位移</span></th><th class=\"number\">Area<span class=\"zh\""
                        + " lang=\"zh\">面积变化</span></th><th>What was done<span class=\"zh\" lang=\"zh\">说明</span></th></tr></thead>\n"
                        + "<tbody>\n");
        changes.stream()
                .sorted(Comparator.comparingDouble(Change::metres).reversed())
                .limit(ROWS_PER_KIND_MAX)
                .forEach(change -> page.append("<tr><td>")
                        .append(change.row())
                        .append("<br><small>")
                        .append(escaped(change.layer()))
                        .append("</small></td><td class=\"code\">")
                        .append(escaped(change.code().orElse("")))
                        .append("</td><td class=\"number\">")
                        .append(Figures.metres(change.metres()))
                        .append("</td><td class=\"number\">")
                        .append(Figures.change(change.squareMetres()))
                        .append("</td><td>")
                        .append(escaped(change.message()))
                        .append("<span class=\"zh\" lang=\"zh\">")
                        .append(change.kind().chineseTitle())
                        .append("</span></td></tr>\n"));
        page.append("</tbody>\n</table>\n");
        if (changes.size() > ROWS_PER_KIND_MAX) {
            page.append("<p class=\"more\">These moved farthest. ")
                    .append(number(changes.size() - ROWS_PER_KIND_MAX))
                    .append(" more are in the JSON report.</p>\n");
        }
    }

    private static void appendKinds(StringBuilder page, TopologyReport report) {
        page.append(
                "<h2>What was found<span class=\"zh\" lang=\"zh\">问题汇总</span></h2>\n<table>\n<thead><tr><th></th><th>Kind<span"
                        + " class=\"zh\" lang=\"zh\">类型</span></th><th class=\"number\">Count<span class=\"zh\""
                        + " lang=\"zh\">数量</span></th></tr></thead>\n<tbody>\n");
        report.counts().forEach((kind, found) -> page.append("<tr><td>")
                .append(tag(severity(report, kind)))
                .append("</td><td><a href=\"#")
                .append(kind.name())
                .append("\">")
                .append(kind.title())
                .append("</a><span class=\"zh\" lang=\"zh\">")
                .append(kind.chineseTitle())
                .append("</span></td><td class=\"number\">")
                .append(number(found))
                .append("</td></tr>\n"));
        page.append("</tbody>\n</table>\n");
    }

    private static void appendFindings(StringBuilder page, TopologyReport report, FindingKind kind) {
        List<Finding> listed = report.findings(kind);
        List<Finding> shown = listed.subList(0, Math.min(ROWS_PER_KIND_MAX, listed.size()));
        page.append("<h3 id=\"")
                .append(kind.name())
                .append("\">")
                .append(kind.title())
                .append("<span class=\"zh\" lang=\"zh\">")
                .append(kind.chineseTitle())
                .append("</span><span class=\"count\">")
                .append(number(report.count(kind)))
                .append(
                        "</span></h3>\n<table class=\"findings\">\n<thead><tr><th>Row<span class=\"zh\" lang=\"zh\">行</span></th><th>Code<span"
                                + " class=\"zh\" lang=\"zh\">编码</span></th><th>Place<span class=\"zh\" lang=\"zh\">位置</span></th>"
                                + "<th class=\"number\">Size<span class=\"zh\" lang=\"zh\">大小</span></th>"
                                + "<th>What is wrong<span class=\"zh\" lang=\"zh\">说明</span></th></tr></thead>\n<tbody>\n");
        shown.forEach(finding -> appendRow(page, finding));
        page.append("</tbody>\n</table>\n");
        if (report.count(kind) > shown.size()) {
            page.append("<p class=\"more\">These are the largest. ")
                    .append(number(report.count(kind) - shown.size()))
                    .append(" more are not shown")
                    .append(
                            listed.size() > shown.size()
                                    ? "; the JSON report and the layer for QGIS list " + number(listed.size())
                                    : "")
                    .append(".</p>\n");
        }
    }

    private static void appendRow(StringBuilder page, Finding finding) {
        page.append("<tr><td>");
        if (finding.row() > 0) {
            page.append(finding.row());
        }
        page.append("<br><small>").append(escaped(finding.layer())).append("</small></td><td class=\"code\">");
        finding.code().ifPresent(code -> page.append(escaped(code)));
        finding.others()
                .forEach(other -> page.append("<span>").append(escaped(other)).append("</span>"));
        page.append("</td><td class=\"place\">");
        finding.place()
                .ifPresent(place ->
                        page.append(String.format(Locale.ROOT, "%.6f<br>%.6f", place.longitude(), place.latitude())));
        page.append("</td><td class=\"number\">");
        finding.squareMetres().ifPresent(area -> page.append(Figures.squareMetres(area)));
        finding.metres().ifPresent(metres -> page.append(finding.squareMetres().isPresent() ? "<br>" : "")
                .append(Figures.metres(metres)));
        page.append("</td><td>").append(escaped(finding.message())).append("</td></tr>\n");
    }

    /** The worst of a kind's findings; a dedicated grid that leaves its parent is only a warning, say. */
    private static Severity severity(TopologyReport report, FindingKind kind) {
        return report.findings(kind).stream().anyMatch(finding -> finding.severity() == Severity.ERROR)
                ? Severity.ERROR
                : Severity.WARNING;
    }

    private static String tag(Severity severity) {
        return "<span class=\"tag " + severity.name().toLowerCase(Locale.ROOT) + "\">" + severity.title()
                + " <span lang=\"zh\">" + severity.chineseTitle() + "</span></span>";
    }

    private static String count(long count, String noun) {
        return number(count) + " " + noun + (count == 1 ? "" : "s");
    }

    private static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static String style() throws IOException {
        try (InputStream css = ReportPage.class.getResourceAsStream("report.css")) {
            if (css == null) {
                throw new IllegalStateException("the style sheet report.css is missing beside " + ReportPage.class);
            }
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
