package io.hexdispatch.grid.index;

/** The cells with the numbers from the first to the last, both among them. */
public record CellRange(long first, long last) {}
