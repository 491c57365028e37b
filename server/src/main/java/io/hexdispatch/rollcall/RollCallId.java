package io.hexdispatch.rollcall;

import java.util.Optional;
import java.util.regex.Pattern;

/** The name of a roll call or broadcast, such as {@code rc-12}; a later one has a higher number. */
public record RollCallId(long number) {
    private static final Pattern TEXT = Pattern.compile("rc-[1-9][0-9]{0,17}");

    /** Reads the text form; empty where {@code text} is none. */
    public static Optional<RollCallId> parse(String text) {
        return TEXT.matcher(text).matches()
                ? Optional.of(new RollCallId(Long.parseLong(text.substring(3))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "rc-" + number;
    }
}
