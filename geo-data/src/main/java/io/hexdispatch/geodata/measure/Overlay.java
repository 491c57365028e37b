package io.hexdispatch.geodata.measure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

/**
 * What two areas have in common, and what one has beyond the other, as polygons that are wider than rounding errors: a piece that is
 * on average narrower than {@link #NOISE_METRES} is nobody's work but the computer's. Stateless.
 */
public final class Overlay {
    /** A tenth of what a coordinate of 1e-7 degrees can tell apart, and far above the errors of double precision. */
    public static final double NOISE_METRES = 0.001;

    private Overlay() {}

    public static List<Polygon> intersection(Geometry a, Geometry b) {
        return pieces(OverlayNGRobust.overlay(a, b, OverlayNG.INTERSECTION));
    }

    public static List<Polygon> difference(Geometry a, Geometry b) {
        return pieces(OverlayNGRobust.overlay(a, b, OverlayNG.DIFFERENCE));
    }

    /** The union of valid polygons; empty for none. */
    public static Geometry union(Collection<? extends Geometry> areas, GeometryFactory factory) {
        return areas.isEmpty() ? factory.createPolygon() : OverlayNGRobust.union(List.copyOf(areas));
    }

    /** Many pieces as one area; pieces that touch along a line do not occur, for they would be one piece. */
    public static Geometry together(List<Polygon> pieces) {
        return pieces.size() == 1
                ? pieces.get(0)
                : pieces.get(0).getFactory().createMultiPolygon(pieces.toArray(Polygon[]::new));
    }

    public static double squareMetres(List<Polygon> pieces) {
        return pieces.stream().mapToDouble(Surface::squareMetres).sum();
    }

    /** Whether a polygon is wider than rounding errors. */
    public static boolean isMoreThanNoise(Polygon polygon) {
        return Surface.meanWidthMetres(polygon) >= NOISE_METRES;
    }

    private static List<Polygon> pieces(Geometry result) {
        List<Polygon> pieces = new ArrayList<>();
        for (int part = 0; part < result.getNumGeometries(); part++) {
            if (result.getGeometryN(part) instanceof Polygon polygon && isMoreThanNoise(polygon)) {
                pieces.add(polygon);
            }
        }
        return pieces;
    }
}
