package io.hexdispatch.simulation.day;

import java.util.SplittableRandom;

/** When things are reported: little at night, most from 8 to 10 and from 17 to 19. */
final class DayCurve {
    private static final int HOUR_SECONDS = 3_600;

    /** How many of the day's events fall into each hour, as weights. */
    private static final int[] HOURS = {
        8, 6, 5, 4, 5, 10, 25, 55, 105, 100, 62, 52, 40, 44, 54, 58, 64, 98, 92, 48, 34, 26, 18, 12
    };

    private static final int WHOLE = java.util.Arrays.stream(HOURS).sum();

    private DayCurve() {}

    /** A second of the day. */
    static int second(SplittableRandom random) {
        int left = random.nextInt(WHOLE);
        int hour = 0;
        while (left >= HOURS[hour]) {
            left -= HOURS[hour];
            hour++;
        }
        return hour * HOUR_SECONDS + random.nextInt(HOUR_SECONDS);
    }
}
