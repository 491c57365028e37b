package io.hexdispatch.loadtests.benchmark;

import java.util.List;
import java.util.Locale;

/** Draws curves of nanoseconds over grids, both by powers of ten, as an SVG that is legible on light and dark. */
final class GrowthPicture {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 420;
    private static final int LEFT = 84;
    private static final int RIGHT = 210;
    private static final int TOP = 50;
    private static final int BOTTOM = 60;
    private static final int LABEL_HEIGHT = 16;

    /** A curve with its points, grids and nanoseconds in turn. */
    record Curve(String name, String style, List<double[]> points) {}

    private final double gridsMin;
    private final double gridsMax;
    private final double nanosMin;
    private final double nanosMax;
    private final StringBuilder svg = new StringBuilder();

    GrowthPicture(double gridsMin, double gridsMax, double nanosMin, double nanosMax) {
        this.gridsMin = gridsMin;
        this.gridsMax = gridsMax;
        this.nanosMin = nanosMin;
        this.nanosMax = nanosMax;
    }

    String draw(String title, List<Curve> curves) {
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\">%n"
                .formatted(WIDTH, HEIGHT));
        svg.append("<title>").append(title).append("</title>\n");
        svg.append(
                """
                <style>
                  svg { font: 13px sans-serif; background: #ffffff; }
                  text { fill: #24292f; }
                  .grid { stroke: #d0d7de; }
                  .curve { fill: none; stroke-width: 2.5; }
                  .a { stroke: #0969da; fill: #0969da; } .b { stroke: #1a7f37; fill: #1a7f37; }
                  .c { stroke: #6e7781; fill: #6e7781; } .d { stroke: #bc4c00; fill: #bc4c00; }
                  .e { stroke: #8250df; fill: #8250df; }
                  path.curve { fill: none; } path.c { stroke-dasharray: 6 4; }
                  text.label { stroke: none; }
                  @media (prefers-color-scheme: dark) {
                    svg { background: #0d1117; } text { fill: #e6edf3; } .grid { stroke: #30363d; }
                    .a { stroke: #58a6ff; fill: #58a6ff; } .b { stroke: #3fb950; fill: #3fb950; }
                    .c { stroke: #9ea7b3; fill: #9ea7b3; } .d { stroke: #f0883e; fill: #f0883e; }
                    .e { stroke: #bc8cff; fill: #bc8cff; }
                    path.curve { fill: none; } text.label { stroke: none; }
                  }
                </style>
                """);
        text(LEFT, TOP - 24, "start", "", title);
        for (double grids = gridsMin; grids <= gridsMax * 1.001; grids *= 10) {
            line(x(grids), y(nanosMin), x(grids), y(nanosMax));
            text(x(grids), HEIGHT - BOTTOM + 20, "middle", "", String.format(Locale.ROOT, "%,.0f", grids));
        }
        for (double nanos = nanosMin; nanos <= nanosMax * 1.001; nanos *= 10) {
            line(x(gridsMin), y(nanos), x(gridsMax), y(nanos));
            text(LEFT - 8, y(nanos) + 4, "end", "", String.format(Locale.ROOT, "%,.0f ns", nanos));
        }
        text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - BOTTOM + 42, "middle", "", "grids");
        List<Curve> fromAbove = curves.stream()
                .filter(curve -> !curve.points().isEmpty())
                .sorted((a, b) -> Double.compare(y(last(a)[1]), y(last(b)[1])))
                .toList();
        double labelY = Double.NEGATIVE_INFINITY;
        for (Curve curve : fromAbove) {
            StringBuilder path = new StringBuilder();
            for (double[] point : curve.points()) {
                path.append(path.isEmpty() ? "M" : " L")
                        .append(number(x(point[0])))
                        .append(' ')
                        .append(number(y(point[1])));
                svg.append("<circle class=\"")
                        .append(curve.style())
                        .append("\" cx=\"")
                        .append(number(x(point[0])));
                svg.append("\" cy=\"").append(number(y(point[1]))).append("\" r=\"3\"/>\n");
            }
            svg.append("<path class=\"curve ")
                    .append(curve.style())
                    .append("\" d=\"")
                    .append(path)
                    .append("\"/>\n");
            labelY = Math.max(labelY + LABEL_HEIGHT, y(last(curve)[1]) + 4);
            text(
                    x(last(curve)[0]) + 10,
                    labelY,
                    "start",
                    "label " + curve.style(),
                    curve.name() + String.format(Locale.ROOT, ", %,.0f ns", last(curve)[1]));
        }
        return svg.append("</svg>\n").toString();
    }

    private static double[] last(Curve curve) {
        return curve.points().get(curve.points().size() - 1);
    }

    private double x(double grids) {
        return LEFT + (WIDTH - LEFT - RIGHT) * Math.log(grids / gridsMin) / Math.log(gridsMax / gridsMin);
    }

    private double y(double nanos) {
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * Math.log(nanos / nanosMin) / Math.log(nanosMax / nanosMin);
    }

    private void line(double x1, double y1, double x2, double y2) {
        svg.append("<line class=\"grid\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>%n"
                .formatted(number(x1), number(y1), number(x2), number(y2)));
    }

    private void text(double x, double y, String anchor, String style, String text) {
        svg.append("<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" class=\"%s\">%s</text>%n"
                .formatted(number(x), number(y), anchor, style, text));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
