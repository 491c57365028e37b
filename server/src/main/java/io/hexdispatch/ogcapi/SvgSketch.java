package io.hexdispatch.ogcapi;

import io.hexdispatch.ogcapi.feature.Feature;
import java.util.List;
import java.util.Locale;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;

/** A small picture of the features of a page, north up, so that a reader sees what he has before him. */
final class SvgSketch {
    private static final double HEIGHT = 400;
    /** Vertices closer than this to the one before are left out of the picture. */
    private static final double STEP = 0.5;

    private final Envelope box;
    private final double scale;
    private final double widthFactor;
    private final StringBuilder svg = new StringBuilder();

    private SvgSketch(Envelope box) {
        this.box = box;
        // Degrees of longitude are shorter than those of latitude; at one scale the city would look wide.
        this.widthFactor = Math.cos(Math.toRadians(box.centre().y));
        this.scale = HEIGHT / Math.max(box.getHeight(), box.getWidth() * widthFactor / 2);
    }

    /** Empty where nothing has a place. */
    static String of(List<Feature> features) {
        Envelope box = new Envelope();
        features.forEach(feature ->
                feature.geometry().ifPresent(geometry -> box.expandToInclude(geometry.getEnvelopeInternal())));
        if (box.isNull()) {
            return "";
        }
        box.expandBy(Math.max(box.getWidth(), box.getHeight()) * 0.03 + 1e-4);
        SvgSketch sketch = new SvgSketch(box);
        features.forEach(feature -> feature.geometry().ifPresent(sketch::draw));
        return String.format(
                Locale.ROOT,
                "<svg viewBox=\"0 0 %.1f %.1f\" role=img aria-label=\"map of the features\">%s</svg>",
                box.getWidth() * sketch.widthFactor * sketch.scale,
                box.getHeight() * sketch.scale,
                sketch.svg);
    }

    private void draw(Geometry geometry) {
        for (int i = 0; i < geometry.getNumGeometries(); i++) {
            Geometry part = geometry.getGeometryN(i);
            if (part instanceof Point point && !point.isEmpty()) {
                svg.append(String.format(
                        Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\"/>", x(point.getX()), y(point.getY())));
            } else if (part instanceof Polygon polygon) {
                svg.append("<path d=\"");
                line(polygon.getExteriorRing());
                for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
                    line(polygon.getInteriorRingN(hole));
                }
                svg.append("\" fill-rule=\"evenodd\"/>");
            } else if (part instanceof LineString line) {
                svg.append("<path class=\"line\" d=\"");
                line(line);
                svg.append("\"/>");
            } else if (part != geometry) {
                draw(part);
            }
        }
    }

    private void line(LineString line) {
        double lastX = Double.NaN;
        double lastY = Double.NaN;
        for (Coordinate position : line.getCoordinateSequence().toCoordinateArray()) {
            double x = x(position.x);
            double y = y(position.y);
            if (Math.hypot(x - lastX, y - lastY) < STEP) {
                continue;
            }
            svg.append(String.format(Locale.ROOT, "%s%.1f %.1f", Double.isNaN(lastX) ? "M" : "L", x, y));
            lastX = x;
            lastY = y;
        }
        svg.append(line.isClosed() ? "Z" : "");
    }

    private double x(double longitude) {
        return (longitude - box.getMinX()) * widthFactor * scale;
    }

    private double y(double latitude) {
        return (box.getMaxY() - latitude) * scale;
    }
}
