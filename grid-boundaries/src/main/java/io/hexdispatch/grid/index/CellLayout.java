package io.hexdispatch.grid.index;

/**
 * How the cells of the raster are written down in one array of ints, so that a lookup touches few cache lines.
 *
 * <p>A raster holds one code a cell: 0 for a cell in no polygon, {@code n + 1} for a cell inside polygon n, and {@code ~offset}
 * for a cell with borders in it, which begins at that offset with a header that says its kind:
 *
 * <ul>
 *   <li>{@link #CHAINS}: the header, the candidates (polygons, in order of precedence), and the chains of edges that cross the
 *       cell. The header has a bit for each candidate that holds the cell's anchor, which is its centre. A chain is
 *       {@code candidates << 16 | edges} (a bit for each candidate whose border it is), the number of its first vertex, the
 *       error bound of the determinants made from it, and its vertices relative to the anchor, x and y, as floats.
 *   <li>{@link #REFINED}: the header with the number of columns and rows, and a raster of so many cells, whose offsets count
 *       from this header.
 *   <li>{@link #EXHAUSTIVE}: the header and the candidates; each is tested whole. For cells so crowded or degenerate that the
 *       other kinds do not serve.
 * </ul>
 */
final class CellLayout {
    static final int CHAINS = 0;
    static final int REFINED = 1;
    static final int EXHAUSTIVE = 2;

    static final int CHAIN_CANDIDATES_MAX = 16;
    static final int CHAINS_MAX = 255;
    static final int EDGES_OF_CHAIN_MAX = 0xFFFF;
    static final int SIZE_MAX = 0xFFFFFF;

    private static final int KIND_SHIFT = 30;

    private CellLayout() {}

    static int chainsHeader(int candidates, int chains, int holdingAnchor) {
        return CHAINS << KIND_SHIFT | candidates << 24 | chains << 16 | holdingAnchor;
    }

    static int refinedHeader(int cellsPerSide) {
        return REFINED << KIND_SHIFT | cellsPerSide;
    }

    static int exhaustiveHeader(int candidates) {
        return EXHAUSTIVE << KIND_SHIFT | candidates;
    }

    static int kind(int header) {
        return header >>> KIND_SHIFT;
    }

    /** Of a refined cell the cells per side, of an exhaustive one the candidates. */
    static int size(int header) {
        return header & SIZE_MAX;
    }

    static int candidates(int chainsHeader) {
        return chainsHeader >>> 24 & 0x1F;
    }

    static int chains(int chainsHeader) {
        return chainsHeader >>> 16 & 0xFF;
    }

    static int holdingAnchor(int chainsHeader) {
        return chainsHeader & 0xFFFF;
    }

    static int chain(int candidates, int edges) {
        return candidates << 16 | edges;
    }

    static int chainCandidates(int chain) {
        return chain >>> 16;
    }

    static int chainEdges(int chain) {
        return chain & 0xFFFF;
    }
}
