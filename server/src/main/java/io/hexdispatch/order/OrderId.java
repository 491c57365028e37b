package io.hexdispatch.order;

import io.hexdispatch.event.EventNumber;
import java.util.Optional;

/** The name of an order: the number of its event and its ordinal there, such as {@code 20260301-0000042-1}. */
public record OrderId(EventNumber event, int ordinal) {
    private static final int ORDINAL_DIGITS_MAX = 4;

    /** Reads the text form; empty where {@code text} is not the id of an order. */
    public static Optional<OrderId> parse(String text) {
        int dash = text.lastIndexOf('-');
        String ordinal = text.substring(dash + 1);
        if (dash < 0 || !ordinal.matches("[1-9][0-9]{0," + (ORDINAL_DIGITS_MAX - 1) + "}")) {
            return Optional.empty();
        }
        return EventNumber.parse(text.substring(0, dash)).map(event -> new OrderId(event, Integer.parseInt(ordinal)));
    }

    @Override
    public String toString() {
        return event + "-" + ordinal;
    }
}
