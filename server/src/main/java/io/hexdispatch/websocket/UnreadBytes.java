package io.hexdispatch.websocket;

/**
 * What all clients together have not read yet, in bytes, and how much of it the server bears: each client may leave some unread, but a
 * thousand slow ones at once must not take the memory of all. For one event loop.
 */
final class UnreadBytes {
    private static final int PART_OF_HEAP = 8;

    private final long max;
    private long unread;
    private long tooSlow;

    /** @param max beyond it, whoever has much unread is let go */
    UnreadBytes(long max) {
        this.max = max;
    }

    static UnreadBytes ofHeap() {
        return new UnreadBytes(Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
    }

    void add(long bytes) {
        unread += bytes;
    }

    boolean areTooMany() {
        return unread > max;
    }

    long max() {
        return max;
    }

    long unread() {
        return unread;
    }

    /** Notes that a client was let go because it left too much unread. */
    void noteTooSlow() {
        tooSlow++;
    }

    /** How many clients were let go so. */
    long tooSlow() {
        return tooSlow;
    }
}
