package io.hexdispatch.review;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The lists of events that somebody should look at once more. */
public enum ReviewList {
    /** 回访: verified or closed, and the reporter was not asked since. */
    CALLBACKS,
    /** 不满意: the reporter is not satisfied, and nobody verified the work since. */
    DISSATISFIED,
    /** 挂账: waits until something can be done. */
    SUSPENDED,
    /** 作废: somebody said that it was nothing. */
    VOIDED;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ReviewList> ofText(String text) {
        return Arrays.stream(values()).filter(list -> list.text().equals(text)).findFirst();
    }
}
