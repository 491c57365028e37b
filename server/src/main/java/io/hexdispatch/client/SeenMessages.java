package io.hexdispatch.client;

import java.util.LinkedHashMap;
import java.util.Map;

/** Which messages came and what became of them, of the latest so many. */
final class SeenMessages {
    /** What is known of a message that comes. */
    enum State {
        NEW,
        /** It came before, and is being handled. */
        UNDER_WAY,
        /** It came before, and was handled. */
        HANDLED
    }

    private final Map<String, State> seen;

    SeenMessages(int max) {
        seen = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, State> eldest) {
                return size() > max;
            }
        };
    }

    /** What is known of a message; a new one is under way from now on. */
    State note(String id) {
        State before = seen.putIfAbsent(id, State.UNDER_WAY);
        return before == null ? State.NEW : before;
    }

    void handled(String id) {
        seen.put(id, State.HANDLED);
    }

    /** It could not be handled: the next time that it comes it is new. */
    void forget(String id) {
        seen.remove(id);
    }

    int size() {
        return seen.size();
    }
}
