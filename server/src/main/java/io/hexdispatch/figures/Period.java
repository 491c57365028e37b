package io.hexdispatch.figures;

import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Into what figures are told apart in time, by the day of filing in the city. Their names sort as they follow each other. */
public enum Period {
    DAY,
    /** From Monday, numbered after ISO 8601. */
    WEEK,
    MONTH,
    YEAR;

    /** The period of a day, such as {@code 2026-11-24}, {@code 2026-W48}, {@code 2026-11}, {@code 2026}. */
    public String of(LocalDate day) {
        return switch (this) {
            case DAY -> day.toString();
            case WEEK ->
                String.format(
                        Locale.ROOT,
                        "%04d-W%02d",
                        day.get(IsoFields.WEEK_BASED_YEAR),
                        day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
            case MONTH -> day.toString().substring(0, 7);
            case YEAR -> day.toString().substring(0, 4);
        };
    }

    /** The name on the wire. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Period> ofText(String text) {
        return Arrays.stream(values())
                .filter(period -> period.text().equals(text))
                .findFirst();
    }

    public static String texts() {
        return Arrays.stream(values()).map(Period::text).collect(Collectors.joining(", "));
    }
}
