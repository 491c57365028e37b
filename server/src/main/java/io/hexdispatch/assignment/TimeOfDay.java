package io.hexdispatch.assignment;

import java.time.LocalTime;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of every day, such as 07:00 to 19:00, or over midnight 19:00 to 07:00.
 *
 * @param fromMinute in minutes since midnight, 0 to 1,439; it belongs to the part
 * @param toMinute 1 to 1,440, not the same; it does not belong to it
 */
public record TimeOfDay(int fromMinute, int toMinute) {
    private static final int MINUTES_OF_DAY = 1_440;
    private static final Pattern FORM = Pattern.compile("([0-9]{2}):([0-9]{2})-([0-9]{2}):([0-9]{2})");

    /** Reads {@code 19:00-07:00}; empty where the text is no such part of a day. */
    static Optional<TimeOfDay> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int from = minute(matcher.group(1), matcher.group(2));
        int to = minute(matcher.group(3), matcher.group(4));
        return from < 0 || from == MINUTES_OF_DAY || to < 0 || from == to
                ? Optional.empty()
                : Optional.of(new TimeOfDay(from, to == 0 ? MINUTES_OF_DAY : to));
    }

    private static int minute(String hour, String minute) {
        int minuteOfDay = 60 * Integer.parseInt(hour) + Integer.parseInt(minute);
        return Integer.parseInt(minute) > 59 || minuteOfDay > MINUTES_OF_DAY ? -1 : minuteOfDay;
    }

    boolean contains(LocalTime time) {
        int minute = time.toSecondOfDay() / 60;
        return fromMinute < toMinute
                ? minute >= fromMinute && minute < toMinute
                : minute >= fromMinute || minute < toMinute;
    }

    boolean overlaps(TimeOfDay other) {
        return contains(other.start()) || other.contains(start());
    }

    private LocalTime start() {
        return LocalTime.ofSecondOfDay(60L * fromMinute);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%02d:%02d-%02d:%02d", fromMinute / 60, fromMinute % 60, toMinute / 60, toMinute % 60);
    }
}
