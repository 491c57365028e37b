package io.hexdispatch.geodata.check;

/** Text from anywhere as text of a page: nothing in it is markup, and nothing turns the writing direction of what follows. */
final class HtmlText {
    private HtmlText() {}

    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(isHarmless(point) ? point : 0xFFFD);
            }
        });
        return escaped.toString();
    }

    private static boolean isHarmless(int point) {
        if (point == '\n' || point == '\t') {
            return true;
        }
        boolean turnsDirection = (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
        int type = Character.getType(point);
        return !turnsDirection && type != Character.CONTROL && type != Character.SURROGATE;
    }
}
