package io.hexdispatch.device;

import io.hexdispatch.event.EventNumber;
import java.time.Instant;
import java.util.Optional;

/**
 * What a device has to say of one kind, from its first message until its event is closed. There is one open alarm of a kind for each device,
 * with one event.
 *
 * @param id 1 or more, unique
 * @param source who reported it first; the source of its event
 * @param count how many times it was raised
 * @param clearedAt since when the device says that it is over; empty while it does not
 * @param event empty only where the server died between the alarm and its event; the next message files it
 * @param isOpen whether the next message of the kind belongs to it
 */
public record Alarm(
        long id,
        String device,
        String kind,
        String source,
        int count,
        Instant firstAt,
        Instant lastAt,
        Optional<Instant> clearedAt,
        Optional<EventNumber> event,
        boolean isOpen) {
    public static final int KIND_LENGTH_MAX = 40;

    /** The id of its event with its source: the same for every message, so that all of them make one event. */
    public String sourceEventId() {
        return "alarm/" + device + "/" + kind + "/" + id;
    }

    /** Whether a repetition is worth telling: the 2nd, 4th, 8th, ..., so that a device in a loop does not flood those who look on. */
    public boolean isWorthTelling() {
        return Integer.bitCount(count) == 1;
    }
}
