package io.hexdispatch.wire;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the fields of a JSON object and notes everything that is wrong with them, so that a caller learns of all faults at once.
 * After the last field, {@link #rejectUnknown} notes those that nobody asked for.
 */
public final class Fields {
    /** A fault and where it is. */
    public record Fault(String pointer, String detail) {}

    private final JsonObject json;
    private final String pointer;
    private final List<Fault> faults;
    private final Set<String> asked = new HashSet<>();

    private Fields(JsonObject json, String pointer, List<Fault> faults) {
        this.json = json;
        this.pointer = pointer;
        this.faults = faults;
    }

    /** @param faults where faults are noted */
    public static Fields of(JsonObject json, List<Fault> faults) {
        return new Fields(json, "", faults);
    }

    /** @param pointer the JSON Pointer of the object in what the caller sent */
    static Fields of(JsonObject json, String pointer, List<Fault> faults) {
        return new Fields(json, pointer, faults);
    }

    public static Fields of(JsonObject json) {
        return new Fields(json, "", new ArrayList<>());
    }

    /** The object that is read. */
    public JsonObject json() {
        return json;
    }

    public List<Fault> faults() {
        return faults;
    }

    public void fault(String field, String detail) {
        faults.add(new Fault(pointer + "/" + field, detail));
    }

    /** A text that must be there, not blank; empty where it is not right, with the fault noted. */
    public Optional<String> text(String field, int lengthMax) {
        Optional<String> text = optionalText(field, lengthMax);
        if (text.isEmpty() && json.getValue(field) == null) {
            fault(field, "is missing; a text of 1 to " + lengthMax + " characters");
        }
        return text;
    }

    /** A text that may be left out, or null. */
    public Optional<String> optionalText(String field, int lengthMax) {
        asked.add(field);
        if (json.getValue(field) == null) {
            return Optional.empty();
        }
        Object value = json.getValue(field);
        if (!(value instanceof String text)) {
            fault(field, "is " + kind(value) + "; a text of 1 to " + lengthMax + " characters is right");
            return Optional.empty();
        }
        if (text.isBlank()) {
            fault(field, "is blank; a text of 1 to " + lengthMax + " characters is right");
            return Optional.empty();
        }
        if (text.length() > lengthMax) {
            fault(field, "is " + text.length() + " characters long; at most " + lengthMax + " are taken");
            return Optional.empty();
        }
        if (text.indexOf('\0') >= 0) {
            fault(field, "holds the character NUL at position " + text.indexOf('\0') + ", which no text has");
            return Optional.empty();
        }
        int surrogate = loneSurrogate(text);
        if (surrogate >= 0) {
            fault(field, "holds half a surrogate pair at position " + surrogate + ", which is not Unicode text");
            return Optional.empty();
        }
        return Optional.of(text);
    }

    /** A number that must be there. */
    public Optional<Double> number(String field, String meaning) {
        asked.add(field);
        if (json.getValue(field) == null) {
            fault(field, "is missing; " + meaning);
            return Optional.empty();
        }
        Object value = json.getValue(field);
        if (!(value instanceof Number number) || !Double.isFinite(number.doubleValue())) {
            fault(field, "is " + kind(value) + "; " + meaning + " is right");
            return Optional.empty();
        }
        return Optional.of(number.doubleValue());
    }

    Optional<Integer> optionalWholeNumber(String field, int min, int max) {
        asked.add(field);
        Object value = json.getValue(field);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Integer number && number >= min && number <= max) {
            return Optional.of(number);
        }
        fault(field, "is " + kind(value) + "; a whole number from " + min + " to " + max + " is right");
        return Optional.empty();
    }

    public Optional<Boolean> optionalTruth(String field) {
        asked.add(field);
        Object value = json.getValue(field);
        if (value instanceof Boolean truth) {
            return Optional.of(truth);
        }
        if (value != null) {
            fault(field, "is " + kind(value) + "; true or false is right");
        }
        return Optional.empty();
    }

    /** The elements of a list that may be left out. */
    List<?> optionalList(String field, String meaning) {
        asked.add(field);
        Object value = json.getValue(field);
        if (value instanceof JsonArray list) {
            return list.getList();
        }
        if (value != null) {
            fault(field, "is " + kind(value) + "; " + meaning + " is right");
        }
        return List.of();
    }

    /**
     * A time in RFC 3339 form with its offset, which may be left out. Its year has four digits, as RFC 3339 says;
     * what is finer than the database keeps, a microsecond, is cut off.
     */
    public Optional<Instant> optionalTime(String field) {
        Optional<String> text = optionalText(field, 40);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            OffsetDateTime time = OffsetDateTime.parse(text.get());
            if (time.getYear() >= 0 && time.getYear() <= 9_999) {
                return Optional.of(time.toInstant().truncatedTo(ChronoUnit.MICROS));
            }
        } catch (DateTimeParseException notATime) {
            // told below, like a time out of range
        }
        fault(field, "\"" + text.get() + "\" is not a time; right is 2026-03-01T08:00:00+08:00, with an offset");
        return Optional.empty();
    }

    /** An object that must be there. */
    public Optional<Fields> object(String field, String meaning) {
        if (json.getValue(field) == null) {
            asked.add(field);
            fault(field, "is missing; " + meaning);
            return Optional.empty();
        }
        return optionalObject(field, meaning);
    }

    public Optional<Fields> optionalObject(String field, String meaning) {
        asked.add(field);
        if (json.getValue(field) == null) {
            return Optional.empty();
        }
        Object value = json.getValue(field);
        if (!(value instanceof JsonObject object)) {
            fault(field, "is " + kind(value) + "; " + meaning + " is right");
            return Optional.empty();
        }
        return Optional.of(new Fields(object, pointer + "/" + field, faults));
    }

    /** Notes every field that was never asked for: a misspelt name must not pass in silence. @param others known as well */
    public void rejectUnknown(String... others) {
        asked.addAll(List.of(others));
        for (String field : json.fieldNames()) {
            if (!asked.contains(field)) {
                fault(
                        escaped(field),
                        "is not a field here; the fields are "
                                + String.join(", ", asked.stream().sorted().toList()));
            }
        }
    }

    /** A name as it stands in a JSON Pointer. */
    static String escaped(String field) {
        return field.replace("~", "~0").replace("/", "~1");
    }

    private static String kind(Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof String text) {
            return "the text \"" + (text.length() > 40 ? text.substring(0, 40) + "..." : text) + "\"";
        }
        if (value instanceof JsonObject) {
            return "an object";
        }
        if (value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        return "a list";
    }

    private static int loneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return i;
            }
        }
        return -1;
    }
}
