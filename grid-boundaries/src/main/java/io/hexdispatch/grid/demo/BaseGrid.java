package io.hexdispatch.grid.demo;

import io.hexdispatch.grid.Grid;

/**
 * A base grid with what it was drawn from.
 *
 * @param cell its number in the {@link Mesh}
 * @param ofCommunity whether it is a community grid; a rural grid otherwise
 */
record BaseGrid(Grid grid, int cell, boolean ofCommunity) {}
