package io.hexdispatch.limit;

import java.util.HashMap;
import java.util.Map;

/** How many things of each are open at once, up to the same number for each. For one event loop. */
public final class Headcount {
    private final int max;
    private final Map<String, Integer> counts = new HashMap<>();

    /** @param max for each; 0 for no limit */
    public Headcount(int max) {
        this.max = max;
    }

    /** Counts one more, unless he has as many as he may; each that was counted must {@link #leave}. */
    public boolean enter(String who) {
        if (max == 0) {
            return true;
        }
        int count = counts.getOrDefault(who, 0);
        if (count >= max) {
            return false;
        }
        counts.put(who, count + 1);
        return true;
    }

    public void leave(String who) {
        counts.computeIfPresent(who, (key, count) -> count > 1 ? count - 1 : null);
    }

    public int max() {
        return max;
    }

    /** How many have something open. */
    int known() {
        return counts.size();
    }
}
