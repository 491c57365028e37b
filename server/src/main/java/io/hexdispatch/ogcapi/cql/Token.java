package io.hexdispatch.ogcapi.cql;

/**
 * A word of a filter.
 *
 * @param text a name without its quotes, a text without its quotes and escapes, otherwise as it stands
 * @param offset where it begins, in characters from 0
 * @param end where the next one could begin
 */
record Token(Kind kind, String text, int offset, int end) {
    enum Kind {
        NAME,
        /** A name in double quotes, which is never a keyword. */
        QUOTED_NAME,
        TEXT,
        NUMBER,
        SYMBOL,
        END
    }

    boolean isKeyword(String keyword) {
        return kind == Kind.NAME && text.equalsIgnoreCase(keyword);
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    /** As it is called in a message. */
    String shown() {
        return switch (kind) {
            case END -> "the end";
            case TEXT -> "the text '" + text + "'";
            case NAME, QUOTED_NAME, NUMBER, SYMBOL -> text;
        };
    }
}
