package io.hexdispatch.delivery;

import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was sent and is not yet written down. Most orders are acknowledged within a second, and then the times of sending are written with
 * the receipt and cost nothing; those of the others are taken from time to time. For one thread.
 *
 * @param <K> a delivery: an order and a recipient
 */
public final class SendBook<K> {
    private final int sizeMax;
    /** In the order in which they were first noted. */
    private final Map<K, Sends> unwritten = new LinkedHashMap<>();

    /** @param sizeMax of how many deliveries it knows at most; of more, the times are not noted, so that memory has an end */
    public SendBook(int sizeMax) {
        this.sizeMax = sizeMax;
    }

    public void note(K delivery, Instant at) {
        add(delivery, Sends.once(at));
    }

    private void add(K delivery, Sends sends) {
        Sends before = unwritten.get(delivery);
        if (before != null) {
            unwritten.put(delivery, before.and(sends));
        } else if (unwritten.size() < sizeMax) {
            unwritten.put(delivery, sends);
        }
    }

    /** What is noted of a delivery, which is to be written down now. */
    public Optional<Sends> take(K delivery) {
        return Optional.ofNullable(unwritten.remove(delivery));
    }

    /** What was first sent before a time, which is to be written down now; at most {@code limit}. */
    public Map<K, Sends> takeBefore(Instant time, int limit) {
        Map<K, Sends> taken = new HashMap<>();
        Iterator<Map.Entry<K, Sends>> all = unwritten.entrySet().iterator();
        while (all.hasNext() && taken.size() < limit) {
            Map.Entry<K, Sends> entry = all.next();
            if (entry.getValue().first().isBefore(time)) {
                taken.put(entry.getKey(), entry.getValue());
                all.remove();
            }
        }
        return taken;
    }

    /** Takes back in what could not be written down. */
    public void giveBack(Map<K, Sends> taken) {
        taken.forEach(this::add);
    }

    public int size() {
        return unwritten.size();
    }
}
