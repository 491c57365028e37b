package io.hexdispatch.loadtests.fuzz;

import java.nio.charset.StandardCharsets;

/** What the server did wrong, and at which input. @param number of the case, with which and the seed it is made again */
record Fault(long number, String what, byte[] input) {
    private static final int SHOWN_MAX = 4_000;

    @Override
    public String toString() {
        StringBuilder shown =
                new StringBuilder("case " + number + ": " + what + "\n  input of " + input.length + " bytes: ");
        String text = new String(input, StandardCharsets.ISO_8859_1);
        for (int i = 0; i < Math.min(text.length(), SHOWN_MAX); i++) {
            char letter = text.charAt(i);
            if (letter >= ' ' && letter < 0x7f && letter != '\\') {
                shown.append(letter);
            } else if (letter == '\n') {
                shown.append("\\n");
            } else if (letter == '\r') {
                shown.append("\\r");
            } else {
                shown.append(String.format("\\x%02x", (int) letter));
            }
        }
        return text.length() > SHOWN_MAX ? shown + "…" : shown.toString();
    }
}
