package io.hexdispatch.supervision;

import io.hexdispatch.event.EventNumber;
import io.hexdispatch.event.HistoryEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a finding rests on, copied when it was found.
 *
 * @param lines of the event's history, the oldest first; of more than {@value #LINES_MAX} the latest
 * @param moments such as {@code dueAt}
 * @param counts such as {@code returned}, or with their unit, such as {@code distanceMetres}
 * @param events other events that it is about, the latest first
 */
public record Evidence(
        List<HistoryEntry> lines,
        SortedMap<String, Instant> moments,
        SortedMap<String, Long> counts,
        List<EventNumber> events) {
    public static final int LINES_MAX = 50;
    public static final Evidence NONE = new Evidence(List.of());

    public Evidence {
        lines = List.copyOf(lines.subList(Math.max(0, lines.size() - LINES_MAX), lines.size()));
        moments = Collections.unmodifiableSortedMap(new TreeMap<>(moments));
        counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
        events = List.copyOf(events);
    }

    public Evidence(List<HistoryEntry> lines) {
        this(lines, new TreeMap<>(), new TreeMap<>(), List.of());
    }

    public Evidence withMoment(String name, Instant moment) {
        SortedMap<String, Instant> more = new TreeMap<>(moments);
        more.put(name, moment);
        return new Evidence(lines, more, counts, events);
    }

    public Evidence withCount(String name, long count) {
        SortedMap<String, Long> more = new TreeMap<>(counts);
        more.put(name, count);
        return new Evidence(lines, moments, more, events);
    }

    public Evidence withEvents(List<EventNumber> others) {
        List<EventNumber> more = new ArrayList<>(events);
        more.addAll(others);
        return new Evidence(lines, moments, counts, more);
    }
}
