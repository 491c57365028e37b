package io.hexdispatch.hotspot;

import java.util.Optional;

/**
 * A cell in which something happened, and whether that is more than usual.
 *
 * @param count how often it happened in the period
 * @param expected how often it would have at the usual level; 0 where it did not happen before
 * @param pValue the chance of so many or more at the usual level
 * @param qValue the part of false ones among all cells that are as unlikely or more, as corrected for the number of cells
 * @param significant whether {@code qValue} is at or below the level that was asked for
 * @param neighbours how often in the six cells around it, and how often at their usual level
 */
public record HotSpot(
        long cell,
        long count,
        double expected,
        double pValue,
        double qValue,
        boolean significant,
        Neighbours neighbours) {

    /** The cells around one. */
    public record Neighbours(long count, double expected) {}

    /** How many times the usual level; empty where it did not happen before. */
    public Optional<Double> ratio() {
        return expected > 0 ? Optional.of(count / expected) : Optional.empty();
    }
}
