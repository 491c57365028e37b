package io.hexdispatch.flow;

import io.hexdispatch.order.CaseFile;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What was filed and is not examined yet: what of it is held in memory, and from where on the rest must be read. It goes by serial
 * numbers, which only grow, and by no clock. Whatever is being filed gets a number above all that were seen before it began, so that
 * the lowest number that may still be unexamined is known at every moment.
 */
final class UnexaminedEvents {
    /** As many are held; what comes beyond them is read from the database later. */
    static final int WAITING_MAX = 5_000;

    private static final long NONE = Long.MAX_VALUE;

    /** For each filing under way, the lowest number that it can get, and how many share it. */
    private final NavigableMap<Long, Integer> begun = new TreeMap<>();

    private final NavigableMap<Long, CaseFile> waiting = new TreeMap<>();
    private long seen;
    private long readFrom;
    private long reading = NONE;

    /** @param from all below it are examined */
    UnexaminedEvents(long from) {
        seen = from - 1;
        readFrom = from;
    }

    /** A filing begins. Gives the lowest number that its event can get. */
    long begin() {
        begun.merge(seen + 1, 1, Integer::sum);
        return seen + 1;
    }

    /** A filing ended, and its event is committed. @param lowest as the beginning gave it */
    void filed(long lowest, CaseFile caseFile) {
        long id = caseFile.event().number().id();
        if (waiting.size() < WAITING_MAX) {
            waiting.put(id, caseFile);
        } else {
            readFrom = Math.min(readFrom, id);
        }
        seen = Math.max(seen, id);
        ended(lowest);
    }

    /** A filing ended without an event. */
    void ended(long lowest) {
        begun.compute(lowest, (key, count) -> count == null || count == 1 ? null : count - 1);
    }

    /** A filing failed, and nobody knows whether its event was committed: the database does. */
    void unknown(long lowest) {
        readFrom = Math.min(readFrom, lowest);
        ended(lowest);
    }

    /** Whether the next to examine must be read from the database. */
    boolean isToBeRead() {
        return readFrom != NONE && (waiting.isEmpty() || waiting.firstKey() >= readFrom);
    }

    /** Reading begins. Gives the number to read from. */
    long beginRead() {
        reading = readFrom;
        readFrom = NONE;
        return reading;
    }

    /** @param page what was read. @param isLast whether there was no more behind it */
    void read(List<CaseFile> page, boolean isLast) {
        for (CaseFile caseFile : page) {
            waiting.putIfAbsent(caseFile.event().number().id(), caseFile);
        }
        if (!page.isEmpty()) {
            long last = page.get(page.size() - 1).event().number().id();
            seen = Math.max(seen, last);
            readFrom = isLast ? readFrom : Math.min(readFrom, last + 1);
        }
        reading = NONE;
    }

    void couldNotRead() {
        readFrom = Math.min(readFrom, reading);
        reading = NONE;
    }

    /** The oldest that wait. They stay until they are {@linkplain #examined examined}. */
    List<CaseFile> oldest(int limit) {
        return waiting.values().stream().limit(limit).toList();
    }

    void examined(List<CaseFile> lot) {
        lot.forEach(caseFile -> waiting.remove(caseFile.event().number().id()));
    }

    int waiting() {
        return waiting.size();
    }

    /** All below it are examined, or will never be filed. */
    long examinedBelow() {
        long below = Math.min(seen + 1, Math.min(readFrom, reading));
        below = begun.isEmpty() ? below : Math.min(below, begun.firstKey());
        return waiting.isEmpty() ? below : Math.min(below, waiting.firstKey());
    }
}
