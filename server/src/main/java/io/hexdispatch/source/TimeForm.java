package io.hexdispatch.source;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How a source writes times. */
public enum TimeForm {
    /** {@code 2026-03-01T08:00:00+08:00}. */
    RFC3339,
    /** {@code 2026-03-01 08:00:00}, by the clock on the wall in Zhengzhou. */
    LOCAL,
    /** Seconds since 1970 in UTC. */
    EPOCH_SECONDS,
    /** Milliseconds since 1970 in UTC. */
    EPOCH_MILLIS;

    private static final ZoneId ZHENGZHOU = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter WALL_CLOCK = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    /** Empty where it is no time of this form. */
    public Optional<Instant> read(Object value) {
        try {
            return Optional.of(
                    switch (this) {
                        case RFC3339 ->
                            OffsetDateTime.parse(String.valueOf(value)).toInstant();
                        case LOCAL ->
                            LocalDateTime.parse(String.valueOf(value).replace('T', ' '), WALL_CLOCK)
                                    .atZone(ZHENGZHOU)
                                    .toInstant();
                        case EPOCH_SECONDS -> Instant.ofEpochSecond(Long.parseLong(String.valueOf(value)));
                        case EPOCH_MILLIS -> Instant.ofEpochMilli(Long.parseLong(String.valueOf(value)));
                    });
        } catch (DateTimeException | NumberFormatException notOne) {
            return Optional.empty();
        }
    }

    /** One that would be right. */
    public String example() {
        return switch (this) {
            case RFC3339 -> "2026-03-01T08:00:00+08:00";
            case LOCAL -> "2026-03-01 08:00:00";
            case EPOCH_SECONDS -> "1772323200";
            case EPOCH_MILLIS -> "1772323200000";
        };
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<TimeForm> ofText(String text) {
        return Arrays.stream(values()).filter(form -> form.text().equals(text)).findFirst();
    }

    public static String texts() {
        return Arrays.stream(values()).map(TimeForm::text).collect(Collectors.joining(", "));
    }
}
