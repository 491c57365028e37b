package io.hexdispatch.grid.index;

import java.util.List;

/**
 * The H3 cells that a grid takes up, each list in ascending order.
 *
 * @param interior cells that lie wholly in the grid
 * @param border cells that lie partly in it
 */
public record HexCover(List<Long> interior, List<Long> border) {}
