package io.hexdispatch.diversion;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What became of the diverted items of a period. A matter of which there was none has a line of zeros. */
public record DiversionFigures(Map<Matter, Line> byMatter) {
    /** @param meanSeconds from the diversion to the closing, of those that are closed; empty where none is */
    public record Line(long diverted, long closed, Optional<Double> meanSeconds) {
        public static final Line NONE = new Line(0, 0, Optional.empty());

        /** In per cent; empty where nothing was diverted. */
        public Optional<Double> closingRate() {
            return diverted == 0 ? Optional.empty() : Optional.of(100.0 * closed / diverted);
        }

        private Line plus(Line other) {
            long together = closed + other.closed;
            double seconds = meanSeconds.orElse(0.0) * closed + other.meanSeconds.orElse(0.0) * other.closed;
            return new Line(
                    diverted + other.diverted,
                    together,
                    together == 0 ? Optional.empty() : Optional.of(seconds / together));
        }
    }

    public DiversionFigures {
        Map<Matter, Line> all = new EnumMap<>(Matter.class);
        for (Matter matter : Matter.values()) {
            all.put(matter, byMatter.getOrDefault(matter, Line.NONE));
        }
        byMatter = Collections.unmodifiableMap(all);
    }

    /** Of all matters together. */
    public Line total() {
        return byMatter.values().stream().reduce(Line.NONE, Line::plus);
    }
}
