package io.hexdispatch.assignment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Collects what is wrong with one file, so that its author sees everything at once. Not thread-safe. */
final class Problems {
    /** A file that is broken throughout is not better understood from thousands of lines. */
    private static final int LISTED_MAX = 100;

    private static final int QUOTED_CHARACTERS_MAX = 40;

    private record Problem(int line, int column, String text) {}

    private final String fileName;
    private final List<Problem> listed = new ArrayList<>();
    private int unlisted;

    Problems(String fileName) {
        this.fileName = fileName;
    }

    String fileName() {
        return fileName;
    }

    /** @param node where; its place is known, because marks are on */
    void add(Node node, String text) {
        add(node.getStartMark().orElseThrow(), text);
    }

    void add(Mark mark, String text) {
        add(mark.getLine() + 1, mark.getColumn() + 1, text);
    }

    /**
     * @param line from 1
     * @param column from 1, in characters
     */
    void add(int line, int column, String text) {
        if (listed.size() < LISTED_MAX) {
            listed.add(new Problem(line, column, text));
        } else {
            unlisted++;
        }
    }

    boolean isEmpty() {
        return listed.isEmpty();
    }

    InvalidRulesException toException() {
        listed.sort(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
        List<String> lines = new ArrayList<>();
        for (Problem problem : listed) {
            lines.add(fileName + ":" + problem.line() + ":" + problem.column() + ": " + problem.text());
        }
        if (unlisted > 0) {
            lines.add(fileName + ": and " + unlisted + " more");
        }
        return new InvalidRulesException(lines);
    }

    /** The text in quotation marks, cut where it is long. */
    static String quoted(String text) {
        return text.length() <= QUOTED_CHARACTERS_MAX
                ? '"' + text + '"'
                : '"' + text.substring(0, QUOTED_CHARACTERS_MAX) + "…\"";
    }

    static int line(Node node) {
        return node.getStartMark().orElseThrow().getLine() + 1;
    }
}
