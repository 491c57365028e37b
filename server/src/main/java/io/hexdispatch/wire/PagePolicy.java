package io.hexdispatch.wire;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * What a page may do in a browser, as the header {@code Content-Security-Policy} says it (CSP Level 3): show itself with its own style, and
 * nothing else, whatever a name in it might try. No scripts, nothing from elsewhere, no forms, and in nobody's frame.
 */
public final class PagePolicy {
    /** For an answer that is no page. */
    public static final String NOTHING =
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String STYLE_BEGIN = "<style>";
    private static final String STYLE_END = "</style>";

    private PagePolicy() {}

    /** For a whole page: its first style element is known by its hash, and no other is applied. */
    public static String of(String page) {
        int begin = page.indexOf(STYLE_BEGIN);
        int end = page.indexOf(STYLE_END, begin);
        return begin < 0 || end < 0
                ? NOTHING
                : NOTHING + "; style-src 'sha256-" + hash(page.substring(begin + STYLE_BEGIN.length(), end)) + "'";
    }

    private static String hash(String style) {
        try {
            byte[] bytes = style.getBytes(StandardCharsets.UTF_8);
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
