package io.hexdispatch.jointhandling;

import io.hexdispatch.event.EventStatus;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a joint handling stands. The last two follow from its event and are not kept. */
public enum JointStatus {
    /** 待研判: a rule saw grounds for it; nobody has opened it yet. */
    PROPOSED,
    /** 研判中: the parties give their opinions. */
    OPEN,
    /** 已研判: it is decided who leads and who helps; the orders are out. */
    DECIDED,
    /** Needs none after all, and why. */
    WITHDRAWN,
    /** 办结: it was decided, and its event is closed. */
    CLOSED,
    /** Its event was closed before a decision, is void, or is merged into another. */
    LAPSED;

    /** What a kept status comes to beside the status of the event. An event that is opened again has its joint handling back. */
    public JointStatus beside(EventStatus event) {
        return switch (event) {
            case CLOSED -> this == WITHDRAWN ? WITHDRAWN : this == DECIDED ? CLOSED : LAPSED;
            case VOIDED, MERGED -> this == WITHDRAWN ? WITHDRAWN : LAPSED;
            default -> this;
        };
    }

    public static Optional<JointStatus> ofText(String text) {
        return Arrays.stream(values())
                .filter(status -> status.name().equals(text.toUpperCase(Locale.ROOT)))
                .findFirst();
    }
}
