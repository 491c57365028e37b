package io.hexdispatch.client;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/** The areas that a client follows, and whether it missed anything of them. */
final class FollowedAreas {
    private final Map<String, Boolean> positions = new LinkedHashMap<>();
    private final Map<String, Integer> sequences = new LinkedHashMap<>();

    void add(String area, boolean withPositions) {
        positions.put(area, withPositions);
    }

    void remove(String area) {
        positions.remove(area);
        sequences.remove(area);
    }

    /** Each area, and what it is subscribed with. */
    Map<String, JsonObject> wishes() {
        Map<String, JsonObject> wishes = new LinkedHashMap<>();
        positions.forEach((area, with) -> wishes.put(area, new JsonObject().put("positions", with)));
        return wishes;
    }

    boolean contains(String area) {
        return positions.containsKey(area);
    }

    /** Whether a message is the next one of its area. One that begins a snapshot always is; after a gap none is until then. */
    boolean isNext(JsonObject data) {
        String area = data.getString("area");
        int sequence = data.getInteger("sequence");
        if (sequence == 1) {
            sequences.put(area, 1);
            return true;
        }
        if (sequences.getOrDefault(area, 0) + 1 != sequence) {
            return false;
        }
        sequences.put(area, sequence);
        return true;
    }
}
