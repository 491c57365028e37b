package io.hexdispatch.supervision;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** How many findings there are, by kind. */
public record FindingFigures(Map<FindingKind, Line> kinds) {
    /**
     * @param byHand how many of all were transferred by hand
     * @param confirmed how many of those that are closed proved true
     */
    public record Line(long open, long answered, long closed, long byHand, long confirmed) {
        public static final Line NONE = new Line(0, 0, 0, 0, 0);

        public long all() {
            return open + answered + closed;
        }

        Line plus(Line other) {
            return new Line(
                    open + other.open,
                    answered + other.answered,
                    closed + other.closed,
                    byHand + other.byHand,
                    confirmed + other.confirmed);
        }
    }

    public FindingFigures {
        Map<FindingKind, Line> every = new EnumMap<>(FindingKind.class);
        for (FindingKind kind : FindingKind.values()) {
            every.put(kind, kinds.getOrDefault(kind, Line.NONE));
        }
        kinds = Collections.unmodifiableMap(every);
    }

    public Line sum() {
        return kinds.values().stream().reduce(Line.NONE, Line::plus);
    }
}
