package io.hexdispatch.jointhandling;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Why an event is a matter for several. */
public enum Grounds {
    CROSS_REGION("跨区域"),
    CROSS_LEVEL("跨层级"),
    CROSS_DEPARTMENT("跨部门");

    private final String chinese;

    Grounds(String chinese) {
        this.chinese = chinese;
    }

    /** The operators' word for it. */
    public String chinese() {
        return chinese;
    }

    /** The name on the wire. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Grounds> ofText(String text) {
        return Arrays.stream(values())
                .filter(grounds -> grounds.text().equals(text))
                .findFirst();
    }

    public static String texts() {
        return Arrays.stream(values()).map(Grounds::text).collect(Collectors.joining(", "));
    }
}
