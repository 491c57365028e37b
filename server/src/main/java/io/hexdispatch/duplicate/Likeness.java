package io.hexdispatch.duplicate;

import java.time.Duration;

/**
 * How near two reports are to each other.
 *
 * @param metres between their places
 * @param apart between the times at which they say that it happened; never negative
 * @param confidencePercent 100 for the same place at the same time, 0 for as far and as late as still counts
 */
public record Likeness(double metres, Duration apart, int confidencePercent) {
    @Override
    public String toString() {
        return Math.round(metres) + " m and " + apart.toSeconds() + " s apart";
    }
}
