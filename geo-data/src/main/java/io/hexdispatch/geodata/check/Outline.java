package io.hexdispatch.geodata.check;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.simplify.DouglasPeuckerSimplifier;

/** A sketch of where the grids lie: the borders of the widest grids, as coarse as a small picture can show. */
final class Outline {
    /** How many shapes make a picture and not a tangle. */
    private static final int SHAPES_MAX = 60;

    private static final double PARTS_OF_WIDTH = 400;

    private Outline() {}

    /**
     * Borders of the first level that has more than one shape, or of the first at all; of many shapes, one box round all.
     *
     * @param levels the shapes of each level that has any, the widest level first
     */
    static Geometry of(List<List<Geometry>> levels) {
        GeometryFactory factory = new GeometryFactory();
        if (levels.isEmpty()) {
            return factory.createMultiLineString();
        }
        List<Geometry> shapes = levels.stream()
                .filter(level -> level.size() > 1 && level.size() <= SHAPES_MAX)
                .findFirst()
                .orElse(levels.get(0));
        Envelope box = new Envelope();
        shapes.forEach(shape -> box.expandToInclude(shape.getEnvelopeInternal()));
        if (shapes.size() > SHAPES_MAX) {
            return factory.toGeometry(box).getBoundary();
        }
        double tolerance = Math.max(box.getWidth(), box.getHeight()) / PARTS_OF_WIDTH;
        List<LineString> lines = new ArrayList<>();
        for (Geometry shape : shapes) {
            Geometry border = DouglasPeuckerSimplifier.simplify(shape.getBoundary(), tolerance);
            for (int part = 0; part < border.getNumGeometries(); part++) {
                if (border.getGeometryN(part) instanceof LineString line && !line.isEmpty()) {
                    lines.add(line);
                }
            }
        }
        return factory.createMultiLineString(lines.toArray(LineString[]::new));
    }
}
