package io.hexdispatch.order;

import io.hexdispatch.event.EventStatus;
import java.util.Arrays;
import java.util.Optional;

/** What a centre does with an event when the orders are done. */
public enum EventAction {
    VERIFY("verify", EventStatus.RESOLVED, EventStatus.VERIFIED),
    CLOSE("close", EventStatus.VERIFIED, EventStatus.CLOSED);

    private final String text;
    private final EventStatus source;
    private final EventStatus target;

    EventAction(String text, EventStatus source, EventStatus target) {
        this.text = text;
        this.source = source;
        this.target = target;
    }

    /** The action's name on the wire. */
    public String text() {
        return text;
    }

    public EventStatus source() {
        return source;
    }

    public EventStatus target() {
        return target;
    }

    public static Optional<EventAction> ofText(String text) {
        return Arrays.stream(values())
                .filter(action -> action.text.equals(text))
                .findFirst();
    }
}
