package io.hexdispatch.grid.index;

import java.util.List;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;

/**
 * Finds the polygon that covers a point. Immutable; any number of threads may ask at once, and asking does not allocate.
 *
 * <p>The order of the polygons is their precedence: where several cover a point (on a shared edge, or where they overlap), the
 * earliest answers. "Covers" is that of JTS in the longitude-latitude plane: edges and vertices belong to the polygon, those of
 * its holes as well. The answer is exact for every double.
 *
 * <p>The index refers to the coordinates of the polygons, which must not change after it was built.
 */
public final class PolygonIndex {
    /*
     * A raster over the bounding box. A cell that no edge touches answers at once. A cell with edges in it knows which candidates
     * hold its centre, the anchor; a polygon holds the point if it holds the anchor and the segment from anchor to point
     * crosses an even number of its edges, or it does not and the number is odd. All edges that can be crossed lie in the cell.
     *
     * The edges are kept relative to the anchor and as floats, which halves the memory. With u and v the ends of an edge, p the
     * point and × the cross product, the anchor being the origin: the edge has p and the anchor on different sides if
     * u×v + p×u - p×v and u×v differ in sign, and the segment has u and v on different sides if p×u and p×v do. Rounding the
     * coordinates to floats, none of which exceeds B in the chain or the cell, displaces none of these by more than 2^-21 B²; the
     * chain's bound is twice that. Where any of them is nearer to zero, the cell is judged once more by exact predicates on
     * the true coordinates; that is also where a point on an edge is found.
     */

    /** The answer for a point that no polygon covers. */
    public static final int NONE = -1;

    private final Rings rings;
    private final double west;
    private final double south;
    private final double cellWidth;
    private final double cellHeight;
    private final double columnsPerDegree;
    private final double rowsPerDegree;
    private final int columns;
    private final int rows;
    private final int[] raster;
    private final int[] cells;

    PolygonIndex(Rings rings, RasterFrame frame, int[] raster, int[] cells) {
        this.rings = rings;
        west = frame.west();
        south = frame.south();
        cellWidth = frame.cellWidth();
        cellHeight = frame.cellHeight();
        columnsPerDegree = frame.columnsPerDegree();
        rowsPerDegree = frame.rowsPerDegree();
        columns = frame.columns();
        rows = frame.rows();
        this.raster = raster;
        this.cells = cells;
    }

    /**
     * Builds the index, on all processors: a second or so for 20,000 polygons of 60 vertices.
     *
     * @param polygons valid Polygons or MultiPolygons, x longitude and y latitude in degrees, in order of precedence
     * @throws IllegalArgumentException if a geometry is neither Polygon nor MultiPolygon
     */
    public static PolygonIndex build(List<? extends Geometry> polygons) {
        return PolygonIndexBuilder.build(polygons);
    }

    /**
     * The position, in the list the index was built from, of the first polygon that covers the point, or {@link #NONE}; also
     * for coordinates that are NaN or infinite.
     */
    public int locate(double longitude, double latitude) {
        double x = (longitude - west) * columnsPerDegree;
        double y = (latitude - south) * rowsPerDegree;
        if (!(x >= 0 && x < columns && y >= 0 && y < rows)) {
            return NONE;
        }
        int column = (int) x;
        int row = (int) y;
        int code = raster[row * columns + column];
        if (code >= 0) {
            return code - 1;
        }
        double cellWest = west + column * cellWidth;
        double cellSouth = south + row * cellHeight;
        int offset = ~code;
        if (CellLayout.kind(cells[offset]) == CellLayout.CHAINS) {
            double anchorX = Cell.anchor(cellWest, cellWidth);
            double anchorY = Cell.anchor(cellSouth, cellHeight);
            return locateAmongChains(offset, longitude, latitude, anchorX, anchorY);
        }
        return locateInCrowdedCell(offset, longitude, latitude, cellWest, cellSouth, x - column, y - row);
    }

    /** The bytes that the index holds, without the geometries it refers to. */
    public long memoryBytes() {
        return 4L * raster.length + 4L * cells.length + rings.memoryBytes();
    }

    private int locateInCrowdedCell(
            int offset,
            double longitude,
            double latitude,
            double cellWest,
            double cellSouth,
            double fractionX,
            double fractionY) {
        double width = cellWidth;
        double height = cellHeight;
        while (CellLayout.kind(cells[offset]) == CellLayout.REFINED) {
            int perSide = CellLayout.size(cells[offset]);
            double x = fractionX * perSide;
            double y = fractionY * perSide;
            int column = (int) x;
            int row = (int) y;
            int code = cells[offset + 1 + row * perSide + column];
            if (code >= 0) {
                return code - 1;
            }
            width /= perSide;
            height /= perSide;
            cellWest += column * width;
            cellSouth += row * height;
            fractionX = x - column;
            fractionY = y - row;
            offset += ~code;
        }
        if (CellLayout.kind(cells[offset]) == CellLayout.EXHAUSTIVE) {
            return locateExhaustively(offset, longitude, latitude);
        }
        double anchorX = Cell.anchor(cellWest, width);
        double anchorY = Cell.anchor(cellSouth, height);
        return locateAmongChains(offset, longitude, latitude, anchorX, anchorY);
    }

    private int locateExhaustively(int offset, double longitude, double latitude) {
        int end = offset + 1 + CellLayout.size(cells[offset]);
        for (int at = offset + 1; at < end; at++) {
            if (rings.covers(cells[at], longitude, latitude)) {
                return cells[at];
            }
        }
        return NONE;
    }

    private int locateAmongChains(int offset, double longitude, double latitude, double anchorX, double anchorY) {
        int[] cells = this.cells;
        int header = cells[offset];
        int holding = CellLayout.holdingAnchor(header);
        double px = longitude - anchorX;
        double py = latitude - anchorY;
        int at = offset + 1 + CellLayout.candidates(header);
        for (int chains = CellLayout.chains(header); chains > 0; chains--) {
            int candidates = CellLayout.chainCandidates(cells[at]);
            int edges = CellLayout.chainEdges(cells[at]);
            double bound = Float.intBitsToFloat(cells[at + 2]);
            double ux = Float.intBitsToFloat(cells[at + 3]);
            double uy = Float.intBitsToFloat(cells[at + 4]);
            double pu = px * uy - py * ux;
            at += 5;
            for (int end = at + 2 * edges; at < end; at += 2) {
                double vx = Float.intBitsToFloat(cells[at]);
                double vy = Float.intBitsToFloat(cells[at + 1]);
                double pv = px * vy - py * vx;
                double uv = ux * vy - uy * vx;
                double side = uv + pu - pv;
                if (Math.abs(side) <= bound | Math.abs(uv) <= bound | Math.abs(pu) <= bound | Math.abs(pv) <= bound) {
                    return locateExactly(offset, longitude, latitude, anchorX, anchorY);
                }
                long signs = (Double.doubleToRawLongBits(pu) ^ Double.doubleToRawLongBits(pv))
                        & (Double.doubleToRawLongBits(side) ^ Double.doubleToRawLongBits(uv));
                holding ^= candidates & (int) (signs >> 63);
                ux = vx;
                uy = vy;
                pu = pv;
            }
        }
        return first(offset, holding);
    }

    /**
     * As {@link #locateAmongChains}, on the true coordinates. A vertex on the line from anchor to point counts as to the left of
     * it for both its edges, so that it is crossed once or twice as it should be.
     */
    private int locateExactly(int offset, double longitude, double latitude, double anchorX, double anchorY) {
        int header = cells[offset];
        int holding = CellLayout.holdingAnchor(header);
        int touched = 0;
        int at = offset + 1 + CellLayout.candidates(header);
        for (int chains = CellLayout.chains(header); chains > 0; chains--) {
            int candidates = CellLayout.chainCandidates(cells[at]);
            int edges = CellLayout.chainEdges(cells[at]);
            int ring = rings.ringOf(cells[at + 1]);
            int first = cells[at + 1] - rings.firstVertex(ring);
            CoordinateSequence sequence = rings.sequence(ring);
            for (int vertex = first; vertex < first + edges; vertex++) {
                double ux = sequence.getX(vertex);
                double uy = sequence.getY(vertex);
                double vx = sequence.getX(vertex + 1);
                double vy = sequence.getY(vertex + 1);
                if (ExactOrientation.isOnSegment(ux, uy, vx, vy, longitude, latitude)) {
                    touched |= candidates;
                } else if (ExactOrientation.segmentsCross(ux, uy, vx, vy, anchorX, anchorY, longitude, latitude)) {
                    holding ^= candidates;
                }
            }
            at += 5 + 2 * edges;
        }
        return first(offset, holding | touched);
    }

    private int first(int offset, int candidates) {
        return candidates == 0 ? NONE : cells[offset + 1 + Integer.numberOfTrailingZeros(candidates)];
    }
}
