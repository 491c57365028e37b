package io.hexdispatch.review;

import io.hexdispatch.access.Actor;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What somebody found who looked at an event of a sample. @param note there at least where something is wrong */
public record Verdict(Finding finding, Optional<String> note, Actor by, Instant at) {
    /** Whether it was handled as it should be. */
    public enum Finding {
        IN_ORDER,
        DEFECTIVE;

        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        public static Optional<Finding> ofText(String text) {
            return Arrays.stream(values())
                    .filter(finding -> finding.text().equals(text))
                    .findFirst();
        }
    }

    public Verdict {
        if (finding == Finding.DEFECTIVE && note.isEmpty()) {
            throw new IllegalArgumentException("what is defective must be said");
        }
    }

    /** Whether it says the same, so that sent twice it is one. */
    public boolean repeats(Verdict earlier) {
        return finding == earlier.finding && note.equals(earlier.note) && by.equals(earlier.by);
    }
}
