package io.hexdispatch.figures;

import java.util.List;

/**
 * The figures of a query.
 *
 * @param total of all that the query asks for, whatever the groups
 * @param groups how many groups there are
 * @param lines a page of them: by their periods, and of one period those with the most events first
 */
public record Figures(Line total, int groups, List<Line> lines) {
    /**
     * One group.
     *
     * @param value of the dimension; empty text for what has none, and where no dimension is asked for
     * @param period empty text where none is asked for
     */
    public record Line(
            String value, String period, Tally tally, TimeSpread accepted, TimeSpread resolved, TimeSpread closed) {}

    public Figures {
        lines = List.copyOf(lines);
    }
}
