package io.hexdispatch.jointhandling;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What became of the events that were deliberated in a period. One with several grounds counts for each of them, and once in the total.
 *
 * @param byCounty by the code of the county that the event lies in; of events in no county there is no line
 */
public record JointFigures(Line total, Map<Grounds, Line> byGrounds, Map<String, Line> byCounty) {
    /**
     * @param deliberated how many were decided in the period
     * @param closed how many of those are closed now
     * @param late how many of those were decided after their time
     */
    public record Line(long deliberated, long closed, long late) {
        public static final Line NONE = new Line(0, 0, 0);

        public Line plus(Line other) {
            return new Line(deliberated + other.deliberated, closed + other.closed, late + other.late);
        }

        /** In per cent; empty where nothing was deliberated. */
        public Optional<Double> closingRate() {
            return deliberated == 0 ? Optional.empty() : Optional.of(100.0 * closed / deliberated);
        }
    }

    public JointFigures {
        Map<Grounds, Line> all = new EnumMap<>(Grounds.class);
        for (Grounds grounds : Grounds.values()) {
            all.put(grounds, byGrounds.getOrDefault(grounds, Line.NONE));
        }
        byGrounds = Collections.unmodifiableMap(all);
        byCounty = Collections.unmodifiableMap(new TreeMap<>(byCounty));
    }
}
