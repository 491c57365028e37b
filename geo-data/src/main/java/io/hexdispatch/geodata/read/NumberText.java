package io.hexdispatch.geodata.read;

import java.math.BigDecimal;

/** Codes are often kept as numbers; this writes a number as the code that was meant. */
final class NumberText {
    private static final int DIGITS_MAX = 40;

    private NumberText() {}

    /** The number without an exponent and without zeros behind the point: {@code 410184104.000} is {@code 410184104}. */
    static String plain(String text) {
        if (text.length() > DIGITS_MAX || (text.indexOf('.') < 0 && text.indexOf('e') < 0 && text.indexOf('E') < 0)) {
            return text;
        }
        try {
            BigDecimal number = new BigDecimal(text);
            if (Math.abs((long) number.scale()) > DIGITS_MAX) {
                return text;
            }
            return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
        } catch (NumberFormatException e) {
            return text;
        }
    }
}
