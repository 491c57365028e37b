package io.hexdispatch.event;

import io.hexdispatch.access.Actor;
import java.time.Instant;
import java.util.Optional;

/**
 * One line of an event's history: who did what, when and why. Only ever appended.
 *
 * @param order the ordinal of the order that it concerns; empty where it concerns the event as a whole
 * @param action the word for what was done, such as {@code filed} or {@code accept}
 * @param from the status before, of the order or the event; empty at the beginning
 * @param to the status after
 * @param particulars what was said besides the reason
 */
public record HistoryEntry(
        Instant at,
        Actor actor,
        Optional<Integer> order,
        String action,
        Optional<String> from,
        String to,
        Optional<String> reason,
        Particulars particulars) {

    /** A line that says no more than its reason. */
    public HistoryEntry(
            Instant at,
            Actor actor,
            Optional<Integer> order,
            String action,
            Optional<String> from,
            String to,
            Optional<String> reason) {
        this(at, actor, order, action, from, to, reason, Particulars.NOTHING);
    }
}
