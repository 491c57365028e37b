package io.hexdispatch.websocket;

import java.util.Locale;

/** What happened to an event, seen from an area. */
enum AreaChange {
    FILED,
    CHANGED,
    /** It was located anew, and lies elsewhere now. */
    LEFT;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
