package io.hexdispatch.audit;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What came of what somebody asked for. */
public enum AuditOutcome {
    /** Written before anything is done; what came of it follows in an entry of its own, unless the server died. */
    ASKED,
    DONE,
    /** It was not done, because something about it was wrong or the server could not. */
    FAILED,
    /** It was not done, because he who asked may not. */
    REFUSED,
    /** Lines of the events' history that were written since the last such entry. */
    SEALED,
    /** Earlier entries that were taken out on purpose. */
    TRIMMED;

    /** The name on the wire. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<AuditOutcome> ofText(String text) {
        return Arrays.stream(values())
                .filter(outcome -> outcome.text().equals(text))
                .findFirst();
    }
}
