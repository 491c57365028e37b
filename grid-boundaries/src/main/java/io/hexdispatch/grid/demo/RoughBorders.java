package io.hexdispatch.grid.demo;

import io.hexdispatch.grid.demo.Mesh.Border;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.locationtech.jts.geom.Coordinate;

/**
 * The straight borders of a {@link Mesh} drawn as ragged lines, each once for both of its cells, so that neighbours share every
 * vertex and there are no gaps and no overlaps.
 *
 * <p>Why no line crosses another: a line stays in the kite between its two corners and the two sites beside it. The kite is
 * two triangles, and within one cell the triangles of different borders only touch. In its kite a line is the graph of a
 * height over the straight border, so it does not cross itself either. The heights come from midpoint displacement (Fournier,
 * Fussell and Carpenter, "Computer rendering of stochastic models", 1982).
 */
final class RoughBorders {
    /** The number of vertices that a cell's outline is meant to have. */
    private static final int VERTICES = 60;

    /** The bounds it must keep: 40 to 80 vertices, whether or not the one that closes the ring is counted. */
    private static final int FEWEST_VERTICES = 40;

    private static final int MOST_VERTICES = 79;

    private static final double SHORTEST_SEGMENT = 1 / Plane.METRES;
    private static final double HEIGHT_OVER_LENGTH = 0.2;
    private static final double MOST_HEIGHT_OVER_SITE_DISTANCE = 0.25;
    private static final double SMOOTHNESS = 0.55;

    /** How much of the room between the straight border and the edge of its kite a line may use. */
    private static final double ROOM = 0.6;

    private final Mesh mesh;
    private final Coordinate[][] lines;

    RoughBorders(Mesh mesh, long randomSeed) {
        this.mesh = mesh;
        int[] segments = segmentCounts(mesh);
        Coordinate[] corners = IntStream.range(0, mesh.cornerCount())
                .mapToObj(corner -> Plane.lonLat(mesh.corner(corner).x, mesh.corner(corner).y))
                .toArray(Coordinate[]::new);
        lines = IntStream.range(0, segments.length)
                .parallel()
                .mapToObj(border ->
                        line(mesh.borders().get(border), segments[border], corners, new SplitMix(randomSeed, border)))
                .toArray(Coordinate[][]::new);
    }

    /** The outline of a cell from one of its corners to another, counter-clockwise, both included; longitude, latitude. */
    List<Coordinate> along(int cell, int firstBorder, int borderCount) {
        List<Coordinate> path = new ArrayList<>();
        int[] borders = mesh.bordersOf(cell);
        for (int i = 0; i < borderCount; i++) {
            int border = borders[(firstBorder + i) % borders.length];
            Coordinate[] line = lines[border];
            boolean forward = mesh.borders().get(border).firstCell() == cell;
            for (int k = i == 0 ? 0 : 1; k < line.length; k++) {
                path.add(line[forward ? k : line.length - 1 - k]);
            }
        }
        return path;
    }

    /** The whole outline of a cell as a closed ring, counter-clockwise. */
    Coordinate[] ring(int cell) {
        return along(cell, 0, mesh.bordersOf(cell).length).toArray(Coordinate[]::new);
    }

    private static int[] segmentCounts(Mesh mesh) {
        int[] counts = new int[mesh.borders().size()];
        int[] most = new int[counts.length];
        for (int i = 0; i < counts.length; i++) {
            Border border = mesh.borders().get(i);
            double length = Plane.distance(mesh.corner(border.from()), mesh.corner(border.to()));
            most[i] = Math.max(1, (int) (length / SHORTEST_SEGMENT));
            int sides = mesh.bordersOf(border.firstCell()).length;
            int other = mesh.neighbour(border.firstCell(), i);
            int otherSides = other < 0 ? sides : mesh.bordersOf(other).length;
            counts[i] = Math.max(1, Math.min(most[i], (int) Math.rint(VERTICES / Math.sqrt(sides * otherSides))));
        }
        int[] vertices = new int[mesh.cellCount()];
        for (int cell = 0; cell < vertices.length; cell++) {
            vertices[cell] =
                    Arrays.stream(mesh.bordersOf(cell)).map(b -> counts[b]).sum();
        }
        for (int cell = 0; cell < vertices.length; cell++) {
            correct(mesh, cell, counts, most, vertices);
        }
        return counts;
    }

    /** Adds or takes away vertices one by one, where the neighbour can bear it, until the cell keeps its bounds. */
    private static void correct(Mesh mesh, int cell, int[] counts, int[] most, int[] vertices) {
        int[] borders = mesh.bordersOf(cell);
        int idle = 0;
        for (int i = 0; idle < borders.length; i++) {
            int step = vertices[cell] < FEWEST_VERTICES ? 1 : vertices[cell] > MOST_VERTICES ? -1 : 0;
            if (step == 0) {
                return;
            }
            int border = borders[i % borders.length];
            int other = mesh.neighbour(cell, border);
            boolean neighbourBears =
                    other < 0 || (step > 0 ? vertices[other] < MOST_VERTICES : vertices[other] > FEWEST_VERTICES);
            int changed = counts[border] + step;
            if (neighbourBears && changed >= 1 && changed <= most[border]) {
                counts[border] = changed;
                vertices[cell] += step;
                if (other >= 0) {
                    vertices[other] += step;
                }
                idle = 0;
            } else {
                idle++;
            }
        }
        throw new IllegalStateException("cell " + cell + " cannot have " + FEWEST_VERTICES + " to " + MOST_VERTICES
                + " vertices, but " + vertices[cell]);
    }

    private Coordinate[] line(Border border, int segments, Coordinate[] rounded, SplitMix random) {
        Coordinate from = mesh.corner(border.from());
        Coordinate to = mesh.corner(border.to());
        Coordinate left = mesh.site(border.firstCell());
        Coordinate right = mesh.site(border.secondSite());
        double middleX = (from.x + to.x) / 2;
        double middleY = (from.y + to.y) / 2;
        double siteDistance = Math.min(Plane.distance(left, from), Plane.distance(right, from));
        double amplitude =
                Math.min(MOST_HEIGHT_OVER_SITE_DISTANCE, HEIGHT_OVER_LENGTH * Plane.distance(from, to) / siteDistance);
        double[] heights = new double[segments + 1];
        displace(heights, 0, segments, amplitude, random);
        Coordinate[] line = new Coordinate[segments + 1];
        line[0] = rounded[border.from()];
        line[segments] = rounded[border.to()];
        for (int i = 1; i < segments; i++) {
            double t = (i + 0.3 * random.signed()) / segments;
            double room = ROOM * 2 * Math.min(t, 1 - t);
            double height = Math.max(-room, Math.min(room, heights[i]));
            Coordinate site = height > 0 ? left : right;
            line[i] = Plane.lonLat(
                    from.x + t * (to.x - from.x) + Math.abs(height) * (site.x - middleX),
                    from.y + t * (to.y - from.y) + Math.abs(height) * (site.y - middleY));
        }
        return line;
    }

    private static void displace(double[] heights, int low, int high, double amplitude, SplitMix random) {
        int middle = (low + high) / 2;
        if (middle > low) {
            heights[middle] = (heights[low] + heights[high]) / 2 + amplitude * random.signed();
            displace(heights, low, middle, amplitude * SMOOTHNESS, random);
            displace(heights, middle, high, amplitude * SMOOTHNESS, random);
        }
    }
}
