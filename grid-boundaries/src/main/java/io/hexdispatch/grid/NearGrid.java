package io.hexdispatch.grid;

import java.util.Comparator;

/**
 * A grid and how far a point is from it.
 *
 * @param metres 0 inside and on the border; otherwise the distance to the nearest place of the border, along the straight
 *     lines of the longitude-latitude plane, right to about one in a thousand up to 10 km away
 */
public record NearGrid(Grid grid, double metres) {
    static final Comparator<NearGrid> NEAREST_FIRST = Comparator.comparingDouble(NearGrid::metres)
            .thenComparing(near -> near.grid().code());
}
