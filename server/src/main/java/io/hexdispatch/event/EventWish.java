package io.hexdispatch.event;

import java.util.Optional;

/**
 * What somebody wants done with an event.
 *
 * @param unit the code of the unit that is to do the work again; empty for the one that led
 */
public record EventWish(EventAction action, Optional<String> reason, Particulars particulars, Optional<String> unit) {

    /** An action that says all by itself. */
    public static EventWish of(EventAction action, Optional<String> reason) {
        return new EventWish(action, reason, Particulars.NOTHING, Optional.empty());
    }

    public static EventWish of(EventAction action, String reason, Particulars particulars) {
        return new EventWish(action, Optional.of(reason), particulars, Optional.empty());
    }
}
