package io.hexdispatch.grid.index;

import java.util.List;
import java.util.stream.IntStream;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

/**
 * Builds a {@link PolygonIndex}: sorts the edges by the rows of the raster that they touch, then writes the rows down, bands of
 * rows side by side on all processors.
 */
final class PolygonIndexBuilder {
    /** Chosen by measurement: finer costs memory and cache misses, coarser more edges a lookup. */
    private static final int CELLS_PER_POLYGON = 32;

    private static final double CELLS_PER_EDGE = 1.5;
    private static final int BANDS = 64;

    private final Rings rings;
    private final double[] xs;
    private final double[] ys;
    private final RasterFrame frame;
    /** The edges that touch each row, in ascending order: those of row r from {@code rowStart[r]} to {@code rowStart[r + 1]}. */
    private final int[] rowStart;

    private final int[] rowEdges;

    private PolygonIndexBuilder(List<? extends Geometry> polygons) {
        rings = new Rings(polygons);
        xs = new double[rings.vertexCount()];
        ys = new double[rings.vertexCount()];
        Envelope box = new Envelope();
        for (int ring = 0; ring < rings.count(); ring++) {
            CoordinateSequence sequence = rings.sequence(ring);
            for (int i = 0; i < sequence.size(); i++) {
                int vertex = rings.firstVertex(ring) + i;
                xs[vertex] = sequence.getX(i);
                ys[vertex] = sequence.getY(i);
            }
            sequence.expandEnvelope(box);
        }
        frame = RasterFrame.around(
                box, (long) CELLS_PER_POLYGON * polygons.size() + (long) (CELLS_PER_EDGE * rings.vertexCount()) + 1);
        rowStart = new int[frame.rows() + 1];
        rowEdges = sortEdgesByRow();
    }

    static PolygonIndex build(List<? extends Geometry> polygons) {
        return new PolygonIndexBuilder(polygons).build();
    }

    private PolygonIndex build() {
        int[] raster = new int[frame.columns() * frame.rows()];
        int bands = Math.min(BANDS, frame.rows());
        CellWriter[] written = IntStream.range(0, bands)
                .parallel()
                .mapToObj(band -> writeRows(firstRow(band, bands), firstRow(band + 1, bands), raster))
                .toArray(CellWriter[]::new);
        int size = 0;
        for (CellWriter band : written) {
            size = Math.addExact(size, band.size());
        }
        int[] cells = new int[size];
        int base = 0;
        for (int band = 0; band < bands; band++) {
            int bandSize = written[band].size();
            written[band].moveTo(cells, base);
            int from = firstRow(band, bands) * frame.columns();
            int to = firstRow(band + 1, bands) * frame.columns();
            for (int cell = from; cell < to; cell++) {
                if (raster[cell] < 0) {
                    raster[cell] = ~(~raster[cell] + base);
                }
            }
            base += bandSize;
        }
        return new PolygonIndex(rings, frame, raster, cells);
    }

    private CellWriter writeRows(int from, int to, int[] raster) {
        RasterBand band = new RasterBand(rings, xs, ys, frame, raster);
        for (int row = from; row < to; row++) {
            band.write(row, rowEdges, rowStart[row], rowStart[row + 1]);
        }
        return band.writer();
    }

    private int firstRow(int band, int bands) {
        return (int) ((long) frame.rows() * band / bands);
    }

    private int[] sortEdgesByRow() {
        forEachEdgeAndRow((edge, row) -> rowStart[row + 1]++);
        for (int row = 0; row < frame.rows(); row++) {
            rowStart[row + 1] = Math.addExact(rowStart[row + 1], rowStart[row]);
        }
        int[] sorted = new int[rowStart[frame.rows()]];
        int[] next = rowStart.clone();
        forEachEdgeAndRow((edge, row) -> sorted[next[row]++] = edge);
        return sorted;
    }

    @FunctionalInterface
    private interface EdgeAndRow {
        void accept(int edge, int row);
    }

    /** Leaves out edges of no length, which repeated vertices make. */
    private void forEachEdgeAndRow(EdgeAndRow consumer) {
        double slack = Cell.slack(frame.cellHeight());
        for (int ring = 0; ring < rings.count(); ring++) {
            for (int edge = rings.firstVertex(ring); edge + 1 < rings.firstVertex(ring + 1); edge++) {
                if (xs[edge] == xs[edge + 1] && ys[edge] == ys[edge + 1]) {
                    continue;
                }
                int last = frame.rowAt(Math.max(ys[edge], ys[edge + 1]) + slack);
                for (int row = frame.rowAt(Math.min(ys[edge], ys[edge + 1]) - slack); row <= last; row++) {
                    consumer.accept(edge, row);
                }
            }
        }
    }
}
