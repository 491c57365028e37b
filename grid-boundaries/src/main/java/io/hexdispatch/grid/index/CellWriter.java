package io.hexdispatch.grid.index;

import java.util.Arrays;

/** Writes cells down in the form of {@link CellLayout}. One thread's work. */
final class CellWriter {
    /** A cell with more edges than this is refined, so a lookup never walks along more, save in degenerate cells. */
    private static final int EDGES_MAX = 16;

    private static final int EDGES_OF_DEGENERATE_CELL_MAX = 4096;
    private static final int PER_SIDE_MAX = 32;
    private static final int DEPTH_MAX = 6;
    /** Twice the greatest error, in relation to the square of the coordinates, of a determinant of floats; see PolygonIndex. */
    private static final double ERROR_BOUND = 0x1p-20;

    private final Rings rings;
    private final double[] xs;
    private final double[] ys;

    private int[] out = new int[1024];
    private int size;

    private int[] candidates = new int[16];
    private int[] distinctEdges = new int[16];
    private int[] owners = new int[16];

    CellWriter(Rings rings, double[] xs, double[] ys) {
        this.rings = rings;
        this.xs = xs;
        this.ys = ys;
    }

    int size() {
        return size;
    }

    /** Gives the cells away; nothing can be written afterwards. */
    void moveTo(int[] cells, int base) {
        System.arraycopy(out, 0, cells, base, size);
        out = null;
    }

    /**
     * Writes a cell and returns its code.
     *
     * @param edges those that touch it stand from {@code from} to {@code to}
     * @param holding the polygons that hold its anchor, right at least for those whose edges do not run through the anchor
     */
    int write(CellEdges edges, int from, int to, PolygonSet holding, Cell cell) {
        return write(edges, from, to, holding, cell, 0, 0);
    }

    private int write(CellEdges edges, int from, int to, PolygonSet holding, Cell cell, int depth, int base) {
        int count = collectCandidates(edges, from, to);
        // The first polygon that holds the whole cell shadows all after it.
        int covering = holding.firstWithout(candidates, 0, count);
        while (count > 0 && candidates[count - 1] > covering) {
            count--;
        }
        while (to > from && edges.polygons[to - 1] > covering) {
            to--;
        }
        if (count == 0) {
            return covering == PolygonSet.NONE ? 0 : covering + 1;
        }
        if (covering != PolygonSet.NONE) {
            candidates[count++] = covering;
        }
        int start = size;
        boolean isAnchorOnEdge = isOnEdge(edges, from, to, cell.anchorX(), cell.anchorY());
        if (to - from > EDGES_MAX && depth < DEPTH_MAX && cell.width() > 4 * RasterFrame.CELL_DEGREES_MIN) {
            refine(edges, from, to, count, holding, isAnchorOnEdge, cell, depth);
        } else if (isAnchorOnEdge
                || to - from > EDGES_OF_DEGENERATE_CELL_MAX
                || count > CellLayout.CHAIN_CANDIDATES_MAX
                || !writeChains(edges, from, to, count, holding, cell)) {
            writeExhaustive(count);
        }
        return ~(start - base);
    }

    private int collectCandidates(CellEdges edges, int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) {
            if (count == 0 || candidates[count - 1] != edges.polygons[i]) {
                if (count + 1 >= candidates.length) {
                    candidates = Arrays.copyOf(candidates, 2 * candidates.length);
                }
                candidates[count++] = edges.polygons[i];
            }
        }
        return count;
    }

    private boolean isOnEdge(CellEdges edges, int from, int to, double x, double y) {
        for (int i = from; i < to; i++) {
            int edge = edges.edges[i];
            if (ExactOrientation.isOnSegment(xs[edge], ys[edge], xs[edge + 1], ys[edge + 1], x, y)) {
                return true;
            }
        }
        return false;
    }

    private void writeExhaustive(int count) {
        append(CellLayout.exhaustiveHeader(count));
        for (int i = 0; i < count; i++) {
            append(candidates[i]);
        }
    }

    /** Returns false, having written nothing, where there are more chains than the layout has room for. */
    private boolean writeChains(CellEdges edges, int from, int to, int count, PolygonSet holding, Cell cell) {
        int distinct = collectDistinctEdges(edges, from, to, count);
        int chains = 0;
        for (int i = 0; i < distinct; i = endOfChain(i, distinct)) {
            chains++;
        }
        if (chains > CellLayout.CHAINS_MAX) {
            return false;
        }
        int holdingAnchor = 0;
        for (int i = 0; i < count; i++) {
            if (holding.contains(candidates[i])) {
                holdingAnchor |= 1 << i;
            }
        }
        append(CellLayout.chainsHeader(count, chains, holdingAnchor));
        for (int i = 0; i < count; i++) {
            append(candidates[i]);
        }
        for (int i = 0; i < distinct; ) {
            int end = endOfChain(i, distinct);
            writeChain(distinctEdges[i], end - i, owners[i], cell);
            i = end;
        }
        return true;
    }

    /**
     * Neighbours share edges: each is kept once, with a bit for every candidate whose border it is. Where a polygon, against the
     * rules, goes to and fro along an edge, that is two edges.
     */
    private int collectDistinctEdges(CellEdges edges, int from, int to, int count) {
        if (distinctEdges.length < to - from) {
            distinctEdges = new int[2 * (to - from)];
            owners = new int[2 * (to - from)];
        }
        int distinct = 0;
        int candidate = 0;
        for (int i = from; i < to; i++) {
            while (candidate < count && candidates[candidate] != edges.polygons[i]) {
                candidate++;
            }
            int twin = 0;
            while (twin < distinct
                    && ((owners[twin] & 1 << candidate) != 0 || !isSame(distinctEdges[twin], edges.edges[i]))) {
                twin++;
            }
            if (twin == distinct) {
                distinctEdges[distinct] = edges.edges[i];
                owners[distinct] = 0;
                distinct++;
            }
            owners[twin] |= 1 << candidate;
        }
        return distinct;
    }

    private boolean isSame(int a, int b) {
        return xs[a] == xs[b] && ys[a] == ys[b] && xs[a + 1] == xs[b + 1] && ys[a + 1] == ys[b + 1]
                || xs[a] == xs[b + 1] && ys[a] == ys[b + 1] && xs[a + 1] == xs[b] && ys[a + 1] == ys[b];
    }

    private int endOfChain(int start, int distinct) {
        int end = start + 1;
        while (end < distinct && distinctEdges[end] == distinctEdges[end - 1] + 1 && owners[end] == owners[start]) {
            end++;
        }
        return end;
    }

    private void writeChain(int firstVertex, int edges, int owners, Cell cell) {
        append(CellLayout.chain(owners, edges));
        append(firstVertex);
        int boundAt = size;
        append(0);
        double greatest = Math.max(cell.width(), cell.height());
        for (int vertex = firstVertex; vertex <= firstVertex + edges; vertex++) {
            double x = xs[vertex] - cell.anchorX();
            double y = ys[vertex] - cell.anchorY();
            greatest = Math.max(greatest, Math.max(Math.abs(x), Math.abs(y)));
            append(Float.floatToRawIntBits((float) x));
            append(Float.floatToRawIntBits((float) y));
        }
        out[boundAt] = Float.floatToRawIntBits(Math.nextUp((float) (ERROR_BOUND * greatest * greatest)));
    }

    /** Writes a raster in the cell's place, so fine that an edge or two should fall to each of its cells. */
    private void refine(
            CellEdges edges,
            int from,
            int to,
            int count,
            PolygonSet holding,
            boolean isAnchorOnEdge,
            Cell cell,
            int depth) {
        int[] polygons = Arrays.copyOf(candidates, count);
        int perSide = Math.min(PER_SIDE_MAX, (int) Math.ceil(Math.sqrt(to - from)));
        int start = size;
        append(CellLayout.refinedHeader(perSide));
        int codes = size;
        for (int i = 0; i < perSide * perSide; i++) {
            append(0);
        }
        CellEdges edgesOfPart = new CellEdges();
        PolygonSet holdingPart = new PolygonSet();
        for (int row = 0; row < perSide; row++) {
            for (int column = 0; column < perSide; column++) {
                Cell part = cell.part(column, row, perSide);
                edgesOfPart.size = 0;
                holdingPart.clear();
                if (isAnchorOnEdge) {
                    findHolding(part, polygons, holdingPart);
                } else {
                    carryHolding(edges, from, to, holding, polygons, cell, part, holdingPart);
                }
                for (int i = from; i < to; i++) {
                    int edge = edges.edges[i];
                    if (part.mayTouch(xs[edge], ys[edge], xs[edge + 1], ys[edge + 1])) {
                        edgesOfPart.add(edge, edges.polygons[i]);
                    }
                }
                int code = write(edgesOfPart, 0, edgesOfPart.size, holdingPart, part, depth + 1, start);
                out[codes + row * perSide + column] = code;
            }
        }
    }

    private void findHolding(Cell part, int[] polygons, PolygonSet holdingPart) {
        for (int polygon : polygons) {
            if (rings.covers(polygon, part.anchorX(), part.anchorY())) {
                holdingPart.toggle(polygon);
            }
        }
    }

    /** What holds the anchor of a part follows from what holds the cell's anchor and the edges between the two. */
    private void carryHolding(
            CellEdges edges,
            int from,
            int to,
            PolygonSet holding,
            int[] polygons,
            Cell cell,
            Cell part,
            PolygonSet holdingPart) {
        for (int polygon : polygons) {
            if (holding.contains(polygon)) {
                holdingPart.toggle(polygon);
            }
        }
        for (int i = from; i < to; i++) {
            int edge = edges.edges[i];
            if (ExactOrientation.segmentsCross(
                    xs[edge],
                    ys[edge],
                    xs[edge + 1],
                    ys[edge + 1],
                    cell.anchorX(),
                    cell.anchorY(),
                    part.anchorX(),
                    part.anchorY())) {
                holdingPart.toggle(edges.polygons[i]);
            }
        }
    }

    private void append(int value) {
        if (size == out.length) {
            out = Arrays.copyOf(out, Math.addExact(size, size >> 1));
        }
        out[size++] = value;
    }
}
