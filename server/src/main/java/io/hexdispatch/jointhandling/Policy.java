package io.hexdispatch.jointhandling;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What comes of a sign; the later constant comes of more. */
public enum Policy {
    NONE,
    /** A person at a centre opens the joint handling, or says why it needs none. */
    PROPOSE,
    OPEN;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Policy> ofText(String text) {
        return Arrays.stream(values())
                .filter(policy -> policy.text().equals(text))
                .findFirst();
    }

    public static String texts() {
        return Arrays.stream(values()).map(Policy::text).collect(Collectors.joining(", "));
    }
}
