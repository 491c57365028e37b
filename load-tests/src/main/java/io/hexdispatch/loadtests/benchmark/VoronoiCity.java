package io.hexdispatch.loadtests.benchmark;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.triangulate.DelaunayTriangulationBuilder;
import org.locationtech.jts.triangulate.quadedge.QuadEdgeSubdivision;

/**
 * Generated grids for benchmarks and load tests: the Voronoi polygons of random places in a box of the size of Zhengzhou, their sides bent
 * into crooked lines, of about 63 vertices a polygon. Neighbours share every vertex of their common side.
 */
public final class VoronoiCity {
    public static final Envelope BOX = new Envelope(112.7, 114.2, 34.2, 35.0);

    private static final GeometryFactory GEOMETRY = new GeometryFactory();
    private static final int VERTICES_PER_POLYGON = 63;
    /** The mean perimeter of the Voronoi polygons of random places, in relation to the root of their mean area. */
    private static final double PERIMETER_OF_SPACING = 4;

    /** In relation to the length of the side; so little that sides do not cross where they meet. */
    private static final double BEND = 0.03;

    private VoronoiCity() {}

    /** @return as many polygons as wanted, in random order, always the same for the same seed */
    public static List<Polygon> polygons(int count, long seed) {
        return polygons(count, seed, BEND);
    }

    /**
     * @param bend how far a side is bent at most, in relation to its length; by 0.03 some corner in half a million is so sharp that
     *     its sides cross
     */
    public static List<Polygon> polygons(int count, long seed, double bend) {
        SplittableRandom random = new SplittableRandom(seed);
        Set<Coordinate> places = new HashSet<>();
        List<Coordinate> sites = new ArrayList<>();
        while (places.size() < count) {
            Coordinate place = new Coordinate(
                    random.nextDouble(BOX.getMinX(), BOX.getMaxX()), random.nextDouble(BOX.getMinY(), BOX.getMaxY()));
            if (places.add(place)) {
                sites.add(place);
            }
        }
        double spacing = Math.sqrt(BOX.getArea() / count);
        // Places all round the box close the polygons at its rim.
        for (double x = BOX.getMinX() - spacing; x < BOX.getMaxX() + spacing; x += spacing) {
            sites.add(new Coordinate(x, BOX.getMinY() - spacing));
            sites.add(new Coordinate(x, BOX.getMaxY() + spacing));
        }
        for (double y = BOX.getMinY() - spacing; y < BOX.getMaxY() + spacing; y += spacing) {
            sites.add(new Coordinate(BOX.getMinX() - spacing, y));
            sites.add(new Coordinate(BOX.getMaxX() + spacing, y));
        }
        DelaunayTriangulationBuilder triangulation = new DelaunayTriangulationBuilder();
        triangulation.setSites(sites);
        QuadEdgeSubdivision subdivision = triangulation.getSubdivision();
        double segment = PERIMETER_OF_SPACING * spacing / VERTICES_PER_POLYGON;
        List<Polygon> polygons = new ArrayList<>(count);
        for (Object cell : subdivision.getVoronoiCellPolygons(GEOMETRY)) {
            Polygon polygon = (Polygon) cell;
            if (places.contains((Coordinate) polygon.getUserData())) {
                polygons.add(bend(polygon, segment, bend));
            }
        }
        return polygons;
    }

    private static Polygon bend(Polygon polygon, double segment, double bend) {
        Coordinate[] corners = polygon.getCoordinates();
        List<Coordinate> ring = new ArrayList<>();
        for (int i = 0; i + 1 < corners.length; i++) {
            appendSide(corners[i], corners[i + 1], segment, bend, ring);
        }
        ring.add(ring.get(0).copy());
        return GEOMETRY.createPolygon(ring.toArray(Coordinate[]::new));
    }

    /** Appends a side without its last vertex, bent in the same way whichever neighbour asks. */
    private static void appendSide(Coordinate from, Coordinate to, double segment, double bend, List<Coordinate> ring) {
        boolean isForward = from.compareTo(to) < 0;
        Coordinate a = isForward ? from : to;
        Coordinate b = isForward ? to : from;
        int segments = Math.max(1, (int) Math.round(a.distance(b) / segment));
        SplittableRandom random = new SplittableRandom(a.hashCode() * 31L + b.hashCode());
        double[] aside = new double[segments];
        for (int i = 1; i < segments; i++) {
            double along = (double) i / segments;
            aside[i] = bend * (4 * along * (1 - along)) * random.nextDouble(-1, 1);
        }
        for (int i = 0; i < segments; i++) {
            int step = isForward ? i : segments - i;
            if (step == 0 || step == segments) {
                ring.add(from.copy());
                continue;
            }
            double along = (double) step / segments;
            ring.add(new Coordinate(
                    a.x + along * (b.x - a.x) - aside[step] * (b.y - a.y),
                    a.y + along * (b.y - a.y) + aside[step] * (b.x - a.x)));
        }
    }
}
