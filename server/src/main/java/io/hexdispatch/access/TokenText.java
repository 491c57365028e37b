package io.hexdispatch.access;

import java.util.regex.Pattern;

/** Tokens as text, which must not come to stand where others read: in logs, answers and audits. */
public final class TokenText {
    /** How every JSON Web Token begins: the Base64 of an opening brace and a quotation mark. */
    private static final String BEGINNING = "eyJ";

    private static final Pattern TOKEN = Pattern.compile("eyJ[A-Za-z0-9_-]{6,}\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*");

    private TokenText() {}

    /** The same text with every token in it left out. */
    public static String hidden(String text) {
        return text.contains(BEGINNING) ? TOKEN.matcher(text).replaceAll("(a token)") : text;
    }
}
