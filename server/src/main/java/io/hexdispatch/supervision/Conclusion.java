package io.hexdispatch.supervision;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the supervisor comes to. */
public enum Conclusion {
    /** 属实. */
    CONFIRMED,
    /** 不属实. */
    UNFOUNDED;

    /** The conclusion's name on the wire, in lower case. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Conclusion> ofText(String text) {
        return Arrays.stream(values()).filter(each -> each.text().equals(text)).findFirst();
    }
}
