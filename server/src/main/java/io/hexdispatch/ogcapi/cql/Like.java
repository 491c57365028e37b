package io.hexdispatch.ogcapi.cql;

import io.hexdispatch.ogcapi.feature.Feature;

/**
 * A text against a pattern: {@code %} stands for any characters, {@code _} for one, and either for itself after a backslash.
 *
 * @param pattern a literal, or one with its case ignored
 */
record Like(Operand text, Operand pattern) implements Condition {
    @Override
    public Truth of(Feature feature) {
        return text.value(feature)
                .map(value -> Truth.of(
                        matches((String) value, (String) pattern.value(feature).orElseThrow())))
                .orElse(Truth.UNKNOWN);
    }

    /**
     * Goes back to the last {@code %} alone: an earlier one can swallow nothing that the last could not, so the work is the product
     * of the two lengths at most, where a regular expression of many stars would take for ever.
     */
    static boolean matches(String value, String pattern) {
        int[] text = value.codePoints().toArray();
        int[] wanted = pattern.codePoints().toArray();
        int at = 0;
        int next = 0;
        int afterStar = -1;
        int resume = 0;
        while (at < text.length) {
            if (next < wanted.length && wanted[next] == '%') {
                afterStar = ++next;
                resume = at;
                continue;
            }
            boolean escaped = next + 1 < wanted.length && wanted[next] == '\\';
            int expected = next < wanted.length ? wanted[escaped ? next + 1 : next] : -1;
            if (expected >= 0 && ((!escaped && expected == '_') || expected == text[at])) {
                next += escaped ? 2 : 1;
                at++;
            } else if (afterStar >= 0) {
                next = afterStar;
                at = ++resume;
            } else {
                return false;
            }
        }
        while (next < wanted.length && wanted[next] == '%') {
            next++;
        }
        return next == wanted.length;
    }
}
