package io.hexdispatch.simulation.day;

import io.hexdispatch.source.SourceKind;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** In the afternoon a storm passes: in its bursts a hundred times as much is reported as on average over the day. */
final class Storm {
    static final int TIMES_THE_ORDINARY = 100;

    /** When its bursts begin, in seconds since midnight. */
    static final int[] BURSTS = {15 * 3_600 + 600, 15 * 3_600 + 2_100, 16 * 3_600 + 1_200};

    private Storm() {}

    /** How long each burst lasts, so that so many events come at that rate. */
    static int burstSeconds(int count, int wholeDay) {
        double perSecond = (double) TIMES_THE_ORDINARY * wholeDay / 86_400;
        return Math.max(1, (int) (count / perSecond / BURSTS.length));
    }

    static List<Draft> drafts(int count, int wholeDay, List<Township> townships, SplittableRandom random) {
        int seconds = burstSeconds(count, wholeDay);
        List<Draft> drafts = new ArrayList<>();
        for (SourceKind source : SourceMix.STORM.sources(count)) {
            Township where = townships.get(random.nextInt(townships.size()));
            drafts.add(Draft.of(
                    BURSTS[random.nextInt(BURSTS.length)] + random.nextInt(seconds),
                    source,
                    Matter.ofTheStorm(source, random),
                    where.place(random),
                    where,
                    Part.STORM));
        }
        return drafts;
    }
}
