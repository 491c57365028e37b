package io.hexdispatch.ogcapi.feature;

import java.time.Instant;

/**
 * A stretch of time with both its ends; an instant is one whose ends are the same.
 *
 * @param from {@link Instant#MIN} where it has no beginning
 * @param to {@link Instant#MAX} where it has no end
 */
public record TimeSpan(Instant from, Instant to) {
    /** @throws IllegalArgumentException if it ends before it begins */
    public TimeSpan {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("the end " + to + " lies before the beginning " + from);
        }
    }

    public static TimeSpan at(Instant instant) {
        return new TimeSpan(instant, instant);
    }

    public boolean isInstant() {
        return from.equals(to);
    }

    public boolean intersects(TimeSpan other) {
        return !from.isAfter(other.to) && !to.isBefore(other.from);
    }
}
