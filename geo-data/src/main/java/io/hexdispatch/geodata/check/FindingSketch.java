package io.hexdispatch.geodata.check;

import io.hexdispatch.geodata.measure.LocalPlane;
import io.hexdispatch.grid.coordinate.LonLat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;

/** A small SVG picture of where the findings of a report lie, north up, errors over warnings. */
final class FindingSketch {
    /** More marks would be a blot. */
    private static final int MARKS_MAX = 600;

    private static final double WIDTH = 600;
    private static final double MARGIN = 18;
    private static final double HEIGHT_MAX = 720;
    private static final double HEIGHT_MIN = 160;
    /** A finding that lies farther off than the city is wide is abroad, and would make the city a dot. */
    private static final double SURROUNDINGS = 1.0;

    private final TopologyReport report;
    private final LocalPlane plane;
    private final Envelope box = new Envelope();
    private final double scale;
    private final double height;
    private int outside;

    FindingSketch(TopologyReport report) {
        this.report = report;
        Envelope city = report.outline().getEnvelopeInternal();
        Envelope shown = new Envelope(city);
        Envelope surroundings = new Envelope(city);
        surroundings.expandBy(SURROUNDINGS * city.getWidth(), SURROUNDINGS * city.getHeight());
        for (Finding finding : report.findings()) {
            finding.place()
                    .map(FindingSketch::coordinate)
                    .filter(place -> city.isNull() || surroundings.covers(place))
                    .ifPresent(shown::expandToInclude);
        }
        plane = shown.isNull() ? new LocalPlane(0) : LocalPlane.at(shown);
        if (!shown.isNull()) {
            box.expandToInclude(plane.metres(shown.getMinX(), shown.getMinY()));
            box.expandToInclude(plane.metres(shown.getMaxX(), shown.getMaxY()));
        }
        double widthMetres = Math.max(box.getWidth(), 1);
        double heightMetres = Math.max(box.getHeight(), 1);
        scale = Math.min((WIDTH - 2 * MARGIN) / widthMetres, (HEIGHT_MAX - 2 * MARGIN) / heightMetres);
        height = Math.max(HEIGHT_MIN, heightMetres * scale + 2 * MARGIN);
    }

    /** Whether there is anything to draw. */
    boolean isEmpty() {
        return box.isNull();
    }

    /** How many findings lie too far off to be drawn; known once the picture is. */
    int outside() {
        return outside;
    }

    String svg() {
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"Map of the findings\">",
                WIDTH,
                height));
        svg.append("<path fill=\"none\" stroke=\"#9aa5b1\" stroke-width=\"1.2\" stroke-linejoin=\"round\" d=\"");
        for (int part = 0; part < report.outline().getNumGeometries(); part++) {
            Geometry line = report.outline().getGeometryN(part);
            if (line instanceof LineString && !line.isEmpty()) {
                appendLine(svg, ((LineString) line).getCoordinateSequence());
            }
        }
        svg.append("\"/>");
        appendMarks(svg, Severity.WARNING);
        appendMarks(svg, Severity.ERROR);
        return svg.append("</svg>").toString();
    }

    private void appendLine(StringBuilder svg, CoordinateSequence line) {
        for (int i = 0; i < line.size(); i++) {
            Coordinate at = pixel(line.getX(i), line.getY(i));
            svg.append(String.format(Locale.ROOT, "%s%.1f %.1f", i == 0 ? "M" : "L", at.x, at.y));
        }
    }

    private void appendMarks(StringBuilder svg, Severity severity) {
        List<Coordinate> marks = new ArrayList<>();
        for (Finding finding : report.findings()) {
            if (finding.severity() == severity && finding.place().isPresent()) {
                LonLat place = finding.place().get();
                if (box.covers(plane.metres(place.longitude(), place.latitude()))) {
                    marks.add(pixel(place.longitude(), place.latitude()));
                } else {
                    outside++;
                }
            }
        }
        for (Coordinate at : marks.subList(0, Math.min(marks.size(), MARKS_MAX))) {
            svg.append(
                    severity == Severity.ERROR
                            ? String.format(
                                    Locale.ROOT,
                                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"5\" fill=\"#b3261e\" fill-opacity=\".8\""
                                            + " stroke=\"#fff\"/>",
                                    at.x,
                                    at.y)
                            : String.format(
                                    Locale.ROOT,
                                    "<path d=\"M%.1f %.1fl5 5l-5 5l-5 -5z\" fill=\"#e09a1f\" fill-opacity=\".8\""
                                            + " stroke=\"#fff\"/>",
                                    at.x,
                                    at.y - 5));
        }
    }

    private Coordinate pixel(double longitude, double latitude) {
        Coordinate metres = plane.metres(longitude, latitude);
        double left = (WIDTH - box.getWidth() * scale) / 2;
        double top = (height - box.getHeight() * scale) / 2;
        return new Coordinate(
                left + (metres.x - box.getMinX()) * scale, height - top - (metres.y - box.getMinY()) * scale);
    }

    private static Coordinate coordinate(LonLat place) {
        return new Coordinate(place.longitude(), place.latitude());
    }
}
