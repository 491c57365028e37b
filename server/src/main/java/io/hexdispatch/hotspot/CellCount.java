package io.hexdispatch.hotspot;

/**
 * How often something happened in a cell.
 *
 * @param observed in the period that is asked about
 * @param before in the weeks before it
 * @param squaresBefore the sum of the squares of the counts of these weeks, from which one sees how much they differ
 */
public record CellCount(long cell, long observed, long before, long squaresBefore) {
    /** @throws IllegalArgumentException if a number is below zero */
    public CellCount {
        if (observed < 0 || before < 0 || squaresBefore < 0) {
            throw new IllegalArgumentException("below zero: " + observed + ", " + before + ", " + squaresBefore);
        }
    }
}
