package io.hexdispatch.grid.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A tab-separated resource of this package: comment lines that start with #, one line of column names, then rows. */
final class Table {
    private final List<String> columns;
    private final List<String[]> rows;

    private Table(List<String[]> lines) {
        columns = Arrays.asList(lines.get(0));
        rows = lines.subList(1, lines.size());
    }

    static Table read(String resource) {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(Table.class.getResourceAsStream(resource), StandardCharsets.UTF_8))) {
            return new Table(reader.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t"))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException("resource " + resource + " cannot be read", e);
        }
    }

    int size() {
        return rows.size();
    }

    String text(int row, String column) {
        return rows.get(row)[columns.indexOf(column)];
    }

    double number(int row, String column) {
        return Double.parseDouble(text(row, column));
    }
}
