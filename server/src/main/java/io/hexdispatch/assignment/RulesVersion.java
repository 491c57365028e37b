package io.hexdispatch.assignment;

import io.hexdispatch.access.Actor;
import java.time.Instant;

/**
 * Rules that were kept, with all but their text.
 *
 * @param number 1, 2, ...; numbers may be left out
 * @param sha256 of the text in UTF-8, in hexadecimal digits
 */
public record RulesVersion(
        int number, String title, String fileName, String sha256, Actor keptBy, Instant keptAt, boolean isLive) {
    /** How rules of this version are called in explanations, such as {@code default-rules.yaml@2}. */
    public String label() {
        return fileName + "@" + number;
    }
}
