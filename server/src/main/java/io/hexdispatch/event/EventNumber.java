package io.hexdispatch.event;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The number under which an event is filed, as people say it: the day of filing and the event's serial number, such as
 * {@code 20260301-0000042}.
 *
 * @param day the day of filing in Zhengzhou
 * @param id the serial number, 1 or more, unique over all days
 */
public record EventNumber(LocalDate day, long id) {
    private static final ZoneId ZHENGZHOU = ZoneId.of("Asia/Shanghai");
    private static final Pattern FORM = Pattern.compile("([0-9]{8})-([0-9]{7,18})");

    public static EventNumber of(Instant filedAt, long id) {
        return new EventNumber(LocalDate.ofInstant(filedAt, ZHENGZHOU), id);
    }

    /** Reads the text form; empty where {@code text} is not a number of an event. */
    public static Optional<EventNumber> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            EventNumber number = new EventNumber(
                    LocalDate.parse(matcher.group(1), DateTimeFormatter.BASIC_ISO_DATE),
                    Long.parseLong(matcher.group(2)));
            return number.id() >= 1 && number.toString().equals(text) ? Optional.of(number) : Optional.empty();
        } catch (java.time.format.DateTimeParseException noSuchDay) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        String serial = Long.toString(id);
        return day.format(DateTimeFormatter.BASIC_ISO_DATE) + "-" + "0".repeat(Math.max(0, 7 - serial.length()))
                + serial;
    }
}
