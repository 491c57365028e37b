package io.hexdispatch.source;

/**
 * How many reports a source may send.
 *
 * @param perSecond on average, more than 0
 * @param burst at once, after a pause, 1 or more
 */
public record RateLimit(double perSecond, int burst) {
    public static final int MAX = 1_000_000;

    public RateLimit {
        if (!(perSecond > 0 && perSecond <= MAX)) {
            throw new IllegalArgumentException("perSecond " + perSecond + " is not above 0 and at most " + MAX);
        }
        if (burst < 1 || burst > MAX) {
            throw new IllegalArgumentException("burst " + burst + " is not from 1 to " + MAX);
        }
    }
}
