package io.hexdispatch.simulation.books;

import io.hexdispatch.simulation.books.Books.Line;
import io.hexdispatch.simulation.books.Comparison.Sums;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** What is printed in the end: what happened, and whether books and server agree. */
public final class ClosingTable {
    private static final int DIFFERENCES_SHOWN = 10;
    private static final int NAME_WIDTH = 62;

    /** The columns of the sums, each by the name of what is counted. */
    private static final List<String> COLUMNS = List.of(
            "filed",
            "closed",
            "voided",
            "reopened",
            "reworked",
            "suspensions",
            "orders done",
            "orders returned",
            "orders handed on");

    private ClosingTable() {}

    /** The kinds of things with how often each happened; what never did is marked. */
    public static List<String> things(List<Line> lines) {
        List<String> text = new ArrayList<>();
        text.add(pad("what happened", NAME_WIDTH) + "  how often  example");
        for (Line line : lines) {
            text.add(pad(line.thing().name(), NAME_WIDTH)
                    + (line.count() == 0
                            ? "      never  <--"
                            : String.format("  %,9d  %s", line.count(), line.example())));
        }
        return text;
    }

    /** The sums side by side: one figure where both agree, {@code books/server} where they do not. */
    public static List<String> sums(String title, List<Sums> groups, Map<String, String> names) {
        List<String> text = new ArrayList<>();
        StringBuilder head = new StringBuilder(pad(title, 34));
        COLUMNS.forEach(column -> head.append(String.format("%12s", column.replace("orders ", "o. "))));
        text.add(head.toString());
        for (Sums sums : groups) {
            StringBuilder line = new StringBuilder(pad(names.getOrDefault(sums.group(), sums.group()), 34));
            for (String column : COLUMNS) {
                line.append(String.format("%12s", cell(sums.booked(), sums.served(), column)));
            }
            text.add(line + (sums.isEqual() ? "  equal" : "  <-- " + String.join("; ", sums.differences())));
        }
        return text;
    }

    private static String cell(SortedMap<String, Integer> booked, SortedMap<String, Integer> served, String column) {
        int ours = booked.getOrDefault(column, 0);
        int theirs = served.getOrDefault(column, 0);
        return ours == theirs ? String.format("%,d", ours) : String.format("%,d/%,d", ours, theirs);
    }

    /** The first of some lines, and how many more there are. */
    public static List<String> first(List<String> lines, int all) {
        List<String> shown = new ArrayList<>(lines.subList(0, Math.min(DIFFERENCES_SHOWN, lines.size())));
        if (all > shown.size()) {
            shown.add("and " + (all - shown.size()) + " more");
        }
        return shown;
    }

    /** To a width on the screen, where a Chinese character takes two columns. */
    private static String pad(String text, int width) {
        int taken = text.codePoints()
                .map(point -> Character.UnicodeScript.of(point) == Character.UnicodeScript.HAN ? 2 : 1)
                .sum();
        return text + " ".repeat(Math.max(0, width - taken));
    }
}
