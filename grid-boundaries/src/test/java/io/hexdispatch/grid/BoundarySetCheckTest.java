package io.hexdispatch.grid;

import static io.hexdispatch.grid.TestGrids.boundarySet;
import static io.hexdispatch.grid.TestGrids.grid;
import static io.hexdispatch.grid.TestGrids.square;
import static io.hexdispatch.grid.TestGrids.wkt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundarySetCheckTest {
    @Test
    void takesShapesAsTheyAreWhereTheyWereFoundValidBeforeAndStillRefusesCodesAndParents() throws Exception {
        BoundarySet city = boundarySet(TestGrids.smallCity());
        assertThat(CityMap.ofValidShapes(city).locate(113.5, 34.5).orElseThrow().grids())
                .isEqualTo(CityMap.build(city).locate(113.5, 34.5).orElseThrow().grids());
        Grid orphan = grid("9", GridLevel.CELL, "8", square(113, 34, 1));
        assertThat(catchThrowableOfType(
                                InvalidBoundarySetException.class,
                                () -> CityMap.ofValidShapes(boundarySet(List.of(orphan, orphan))))
                        .problems())
                .containsExactly(
                        "grid code 9 stands twice: \"grid 9\" and \"grid 9\"",
                        "grid 9: its parent 8 is not in the set",
                        "grid 9: its parent 8 is not in the set");
    }

    @Test
    void refusesAnEmptySet() {
        assertThat(problems()).containsExactly("boundary set test holds no grid");
    }

    @Test
    void namesACodeThatStandsTwice() {
        assertThat(problems(
                        grid("a", GridLevel.CELL, null, square(0, 0, 1)),
                        grid("a", GridLevel.CELL, null, square(1, 0, 1))))
                .containsExactly("grid code a stands twice: \"grid a\" and \"grid a\"");
    }

    @Test
    void namesAParentThatIsMissingOrNotAbove() {
        assertThat(problems(
                        grid("a", GridLevel.CELL, "b", square(0, 0, 1)),
                        grid("b", GridLevel.CELL, "c", square(1, 0, 1))))
                .containsExactly(
                        "grid a of level CELL: its parent b is of level CELL, which is not above it",
                        "grid b: its parent c is not in the set");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            POLYGON ((0 0, 2 2, 2 0, 0 2, 0 0))                              | Self-intersection at longitude 1.0, latitude 1.0
            POLYGON ((0 0, 1 0, 1 1, 0 0), (5 5, 6 5, 6 6, 5 5))              | Hole lies outside shell at longitude 5.0, latitude 5.0
            POLYGON ((0 0, 1 1, 0 0, 0 0))                                    | Too few distinct points
            POLYGON ((0 0, NaN 0, 1 1, 0 0))                                  | Invalid Coordinate
            POLYGON ((34 113, 35 113, 35 114, 34 113))                        | leaves the world
            POLYGON EMPTY                                                     | its boundary is empty
            LINESTRING (0 0, 1 1)                                             | is a LineString, not a Polygon or MultiPolygon
            """)
    void saysWhatIsWrongWithABoundaryAndWhere(String boundary, String problem) {
        assertThat(problems(
                        grid("good", GridLevel.CELL, null, square(0, 0, 1)),
                        grid("bad", GridLevel.CELL, null, wkt(boundary))))
                .singleElement()
                .asString()
                .startsWith("grid bad: ")
                .contains(problem);
    }

    @Test
    void showsTheFirstProblemsInTheMessageAndCountsTheRest() {
        List<Grid> orphans = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            orphans.add(grid("o" + i, GridLevel.CELL, "none", square(i, 0, 1)));
        }

        InvalidBoundarySetException refusal =
                catchThrowableOfType(InvalidBoundarySetException.class, () -> CityMap.build(boundarySet(orphans)));

        assertThat(refusal.problems()).hasSize(25);
        assertThat(refusal).hasMessageContaining("grid o0: ").hasMessageEndingWith("; and 5 more");
    }

    private static List<String> problems(Grid... grids) {
        return catchThrowableOfType(InvalidBoundarySetException.class, () -> CityMap.build(boundarySet(List.of(grids))))
                .problems();
    }
}
