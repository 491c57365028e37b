package io.hexdispatch.geodata.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A node of the text in which a coordinate system is written down (WKT 1, OGC 01-009, and ESRI's dialect of it): a keyword and
 * its arguments, which are texts in quotes, numbers, words and further nodes.
 *
 * @param arguments strings, with their quotes, and nodes
 */
record WellKnownText(String keyword, List<Object> arguments) {
    private static final int NESTING_MAX = 20;
    private static final int CHARACTERS_MAX = 100_000;

    /** @throws UnknownCoordinateSystemException if the text is not of this form */
    static WellKnownText parse(String text) throws UnknownCoordinateSystemException {
        if (text.length() > CHARACTERS_MAX) {
            throw new UnknownCoordinateSystemException("the text has " + text.length() + " characters");
        }
        Parser parser = new Parser(text);
        WellKnownText root = parser.node(0);
        if (parser.peek() != 0) {
            throw parser.problem("more follows after the end");
        }
        return root;
    }

    boolean is(String... keywords) {
        for (String one : keywords) {
            if (keyword.equalsIgnoreCase(one)) {
                return true;
            }
        }
        return false;
    }

    /** The first argument where that is a text in quotes; else nothing. */
    String name() {
        return arguments.isEmpty() || !(arguments.get(0) instanceof String text) ? "" : text.replace("\"", "");
    }

    /** The first node with this keyword, this one or one within it. */
    Optional<WellKnownText> find(String wanted) {
        if (is(wanted)) {
            return Optional.of(this);
        }
        for (Object argument : arguments) {
            if (argument instanceof WellKnownText node) {
                Optional<WellKnownText> found = node.find(wanted);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /** The number of the system in EPSG's register, where the text states one of itself. */
    Optional<Integer> epsgCode() {
        for (Object argument : arguments) {
            if (argument instanceof WellKnownText node
                    && node.is("AUTHORITY", "ID")
                    && node.name().equalsIgnoreCase("EPSG")
                    && node.arguments.size() >= 2
                    && node.arguments.get(1) instanceof String number) {
                String digits = number.replace("\"", "");
                return digits.matches("[0-9]{4,6}") ? Optional.of(Integer.valueOf(digits)) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** The same without the nodes of these keywords, at every depth. */
    WellKnownText without(String... keywords) {
        List<Object> kept = new ArrayList<>();
        for (Object argument : arguments) {
            if (!(argument instanceof WellKnownText node)) {
                kept.add(argument);
            } else if (!node.is(keywords)) {
                kept.add(node.without(keywords));
            }
        }
        return new WellKnownText(keyword, kept);
    }

    /** The same with a node added behind the arguments of the one with that keyword. */
    WellKnownText withAdded(String in, WellKnownText added) {
        List<Object> changed = new ArrayList<>();
        for (Object argument : arguments) {
            changed.add(argument instanceof WellKnownText node ? node.withAdded(in, added) : argument);
        }
        if (is(in)) {
            changed.add(added);
        }
        return new WellKnownText(keyword, changed);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(keyword).append('[');
        for (int i = 0; i < arguments.size(); i++) {
            text.append(i == 0 ? "" : ",").append(arguments.get(i));
        }
        return text.append(']').toString();
    }

    private static final class Parser {
        private final String text;
        private int place;

        Parser(String text) {
            this.text = text;
        }

        WellKnownText node(int depth) throws UnknownCoordinateSystemException {
            String keyword = word();
            if (depth > NESTING_MAX || keyword.isEmpty() || (peek() != '[' && peek() != '(')) {
                throw problem("a keyword and what belongs to it in brackets is wanted");
            }
            place++;
            List<Object> arguments = new ArrayList<>();
            while (true) {
                arguments.add(argument(depth));
                char end = peek();
                place++;
                if (end == ']' || end == ')') {
                    return new WellKnownText(keyword.toUpperCase(Locale.ROOT), arguments);
                }
                if (end != ',') {
                    throw problem("a comma or a bracket is wanted");
                }
            }
        }

        private Object argument(int depth) throws UnknownCoordinateSystemException {
            if (peek() == '"') {
                int end = text.indexOf('"', place + 1);
                if (end < 0) {
                    throw problem("a quote is not closed");
                }
                String quoted = text.substring(place, end + 1);
                place = end + 1;
                return quoted;
            }
            int start = place;
            String word = word();
            if (peek() == '[' || peek() == '(') {
                place = start;
                return node(depth + 1);
            }
            return word;
        }

        private String word() {
            peek();
            int start = place;
            while (place < text.length() && "[](),\"".indexOf(text.charAt(place)) < 0) {
                place++;
            }
            return text.substring(start, place).strip();
        }

        /** The next character that is not blank, or 0 at the end. */
        char peek() {
            while (place < text.length() && (Character.isWhitespace(text.charAt(place)) || text.charAt(place) == 0)) {
                place++;
            }
            return place < text.length() ? text.charAt(place) : 0;
        }

        UnknownCoordinateSystemException problem(String what) {
            return new UnknownCoordinateSystemException(
                    "character " + Math.min(place + 1, text.length()) + " of the text: " + what);
        }
    }
}
