package io.hexdispatch.grid.index;

import java.util.Arrays;

/**
 * Writes rows of the raster. One thread's work.
 *
 * <p>A row is swept from west to east along the line of its anchors: each edge that the line crosses toggles whether its polygon
 * holds the anchors east of it. So every cell learns which polygons hold its anchor without any of them being tested.
 */
final class RasterBand {
    private final Rings rings;
    private final double[] xs;
    private final double[] ys;
    private final RasterFrame frame;
    private final int[] raster;
    private final CellWriter writer;

    private final PolygonSet holding = new PolygonSet();
    private final CellEdges edgesByCell = new CellEdges();
    private final int[] cellStart;
    private final int[] cellNext;
    private final int[] toggleStart;
    private final int[] toggleNext;
    private int[] firstColumn = new int[64];
    private int[] lastColumn = new int[64];
    private int[] toggleColumn = new int[64];
    private int[] toggled = new int[64];

    RasterBand(Rings rings, double[] xs, double[] ys, RasterFrame frame, int[] raster) {
        this.rings = rings;
        this.xs = xs;
        this.ys = ys;
        this.frame = frame;
        this.raster = raster;
        writer = new CellWriter(rings, xs, ys);
        cellStart = new int[frame.columns() + 1];
        cellNext = new int[frame.columns() + 1];
        toggleStart = new int[frame.columns() + 1];
        toggleNext = new int[frame.columns() + 1];
    }

    CellWriter writer() {
        return writer;
    }

    /** Writes one row from the edges that touch it, which stand in ascending order from {@code from} to {@code to}. */
    void write(int row, int[] edges, int from, int to) {
        findColumns(row, edges, from, to);
        sortByColumn(edges, from, to);
        holding.clear();
        for (int column = 0; column < frame.columns(); column++) {
            for (int i = toggleStart[column]; i < toggleStart[column + 1]; i++) {
                holding.toggle(toggled[i]);
            }
            raster[row * frame.columns() + column] = writer.write(
                    edgesByCell,
                    cellStart[column],
                    cellStart[column + 1],
                    holding,
                    new Cell(frame.columnWest(column), frame.rowSouth(row), frame.cellWidth(), frame.cellHeight()));
        }
    }

    /** For each edge of a row, the cells that it touches and the first one whose anchor it toggles. */
    private void findColumns(int row, int[] edges, int from, int to) {
        int count = to - from;
        if (count > firstColumn.length) {
            int capacity = Math.max(count, 2 * firstColumn.length);
            firstColumn = new int[capacity];
            lastColumn = new int[capacity];
            toggleColumn = new int[capacity];
            toggled = new int[capacity];
        }
        double low = frame.rowSouth(row) - Cell.slack(frame.cellHeight());
        double high = frame.rowSouth(row + 1) + Cell.slack(frame.cellHeight());
        double slack = Cell.slack(frame.cellWidth());
        double anchorY = Cell.anchor(frame.rowSouth(row), frame.cellHeight());
        for (int i = 0; i < count; i++) {
            int edge = edges[from + i];
            double x1 = Cell.xWithin(xs[edge], ys[edge], xs[edge + 1], ys[edge + 1], low, high);
            double x2 = Cell.xWithin(xs[edge + 1], ys[edge + 1], xs[edge], ys[edge], low, high);
            firstColumn[i] = frame.columnAt(Math.min(x1, x2) - slack);
            lastColumn[i] = frame.columnAt(Math.max(x1, x2) + slack);
            boolean isCrossed = ys[edge] > anchorY != ys[edge + 1] > anchorY;
            toggleColumn[i] = isCrossed ? firstAnchorEastOf(edge, anchorY) : frame.columns();
        }
    }

    private int firstAnchorEastOf(int edge, double anchorY) {
        double x = Cell.xWithin(xs[edge], ys[edge], xs[edge + 1], ys[edge + 1], anchorY, anchorY);
        int column = frame.columnAt(x);
        while (column > 0 && isEast(column - 1, anchorY, edge)) {
            column--;
        }
        while (column < frame.columns() && !isEast(column, anchorY, edge)) {
            column++;
        }
        return column;
    }

    private boolean isEast(int column, double anchorY, int edge) {
        double anchorX = Cell.anchor(frame.columnWest(column), frame.cellWidth());
        int side = ExactOrientation.sign(xs[edge], ys[edge], xs[edge + 1], ys[edge + 1], anchorX, anchorY);
        return ys[edge] < ys[edge + 1] ? side < 0 : side > 0;
    }

    private void sortByColumn(int[] edges, int from, int to) {
        int count = to - from;
        Arrays.fill(cellStart, 0);
        Arrays.fill(toggleStart, 0);
        for (int i = 0; i < count; i++) {
            for (int column = firstColumn[i]; column <= lastColumn[i]; column++) {
                cellStart[column + 1]++;
            }
            if (toggleColumn[i] < frame.columns()) {
                toggleStart[toggleColumn[i] + 1]++;
            }
        }
        for (int column = 0; column < frame.columns(); column++) {
            cellStart[column + 1] += cellStart[column];
            toggleStart[column + 1] += toggleStart[column];
        }
        System.arraycopy(cellStart, 0, cellNext, 0, cellStart.length);
        System.arraycopy(toggleStart, 0, toggleNext, 0, toggleStart.length);
        edgesByCell.ensureCapacity(cellStart[frame.columns()]);
        for (int i = 0; i < count; i++) {
            int edge = edges[from + i];
            int polygon = rings.polygonOf(rings.ringOf(edge));
            for (int column = firstColumn[i]; column <= lastColumn[i]; column++) {
                int place = cellNext[column]++;
                edgesByCell.edges[place] = edge;
                edgesByCell.polygons[place] = polygon;
            }
            if (toggleColumn[i] < frame.columns()) {
                toggled[toggleNext[toggleColumn[i]]++] = polygon;
            }
        }
    }
}
