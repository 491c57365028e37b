package io.hexdispatch.supervision;

import java.util.Arrays;
import java.util.Optional;

/** Where a finding stands. */
public enum FindingState {
    /** 待答复: somebody who is accountable has yet to answer. */
    OPEN,
    /** 待审查: all have answered, and the supervisor has yet to judge. */
    ANSWERED,
    /** 已办结: the supervisor came to a conclusion. */
    CLOSED;

    public static Optional<FindingState> ofText(String text) {
        return Arrays.stream(values())
                .filter(state -> state.name().equalsIgnoreCase(text))
                .findFirst();
    }
}
