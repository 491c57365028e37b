package io.hexdispatch.grid.demo;

import java.util.List;
import java.util.stream.IntStream;
import org.locationtech.jts.geom.Coordinate;

/**
 * A township or street as the tables give it.
 *
 * @param seat where its people sit, in the {@link Plane}
 * @param communities how many residents' communities (社区) it has
 * @param villages how many villages (村) it has
 * @param namedVillages those of its villages that go by their real names
 */
record Township(
        String code,
        String name,
        String countyCode,
        Coordinate seat,
        int communities,
        int villages,
        List<NamedVillage> namedVillages) {

    /** A village with its real name and code at its real place; all others are numbered. */
    record NamedVillage(String code, String name, Coordinate centre) {}

    /** All townships in order of their code. */
    static List<Township> all() {
        Table table = Table.read("townships.tsv");
        List<NamedVillage> named = readNamedVillages();
        return IntStream.range(0, table.size())
                .mapToObj(row -> new Township(
                        table.text(row, "code"),
                        table.text(row, "name"),
                        table.text(row, "county_code"),
                        place(table, row),
                        (int) table.number(row, "communities"),
                        (int) table.number(row, "villages"),
                        named.stream()
                                .filter(village -> village.code.startsWith(table.text(row, "code")))
                                .toList()))
                .toList();
    }

    private static List<NamedVillage> readNamedVillages() {
        Table table = Table.read("villages.tsv");
        return IntStream.range(0, table.size())
                .mapToObj(row -> new NamedVillage(table.text(row, "code"), table.text(row, "name"), place(table, row)))
                .toList();
    }

    private static Coordinate place(Table table, int row) {
        return Plane.point(table.number(row, "longitude"), table.number(row, "latitude"));
    }
}
