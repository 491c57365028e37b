package io.hexdispatch.ogcapi.cql;

import io.hexdispatch.ogcapi.cql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a filter into its words. */
final class Tokens {
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");
    private static final List<String> SYMBOLS = List.of("<>", "<=", ">=", "<", ">", "=", "(", ")", ",");

    private final String filter;
    private int at;

    private Tokens(String filter) {
        this.filter = filter;
    }

    /** The words of a filter, closed by one of kind {@link Kind#END}. */
    static List<Token> of(String filter) throws InvalidFilterException {
        Tokens tokens = new Tokens(filter);
        List<Token> all = new ArrayList<>();
        do {
            all.add(tokens.next());
        } while (all.get(all.size() - 1).kind() != Kind.END);
        return all;
    }

    private Token next() throws InvalidFilterException {
        while (at < filter.length() && Character.isWhitespace(filter.charAt(at))) {
            at++;
        }
        int start = at;
        if (at == filter.length()) {
            return new Token(Kind.END, "", start, start);
        }
        char first = filter.charAt(at);
        if (first == '\'') {
            return new Token(Kind.TEXT, quoted('\'', "text"), start, at);
        }
        if (first == '"') {
            return new Token(Kind.QUOTED_NAME, quoted('"', "name"), start, at);
        }
        for (String symbol : SYMBOLS) {
            if (filter.startsWith(symbol, at)) {
                at += symbol.length();
                return new Token(Kind.SYMBOL, symbol, start, at);
            }
        }
        Matcher number = NUMBER.matcher(filter).region(at, filter.length());
        if (number.lookingAt()) {
            at = number.end();
            return new Token(Kind.NUMBER, number.group(), start, at);
        }
        while (at < filter.length() && isNamePart(filter.codePointAt(at))) {
            at += Character.charCount(filter.codePointAt(at));
        }
        if (at == start) {
            throw new InvalidFilterException(
                    start, "\"" + Character.toString(filter.codePointAt(start)) + "\" has no meaning here");
        }
        return new Token(Kind.NAME, filter.substring(start, at), start, at);
    }

    private static boolean isNamePart(int codePoint) {
        return Character.isLetterOrDigit(codePoint) || codePoint == '_' || codePoint == '.' || codePoint == ':';
    }

    /** Reads what stands in quotes; a quote inside is written twice or after a backslash. */
    private String quoted(char quote, String what) throws InvalidFilterException {
        int start = at++;
        StringBuilder text = new StringBuilder();
        while (at < filter.length()) {
            char c = filter.charAt(at++);
            boolean another = at < filter.length() && filter.charAt(at) == quote;
            if (c == quote && !another) {
                return text.toString();
            }
            if ((c == quote || c == '\\') && another) {
                at++;
                text.append(quote);
            } else {
                text.append(c);
            }
        }
        throw new InvalidFilterException(start, "the " + what + " that begins with " + quote + " does not end");
    }
}
