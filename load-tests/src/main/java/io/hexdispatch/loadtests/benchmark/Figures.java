package io.hexdispatch.loadtests.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Figures that were measured, each under a name such as {@code LocateBenchmark.cityMap distribution=UNIFORM grids=1000}, kept in a
 * file of tab-separated lines so that parts of a report can be measured one after the other.
 */
final class Figures {
    private record Figure(double value, double error, String day) {}

    private final Path file;
    private final Map<String, Figure> byName = new TreeMap<>();

    private Figures(Path file) {
        this.file = file;
    }

    /** @throws IOException if the file cannot be read; one that does not exist holds no figures */
    static Figures read(Path file) throws IOException {
        Figures figures = new Figures(file);
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                String[] columns = line.split("\t", -1);
                if (columns.length != 4) {
                    throw new IOException(
                            file + ": \"" + line + "\" is not name, value, error and day; delete the file");
                }
                figures.byName.put(
                        columns[0],
                        new Figure(Double.parseDouble(columns[1]), Double.parseDouble(columns[2]), columns[3]));
            }
        }
        return figures;
    }

    /** @param error the half-width of the confidence interval, or NaN */
    void put(String name, double value, double error, String day) {
        byName.put(name, new Figure(value, error, day));
    }

    void write() throws IOException {
        List<String> lines = new ArrayList<>();
        byName.forEach((name, figure) ->
                lines.add(name + "\t" + figure.value() + "\t" + figure.error() + "\t" + figure.day()));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, lines);
    }

    OptionalDouble value(String name) {
        Figure figure = byName.get(name);
        return figure == null ? OptionalDouble.empty() : OptionalDouble.of(figure.value());
    }

    OptionalDouble error(String name) {
        Figure figure = byName.get(name);
        return figure == null || Double.isNaN(figure.error())
                ? OptionalDouble.empty()
                : OptionalDouble.of(figure.error());
    }

    /** The days on which they were measured, in order, each once. */
    List<String> days() {
        return byName.values().stream().map(Figure::day).distinct().sorted().toList();
    }

    List<String> namesFrom(String prefix) {
        return byName.keySet().stream().filter(name -> name.startsWith(prefix)).toList();
    }
}
