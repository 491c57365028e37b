package io.hexdispatch.deadline;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * When each running deadline fires next: a million of them in about 50 MB, the first one found at once, one put in, moved or taken out
 * in some hundred nanoseconds. What it holds is a copy of what the database says, and is read anew at every start.
 *
 * <p>For one event loop.
 */
public final class RunningDeadlines {
    /*
     * An indexed heap over primitive arrays: a heap of four children to a node (D. B. Johnson, "Priority queues with update and finding
     * minimum spanning trees", Information Processing Letters 4, 1975) of slots of a hash table with linear probing, whose entries are
     * taken out by moving later ones up (D. E. Knuth, The Art of Computer Programming 3, 6.4, algorithm R). A slot knows its place in
     * the heap and the heap its slots, so whatever moves in one is noted in the other. A timing wheel (G. Varghese and T. Lauck, 1987)
     * saves the logarithm, but pays for it with a tick for every moment and a way to hold those that are weeks away.
     */
    private static final int CHILDREN = 4;
    private static final int SLOTS_MIN = 64;
    private static final long NONE = 0;

    /** A deadline and when it fires. */
    public record Alarm(DeadlineKey key, Instant at) {}

    private long[] keys = new long[SLOTS_MIN];
    private long[] micros = new long[SLOTS_MIN];
    private int[] places = new int[SLOTS_MIN];
    private int[] heap = new int[SLOTS_MIN / 2];
    private int size;

    public int size() {
        return size;
    }

    /** Puts a deadline in, or moves the one that is there. */
    public void put(DeadlineKey key, Instant at) {
        long packed = key.packed();
        long time = microsOf(at);
        int slot = slotOf(packed);
        if (keys[slot] == packed) {
            micros[slot] = time;
            sink(rise(places[slot]));
            return;
        }
        if (size == heap.length) {
            grow();
            slot = slotOf(packed);
        }
        keys[slot] = packed;
        micros[slot] = time;
        place(size, slot);
        rise(size++);
    }

    /** Takes a deadline out; one that is not there is passed by. */
    public void remove(DeadlineKey key) {
        int slot = slotOf(key.packed());
        if (keys[slot] != NONE) {
            removeAt(slot);
        }
    }

    /** When the first one fires. */
    public Optional<Instant> next() {
        return size == 0 ? Optional.empty() : Optional.of(instantOf(micros[heap[0]]));
    }

    /** How many should have fired by now; those that are not due are not looked at. */
    public int due(Instant now) {
        return due(0, microsOf(now));
    }

    private int due(int place, long time) {
        if (place >= size || micros[heap[place]] > time) {
            return 0;
        }
        int count = 1;
        for (int child = CHILDREN * place + 1; child <= CHILDREN * place + CHILDREN; child++) {
            count += due(child, time);
        }
        return count;
    }

    /** Takes those out that fire by now, the earliest first, at most so many. */
    public List<Alarm> poll(Instant now, int limit) {
        long time = microsOf(now);
        List<Alarm> due = new ArrayList<>();
        while (size > 0 && due.size() < limit && micros[heap[0]] <= time) {
            int slot = heap[0];
            due.add(new Alarm(DeadlineKey.unpacked(keys[slot]), instantOf(micros[slot])));
            removeAt(slot);
        }
        return due;
    }

    private void removeAt(int slot) {
        int place = places[slot];
        size--;
        if (place != size) {
            place(place, heap[size]);
            sink(rise(place));
        }
        close(slot);
    }

    /** Moves up what stands behind a slot that gets free and would no longer be found. */
    private void close(int freed) {
        int mask = keys.length - 1;
        int gap = freed;
        for (int slot = freed + 1 & mask; keys[slot] != NONE; slot = slot + 1 & mask) {
            int wanted = hash(keys[slot]);
            // Whether the gap lies between where it would be looked for first and where it stands.
            if ((slot - wanted & mask) >= (slot - gap & mask)) {
                keys[gap] = keys[slot];
                micros[gap] = micros[slot];
                place(places[slot], gap);
                gap = slot;
            }
        }
        keys[gap] = NONE;
    }

    /** The slot of a key, or the free one where it would be put. */
    private int slotOf(long packed) {
        int mask = keys.length - 1;
        int slot = hash(packed);
        while (keys[slot] != NONE && keys[slot] != packed) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private int hash(long packed) {
        // The high bits of a product with the golden ratio: consecutive numbers of events are spread.
        return (int) (packed * 0x9E3779B97F4A7C15L >>> Long.numberOfLeadingZeros(keys.length - 1L));
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldMicros = micros;
        int[] oldHeap = heap;
        keys = new long[2 * oldKeys.length];
        micros = new long[keys.length];
        places = new int[keys.length];
        heap = Arrays.copyOf(oldHeap, 2 * oldHeap.length);
        for (int i = 0; i < size; i++) {
            int old = oldHeap[i];
            int slot = slotOf(oldKeys[old]);
            keys[slot] = oldKeys[old];
            micros[slot] = oldMicros[old];
            place(i, slot);
        }
    }

    private int rise(int start) {
        int slot = heap[start];
        int at = start;
        while (at > 0 && micros[slot] < micros[heap[(at - 1) / CHILDREN]]) {
            place(at, heap[(at - 1) / CHILDREN]);
            at = (at - 1) / CHILDREN;
        }
        place(at, slot);
        return at;
    }

    private void sink(int start) {
        int slot = heap[start];
        int at = start;
        while (CHILDREN * at + 1 < size) {
            int first = CHILDREN * at + 1;
            int least = first;
            for (int child = first + 1; child < Math.min(first + CHILDREN, size); child++) {
                if (micros[heap[child]] < micros[heap[least]]) {
                    least = child;
                }
            }
            if (micros[slot] <= micros[heap[least]]) {
                break;
            }
            place(at, heap[least]);
            at = least;
        }
        place(at, slot);
    }

    private void place(int place, int slot) {
        heap[place] = slot;
        places[slot] = place;
    }

    private static long microsOf(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    private static Instant instantOf(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
