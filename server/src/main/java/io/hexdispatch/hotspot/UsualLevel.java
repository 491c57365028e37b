package io.hexdispatch.hotspot;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a cell is held against. */
public enum UsualLevel {
    /** What happened in the cell itself in the weeks before. */
    OWN,
    /** The same, less or more as the whole area has less or more than before: in a storm, only what suffers more than the rest. */
    AREA;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<UsualLevel> ofText(String text) {
        return Arrays.stream(values())
                .filter(level -> level.text().equals(text))
                .findFirst();
    }

    public static String texts() {
        return Arrays.stream(values()).map(UsualLevel::text).collect(Collectors.joining(", "));
    }
}
