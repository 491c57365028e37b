package io.hexdispatch.deadline;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What must happen in time. */
public enum DeadlineKind {
    /** 接单: an order is accepted; runs from its dispatch. */
    ACCEPTANCE,
    /** 到场: whoever accepted an order is on the scene; runs from the acceptance. */
    ARRIVAL,
    /** 处置: the event is resolved, by whoever; runs from its filing. */
    DISPOSAL,
    /** 核查: a resolved event is verified; runs from the resolution. */
    VERIFICATION;

    /** The kind's name in rules and on the wire, in lower case. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<DeadlineKind> ofText(String text) {
        return Arrays.stream(values()).filter(kind -> kind.text().equals(text)).findFirst();
    }
}
