package io.hexdispatch.simulation.books;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What became of one event, as counts by name: {@code closed} 1, {@code orders done} 2 and so on. A count of zero is not there, so two
 * events that went the same way have equal facts.
 *
 * @param county the code of the county it lies in, blank outside the city
 */
public record Facts(String number, String source, String category, String county, SortedMap<String, Integer> counts) {
    public Facts {
        SortedMap<String, Integer> kept = new TreeMap<>(counts);
        kept.values().removeIf(count -> count == 0);
        counts = java.util.Collections.unmodifiableSortedMap(kept);
    }
}
