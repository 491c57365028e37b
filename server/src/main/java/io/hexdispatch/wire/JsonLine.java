package io.hexdispatch.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A line of newline-delimited JSON, not read yet. Its bytes are kept as they came: decoding them first would turn wrong ones into
 * replacement characters and hide that they are wrong.
 *
 * @param number where it stands, from 1; blank lines count
 */
public record JsonLine(int number, byte[] bytes) {
    /** The lines that are not blank. */
    public static List<JsonLine> of(byte[] body) {
        List<JsonLine> lines = new ArrayList<>();
        int number = 0;
        for (int start = 0; start < body.length; ) {
            int end = start;
            boolean isBlank = true;
            while (end < body.length && body[end] != '\n') {
                isBlank &= body[end] == ' ' || body[end] == '\t' || body[end] == '\r';
                end++;
            }
            number++;
            if (!isBlank) {
                lines.add(new JsonLine(number, Arrays.copyOfRange(body, start, end)));
            }
            start = end + 1;
        }
        return lines;
    }
}
