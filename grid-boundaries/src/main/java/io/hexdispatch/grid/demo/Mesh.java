package io.hexdispatch.grid.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineSegment;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.triangulate.VoronoiDiagramBuilder;

/**
 * The Voronoi diagram of the seeds as cells, corners and straight borders that neighbours share by number, so that whatever is
 * done to a border is done to both of its cells.
 *
 * <p>The outline of the city is not cut out of the diagram. Instead every seed near it gets a mirror image on the other side:
 * the border between a seed and its image is the outline itself, and the cells of the images are left away.
 */
final class Mesh {
    /** Corners nearer to each other than this become one, so that every border has room for a vertex. */
    private static final double SHORTEST_BORDER = 2 / Plane.METRES;

    /** Seeds farther from the outline than this cannot reach it. */
    private static final double MIRROR_DISTANCE = 5_000 / Plane.METRES;

    /**
     * A straight border between two corners.
     *
     * @param firstCell the cell that has the border on its counter-clockwise way from {@code from} to {@code to}
     * @param secondSite the cell, or the mirror image outside the city, on the other side
     */
    record Border(int from, int to, int firstCell, int secondSite) {}

    private final Coordinate[] sites;
    private final int cellCount;
    private final List<Coordinate> corners = new ArrayList<>();
    private final List<Border> borders = new ArrayList<>();
    private final int[][] cornersOfCell;
    private final int[][] bordersOfCell;

    /** @param seeds one for each cell, all different and inside the outline, in the {@link Plane} */
    Mesh(Coordinate[] seeds, Polygon outline) {
        List<Coordinate> all = new ArrayList<>(Arrays.asList(seeds));
        all.addAll(mirrorImages(seeds, outline));
        sites = all.toArray(Coordinate[]::new);
        cellCount = seeds.length;
        int[][] rings = voronoiRings(outline);
        mergeShortBorders(rings);
        cornersOfCell = Arrays.copyOf(rings, cellCount);
        bordersOfCell = new int[cellCount][];
        connect(rings);
    }

    int cellCount() {
        return cellCount;
    }

    /** The seed of a cell, or a mirror image. */
    Coordinate site(int site) {
        return sites[site];
    }

    int cornerCount() {
        return corners.size();
    }

    Coordinate corner(int corner) {
        return corners.get(corner);
    }

    List<Border> borders() {
        return borders;
    }

    /** The corners of a cell, counter-clockwise. */
    int[] cornersOf(int cell) {
        return cornersOfCell[cell];
    }

    /** The borders of a cell, counter-clockwise; the first leaves from the first corner. */
    int[] bordersOf(int cell) {
        return bordersOfCell[cell];
    }

    /** The cell on the other side of a border, or -1 where that is outside the city. */
    int neighbour(int cell, int border) {
        Border shared = borders.get(border);
        int other = shared.firstCell == cell ? shared.secondSite : shared.firstCell;
        return other < cellCount ? other : -1;
    }

    private static List<Coordinate> mirrorImages(Coordinate[] seeds, Polygon outline) {
        IndexedPointInAreaLocator city = new IndexedPointInAreaLocator(outline);
        Coordinate[] ring = outline.getExteriorRing().getCoordinates();
        List<Coordinate> images = new ArrayList<>();
        for (Coordinate seed : seeds) {
            Coordinate nearest = ring[0];
            for (int i = 1; i < ring.length; i++) {
                Coordinate candidate = new LineSegment(ring[i - 1], ring[i]).closestPoint(seed);
                if (Plane.distance(candidate, seed) < Plane.distance(nearest, seed)) {
                    nearest = candidate;
                }
            }
            Coordinate image = new Coordinate(2 * nearest.x - seed.x, 2 * nearest.y - seed.y);
            if (Plane.distance(nearest, seed) < MIRROR_DISTANCE && city.locate(image) == Location.EXTERIOR) {
                images.add(image);
            }
        }
        return images;
    }

    private int[][] voronoiRings(Polygon outline) {
        Map<Coordinate, Integer> siteNumbers = new HashMap<>();
        for (Coordinate site : sites) {
            siteNumbers.put(site, siteNumbers.size());
        }
        VoronoiDiagramBuilder voronoi = new VoronoiDiagramBuilder();
        voronoi.setSites(Arrays.asList(sites));
        Geometry diagram = voronoi.getDiagram(outline.getFactory());
        Polygon[] polygons = new Polygon[sites.length];
        for (int i = 0; i < diagram.getNumGeometries(); i++) {
            Polygon polygon = (Polygon) diagram.getGeometryN(i);
            polygons[siteNumbers.get((Coordinate) polygon.getUserData())] = polygon;
        }
        Map<Coordinate, Integer> cornerNumbers = new HashMap<>();
        int[][] rings = new int[sites.length][];
        for (int site = 0; site < sites.length; site++) {
            Coordinate[] ring = polygons[site].getExteriorRing().getCoordinates();
            boolean counterClockwise = Orientation.isCCW(ring);
            rings[site] = new int[ring.length - 1];
            for (int i = 0; i < rings[site].length; i++) {
                Coordinate corner = ring[counterClockwise ? i : ring.length - 1 - i];
                Integer number = cornerNumbers.putIfAbsent(corner, corners.size());
                if (number == null) {
                    number = corners.size();
                    corners.add(corner);
                }
                rings[site][i] = number;
            }
        }
        return rings;
    }

    private void mergeShortBorders(int[][] rings) {
        int[] kept = new int[corners.size()];
        Arrays.setAll(kept, corner -> corner);
        for (int cell = 0; cell < cellCount; cell++) {
            int[] ring = rings[cell];
            for (int i = 0; i < ring.length; i++) {
                int a = root(kept, ring[i]);
                int b = root(kept, ring[(i + 1) % ring.length]);
                if (a != b && Plane.distance(corners.get(a), corners.get(b)) < SHORTEST_BORDER) {
                    kept[Math.max(a, b)] = Math.min(a, b);
                }
            }
        }
        for (int site = 0; site < rings.length; site++) {
            int[] ring = rings[site];
            int[] merged = new int[ring.length];
            int size = 0;
            for (int i = 0; i < ring.length; i++) {
                int corner = root(kept, ring[i]);
                if (corner != root(kept, ring[(i + 1) % ring.length])) {
                    merged[size++] = corner;
                }
            }
            rings[site] = Arrays.copyOf(merged, size);
        }
    }

    private static int root(int[] kept, int corner) {
        int root = corner;
        while (kept[root] != root) {
            root = kept[root];
        }
        return root;
    }

    private void connect(int[][] rings) {
        Map<Long, Integer> bordersByCorners = new HashMap<>();
        for (int site = 0; site < rings.length; site++) {
            int[] ring = rings[site];
            int[] ringBorders = new int[ring.length];
            for (int i = 0; i < ring.length; i++) {
                int from = ring[i];
                int to = ring[(i + 1) % ring.length];
                Integer known = bordersByCorners.get(((long) to << 32) | from);
                if (known != null) {
                    Border border = borders.get(known);
                    borders.set(known, new Border(border.from, border.to, border.firstCell, site));
                    ringBorders[i] = known;
                } else if (site < cellCount) {
                    bordersByCorners.put(((long) from << 32) | to, borders.size());
                    ringBorders[i] = borders.size();
                    borders.add(new Border(from, to, site, -1));
                }
            }
            if (site < cellCount) {
                bordersOfCell[site] = ringBorders;
            }
        }
    }
}
