package io.hexdispatch.duplicate;

import io.hexdispatch.grid.coordinate.GreatCircle;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Which reports of a category are taken for the same event, and what is done with them then.
 *
 * @param metres how far apart, at most; 1 to {@value #METRES_MAX}
 * @param window how long apart, at most
 */
public record DuplicateTerms(int metres, Duration window, Merge merge) {
    public static final int METRES_MAX = 200;
    public static final Duration WINDOW_MAX = Duration.ofDays(7);
    public static final DuplicateTerms DEFAULT = new DuplicateTerms(50, Duration.ofHours(2), Merge.PROPOSE);

    private static final double HALF = 50.0;

    /** What is done with them. */
    public enum Merge {
        /** A person decides. */
        PROPOSE,
        /** They are merged at once. */
        AUTOMATIC,
        /** They are not looked for. */
        NEVER;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Merge> ofText(String text) {
            return Arrays.stream(values())
                    .filter(merge -> merge.text().equals(text))
                    .findFirst();
        }
    }

    public DuplicateTerms {
        if (metres < 1
                || metres > METRES_MAX
                || window.isNegative()
                || window.isZero()
                || window.compareTo(WINDOW_MAX) > 0) {
            throw new IllegalArgumentException("duplicates within " + metres + " m and " + window);
        }
    }

    /**
     * How alike two reports of one category are; empty where they are not taken for the same. Distance and time count half each, and
     * each falls in a straight line from its half to nothing.
     */
    public Optional<Likeness> compare(Reported one, Reported other) {
        if (one.source().equals(other.source())) {
            return Optional.empty();
        }
        double distance = GreatCircle.metres(one.place(), other.place());
        Duration apart = Duration.between(one.occurredAt(), other.occurredAt()).abs();
        if (!(distance <= metres) || apart.compareTo(window) > 0) {
            return Optional.empty();
        }
        double confidence = HALF * (1 - distance / metres) + HALF * (1 - (double) apart.toMillis() / window.toMillis());
        return Optional.of(new Likeness(distance, apart, (int) Math.round(confidence)));
    }
}
