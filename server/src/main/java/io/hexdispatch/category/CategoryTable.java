package io.hexdispatch.category;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The text form of the categories: lines of five columns separated by tabs (kind, code, name, origin, former code), where
 * a line of kind {@code class} names the major class of the lines that follow it. Empty lines and lines that start
 * with {@code #} say nothing.
 */
final class CategoryTable {
    private static final int COLUMNS = 5;

    private CategoryTable() {}

    /** @throws IllegalArgumentException naming the first line that breaks the form */
    static List<Category> read(String text) {
        List<Category> categories = new ArrayList<>();
        String majorClassCode = "";
        String majorClass = "";
        int lineNumber = 0;
        for (String line : text.lines().toList()) {
            lineNumber++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] columns = line.split("\t", -1);
            if (columns[0].equals("class") && columns.length == 3) {
                majorClassCode = columns[1];
                majorClass = columns[2];
                continue;
            }
            if (columns.length != COLUMNS) {
                throw broken(lineNumber, columns.length + " columns where there should be " + COLUMNS);
            }
            if (majorClass.isEmpty() || !columns[1].startsWith(majorClassCode)) {
                throw broken(lineNumber, columns[1] + " stands under no line of its major class");
            }
            try {
                categories.add(new Category(
                        CategoryKind.valueOf(columns[0].toUpperCase(Locale.ROOT)),
                        columns[1],
                        columns[2],
                        majorClass,
                        isLocal(columns[3]),
                        columns[4].equals("-") ? Optional.empty() : Optional.of(columns[4])));
            } catch (IllegalArgumentException e) {
                throw broken(lineNumber, e.getMessage());
            }
        }
        return categories;
    }

    private static boolean isLocal(String origin) {
        return switch (origin) {
            case "local" -> true;
            case "gb" -> false;
            default -> throw new IllegalArgumentException("origin \"" + origin + "\" is neither gb nor local");
        };
    }

    private static IllegalArgumentException broken(int lineNumber, String problem) {
        return new IllegalArgumentException("category table, line " + lineNumber + ": " + problem);
    }
}
