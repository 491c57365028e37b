package io.hexdispatch.geodata.read;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Tells from the texts of a table in which encoding they are: UTF-8, GBK, or neither.
 *
 * <p>Three bytes of UTF-8 hardly ever come about by chance. Two do: some words in GBK are UTF-8 as well (the well-known one is
 * 联通), but never as a Chinese character. And a Latin letter with an accent, followed by a plain letter, looks like a rare
 * character of GBK; so GBK is believed where most characters are of its old core, GB 2312, in which both bytes have the high bit.
 */
final class EncodingEvidence {
    static final Charset GBK = Charset.forName("GB18030");
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private long texts;
    private long notUtf8;
    private long notGbk;
    private long longUtf8Characters;
    private long gbkCharacters;
    private long gbkCoreCharacters;

    /** Takes one text into account; what is cut off at its end is not held against it. */
    void add(byte[] bytes, int from, int to) {
        int first = from;
        while (first < to && bytes[first] >= 0) {
            first++;
        }
        if (first == to) {
            return;
        }
        texts++;
        if (!isUtf8(bytes, first, to)) {
            notUtf8++;
        }
        if (!isGbk(bytes, first, to)) {
            notGbk++;
        }
    }

    private boolean isUtf8(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            int lead = bytes[at] & 0xFF;
            int length = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
            if (length == 0) {
                return false;
            }
            for (int i = 1; i < length && at + i < to; i++) {
                if ((bytes[at + i] & 0xC0) != 0x80) {
                    return false;
                }
            }
            if (length >= 3 && at + length <= to) {
                longUtf8Characters++;
            }
            at += length;
        }
        return true;
    }

    private boolean isGbk(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            int lead = bytes[at] & 0xFF;
            if (lead < 0x80) {
                at++;
                continue;
            }
            if (lead == 0x80 || lead == 0xFF) {
                return false;
            }
            if (at + 1 == to) {
                return true;
            }
            int trail = bytes[at + 1] & 0xFF;
            boolean fourBytes = trail >= 0x30 && trail <= 0x39;
            if (!fourBytes && (trail < 0x40 || trail == 0x7F || trail == 0xFF)) {
                return false;
            }
            gbkCharacters++;
            if (trail >= 0xA1) {
                gbkCoreCharacters++;
            }
            at += fourBytes ? 4 : 2;
        }
        return true;
    }

    /** Whether enough was seen to be sure. */
    boolean isPlenty() {
        return texts >= 20_000;
    }

    /** What the texts are in, with the reason. */
    Chosen decide() {
        boolean gbkLikely = 2 * gbkCoreCharacters >= gbkCharacters;
        if (texts == 0) {
            return new Chosen(
                    StandardCharsets.UTF_8, "UTF-8", "all texts are ASCII, which every encoding has in common", false);
        }
        if (notUtf8 == 0 && (notGbk > 0 || longUtf8Characters > 0 || !gbkLikely)) {
            return new Chosen(
                    StandardCharsets.UTF_8,
                    "UTF-8",
                    "all " + texts + " texts beyond ASCII are well-formed UTF-8",
                    false);
        }
        if (notGbk == 0 && gbkLikely) {
            return new Chosen(
                    GBK,
                    "GBK",
                    "all " + texts + " texts beyond ASCII are well-formed GBK, and "
                            + (notUtf8 > 0
                                    ? notUtf8 + " of them are not UTF-8"
                                    : "none has a Chinese character as UTF-8"),
                    false);
        }
        if (notUtf8 * 10 < texts) {
            return new Chosen(
                    StandardCharsets.UTF_8,
                    "UTF-8",
                    "of " + texts + " texts beyond ASCII " + (texts - notUtf8) + " are well-formed UTF-8",
                    true);
        }
        if (gbkLikely && notGbk * 10 < texts) {
            return new Chosen(
                    GBK,
                    "GBK",
                    "of " + texts + " texts beyond ASCII " + (texts - notGbk) + " are well-formed GBK",
                    true);
        }
        return new Chosen(
                WINDOWS_1252,
                "windows-1252",
                "of " + texts + " texts beyond ASCII " + notUtf8 + " are not UTF-8, and they do not look like GBK",
                true);
    }

    /** @param doubtful whether somebody should look at the texts */
    record Chosen(Charset charset, String name, String reason, boolean doubtful) {}
}
