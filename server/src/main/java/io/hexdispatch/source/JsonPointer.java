package io.hexdispatch.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A place in a JSON document, after RFC 6901: {@code /location/0/lon}. Documents are maps with texts as keys, lists, texts,
 * numbers, booleans and null.
 *
 * @param tokens the names and indexes on the way, unescaped; none for the whole document
 */
public record JsonPointer(List<String> tokens) {
    public static final int LENGTH_MAX = 256;
    private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,8}");
    private static final Pattern WRONG_ESCAPE = Pattern.compile("~(?![01])");
    private static final int NAMES_TOLD_MAX = 10;
    private static final int NAME_LENGTH_TOLD_MAX = 40;

    public JsonPointer {
        tokens = List.copyOf(tokens);
    }

    /** What a pointer leads to. */
    public sealed interface Target {}

    /** @param value may be null, as JSON has it */
    public record Value(Object value) implements Target {}

    /** Nothing is there. @param why how far it leads, and what is there instead */
    public record Nothing(String why) implements Target {}

    /** @throws IllegalArgumentException if it is no JSON Pointer; the message says what is wrong */
    public static JsonPointer parse(String text) {
        if (text.length() > LENGTH_MAX) {
            throw new IllegalArgumentException(
                    "the pointer is " + text.length() + " characters long; at most " + LENGTH_MAX + " are taken");
        }
        if (text.isEmpty()) {
            return new JsonPointer(List.of());
        }
        if (text.charAt(0) != '/') {
            throw new IllegalArgumentException("\"" + text + "\" is no JSON Pointer: it begins with /, such as /a/b");
        }
        List<String> tokens = new ArrayList<>();
        for (String token : text.substring(1).split("/", -1)) {
            if (WRONG_ESCAPE.matcher(token).find()) {
                throw new IllegalArgumentException(
                        "\"" + text + "\" is no JSON Pointer: after ~ stands 0, for ~ itself, or 1, for / (RFC 6901)");
            }
            tokens.add(token.replace("~1", "/").replace("~0", "~"));
        }
        return new JsonPointer(tokens);
    }

    public Target in(Object document) {
        Object here = document;
        for (int i = 0; i < tokens.size(); i++) {
            String token = tokens.get(i);
            if (here instanceof Map<?, ?> object && object.containsKey(token)) {
                here = object.get(token);
            } else if (here instanceof List<?> list
                    && INDEX.matcher(token).matches()
                    && Integer.parseInt(token) < list.size()) {
                here = list.get(Integer.parseInt(token));
            } else {
                return new Nothing(whyNothing(here, i));
            }
        }
        return new Value(here);
    }

    private String whyNothing(Object here, int depth) {
        String reached = depth == 0 ? "the document" : new JsonPointer(tokens.subList(0, depth)).toString();
        if (here instanceof Map<?, ?> object) {
            return reached + " has no \"" + shortened(tokens.get(depth)) + "\"; it has "
                    + (object.isEmpty()
                            ? "nothing"
                            : object.keySet().stream()
                                            .limit(NAMES_TOLD_MAX)
                                            .map(name -> shortened(String.valueOf(name)))
                                            .collect(Collectors.joining(", "))
                                    + (object.size() > NAMES_TOLD_MAX
                                            ? " and " + (object.size() - NAMES_TOLD_MAX) + " more"
                                            : ""));
        }
        if (here instanceof List<?> list) {
            return reached + " is a list of " + list.size() + ", counted from 0, and has no \""
                    + shortened(tokens.get(depth)) + "\"";
        }
        return reached + " is neither an object nor a list, and has nothing inside";
    }

    private static String shortened(String name) {
        return name.length() > NAME_LENGTH_TOLD_MAX ? name.substring(0, NAME_LENGTH_TOLD_MAX) + "..." : name;
    }

    @Override
    public String toString() {
        return tokens.stream()
                .map(token -> "/" + token.replace("~", "~0").replace("/", "~1"))
                .collect(Collectors.joining());
    }
}
