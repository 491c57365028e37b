package io.hexdispatch.grid.demo;

import java.util.List;
import java.util.stream.IntStream;
import org.locationtech.jts.geom.Coordinate;

/**
 * A township or street as the table of townships gives it.
 *
 * @param seat where its people sit, in the {@link Plane}
 * @param communities how many residents' communities (社区) it has
 * @param villages how many villages (村) it has
 */
record Township(String code, String name, String countyCode, Coordinate seat, int communities, int villages) {
    /** All townships in order of their code. */
    static List<Township> all() {
        Table table = Table.read("townships.tsv");
        return IntStream.range(0, table.size())
                .mapToObj(row -> new Township(
                        table.text(row, "code"),
                        table.text(row, "name"),
                        table.text(row, "county_code"),
                        Plane.point(table.number(row, "longitude"), table.number(row, "latitude")),
                        (int) table.number(row, "communities"),
                        (int) table.number(row, "villages")))
                .toList();
    }
}
