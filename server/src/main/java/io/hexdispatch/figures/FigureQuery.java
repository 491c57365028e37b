package io.hexdispatch.figures;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which figures are asked for.
 *
 * @param by a group for each value that occurs of it; empty for no such groups
 * @param period a group for each of these that has an event, and both for each pair
 * @param from the first day of filing
 * @param to the last day of filing, itself included
 * @param filters only events that have one of the values in each
 * @param limit how many groups at most
 * @param offset how many groups to pass by
 */
public record FigureQuery(
        Optional<Dimension> by,
        Optional<Period> period,
        LocalDate from,
        LocalDate to,
        List<Filter> filters,
        int limit,
        int offset) {
    /** @param values one of these is right */
    public record Filter(Dimension dimension, Set<String> values) {
        public Filter {
            values = Set.copyOf(values);
        }
    }

    public FigureQuery {
        filters = List.copyOf(filters);
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("from " + from + " to " + to);
        }
    }
}
