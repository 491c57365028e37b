package io.hexdispatch.deadline;

/**
 * Which deadline: there is one of a kind for an event, or for an order of it, at a time.
 *
 * @param eventId the serial number of the event, 1 to 2^44 - 1
 * @param ordinal the ordinal of the order, 1 to 32,767; 0 for a deadline of the event as a whole
 */
public record DeadlineKey(long eventId, int ordinal, DeadlineKind kind) {
    private static final int KIND_BITS = 2;
    private static final int ORDINAL_BITS = 15;
    private static final DeadlineKind[] KINDS = DeadlineKind.values();

    /** @throws IllegalArgumentException if a number is out of range */
    public DeadlineKey {
        if (eventId < 1
                || eventId >= 1L << (61 - KIND_BITS - ORDINAL_BITS)
                || ordinal < 0
                || ordinal >= 1 << ORDINAL_BITS) {
            throw new IllegalArgumentException("a deadline of event " + eventId + ", order " + ordinal);
        }
    }

    /** The whole key in one positive number, so that a million of them fit into an array. */
    long packed() {
        return (eventId << ORDINAL_BITS | ordinal) << KIND_BITS | kind.ordinal();
    }

    static DeadlineKey unpacked(long packed) {
        return new DeadlineKey(
                packed >> KIND_BITS + ORDINAL_BITS,
                (int) (packed >> KIND_BITS) & (1 << ORDINAL_BITS) - 1,
                KINDS[(int) packed & (1 << KIND_BITS) - 1]);
    }
}
