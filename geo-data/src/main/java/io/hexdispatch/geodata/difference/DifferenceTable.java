package io.hexdispatch.geodata.difference;

import io.hexdispatch.geodata.difference.BoundaryDifference.Handover;
import io.hexdispatch.geodata.difference.BoundaryDifference.Moved;
import io.hexdispatch.geodata.difference.BoundaryDifference.Renamed;
import io.hexdispatch.geodata.difference.BoundaryDifference.Reparented;
import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** A difference as text for a terminal. Names stand last in a line, because Chinese ones are wider than they are long. */
public final class DifferenceTable {
    private static final String NOBODY = "-";

    private final int rowsMax;

    /** @param rowsMax how many rows of each section are shown; the others are counted */
    public DifferenceTable(int rowsMax) {
        this.rowsMax = rowsMax;
    }

    /** The whole table, ending with a line break. */
    public String text(BoundaryDifference difference) {
        StringBuilder text = new StringBuilder();
        text.append(difference.versionBefore())
                .append(" -> ")
                .append(difference.versionAfter())
                .append('\n');
        if (difference.isEmpty()) {
            return text.append("no difference\n").toString();
        }
        append(text, "added", difference.added(), DifferenceTable::row);
        append(text, "removed", difference.removed(), DifferenceTable::row);
        append(text, "renamed", difference.renamed(), DifferenceTable::row);
        append(text, "re-parented", difference.reparented(), DifferenceTable::row);
        append(text, "boundary moved", difference.moved(), DifferenceTable::row);
        append(text, "area that changes hands", difference.handovers(), DifferenceTable::row);
        difference
                .squareMetresByLevel()
                .forEach((level, area) ->
                        text.append(String.format(Locale.ROOT, "  %-10s  in all %,17.1f m²%n", name(level), area)
                                .replace(System.lineSeparator(), "\n")));
        return text.toString();
    }

    private <T> void append(StringBuilder text, String title, List<T> rows, Function<T, String> row) {
        if (rows.isEmpty()) {
            return;
        }
        text.append('\n').append(title).append(": ").append(rows.size()).append('\n');
        rows.stream()
                .limit(rowsMax)
                .forEach(item -> text.append("  ").append(row.apply(item)).append('\n'));
        if (rows.size() > rowsMax) {
            text.append("  ... and ").append(rows.size() - rowsMax).append(" more\n");
        }
    }

    private static String row(Grid grid) {
        return String.format(Locale.ROOT, "%-10s  %-20s  %s", name(grid.level()), grid.code(), grid.name());
    }

    private static String row(Renamed grid) {
        return String.format(
                Locale.ROOT, "%-10s  %-20s  %s -> %s", name(grid.level()), grid.code(), grid.before(), grid.after());
    }

    private static String row(Reparented grid) {
        return String.format(
                Locale.ROOT,
                "%-10s  %-20s  %-20s -> %-20s  %s",
                name(grid.level()),
                grid.code(),
                code(grid.before()),
                code(grid.after()),
                grid.name());
    }

    private static String row(Moved grid) {
        return String.format(
                Locale.ROOT,
                "%-10s  %-20s  lost %,15.1f m²  gained %,15.1f m²  %s",
                name(grid.level()),
                grid.code(),
                grid.squareMetresLost(),
                grid.squareMetresGained(),
                grid.name());
    }

    private static String row(Handover handover) {
        return String.format(
                Locale.ROOT,
                "%-10s  %,24.1f m²  %-20s -> %s",
                name(handover.level()),
                handover.squareMetres(),
                code(handover.from()),
                code(handover.to()));
    }

    private static String code(Optional<GridCode> code) {
        return code.map(GridCode::value).orElse(NOBODY);
    }

    private static String name(GridLevel level) {
        return level.name().toLowerCase(Locale.ROOT);
    }
}
