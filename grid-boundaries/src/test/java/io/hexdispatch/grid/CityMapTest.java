package io.hexdispatch.grid;

import static io.hexdispatch.grid.TestGrids.boundarySet;
import static io.hexdispatch.grid.TestGrids.grid;
import static io.hexdispatch.grid.TestGrids.rectangle;
import static io.hexdispatch.grid.TestGrids.smallCity;
import static io.hexdispatch.grid.TestGrids.square;
import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.grid.coordinate.GreatCircle;
import io.hexdispatch.grid.index.HexCells;
import io.hexdispatch.grid.index.HexCover;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CityMapTest {
    @Test
    void givesTheWholeChainFromTheBaseGridToTheCity() throws Exception {
        CityMap map = CityMap.build(boundarySet(smallCity()));

        GridChain chain = map.locate(113.5, 34.5).orElseThrow();

        assertThat(codes(chain.grids())).containsExactly("41010c0", "41010c", "41010", "4101", "41");
        assertThat(chain.mapVersion()).isEqualTo("test");
        assertThat(chain.responsible().code().value()).isEqualTo("41010c0");
    }

    @Test
    void returnsNoChainOutsideEveryBoundaryAndForWhatIsNoPlace() throws Exception {
        CityMap map = CityMap.build(boundarySet(smallCity()));

        assertThat(map.locate(112, 34)).isEmpty();
        assertThat(map.locate(Double.NaN, 34)).isEmpty();
        assertThat(map.locate(113, Double.NEGATIVE_INFINITY)).isEmpty();
    }

    @Test
    void putsTheDedicatedGridBeforeTheHierarchyInsideItsBoundary() throws Exception {
        List<Grid> grids = smallCity();
        grids.add(grid("airport", GridLevel.DEDICATED, "4101", square(114.5, 35.5, 3)));
        CityMap map = CityMap.build(boundarySet(grids));

        assertThat(codes(map.locate(114.7, 35.7).orElseThrow().grids()))
                .containsExactly("airport", "41010c0", "41010c", "41010", "4101", "41");
        assertThat(codes(map.locate(115.5, 36.5).orElseThrow().grids()))
                .containsExactly("airport", "41011c1", "41011c", "41011", "4101", "41");
        assertThat(codes(map.locate(117.4, 38.4).orElseThrow().grids())).containsExactly("airport", "4101", "41");
        assertThat(map.locate(113.5, 34.5).orElseThrow().at(GridLevel.DEDICATED))
                .isEmpty();
    }

    @Test
    void givesASharedEdgeToTheLowestCodeWhateverTheOrderOfTheSet() throws Exception {
        List<Grid> grids = smallCity();
        grids.add(grid("B", GridLevel.DEDICATED, null, square(112, 33, 3)));
        grids.add(grid("A", GridLevel.DEDICATED, null, square(114, 33, 3)));
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(grids, new Random(seed));
            CityMap map = CityMap.build(boundarySet(grids));

            assertThat(map.locate(115, 36).orElseThrow().at(GridLevel.CELL))
                    .hasValueSatisfying(cell -> assertThat(cell.code().value()).isEqualTo("41010c0"));
            assertThat(map.locate(114.5, 35).orElseThrow().responsible().code().value())
                    .isEqualTo("A");
        }
    }

    @Test
    void answersWithTheMicroGridWhereTheBaseGridHasOne() throws Exception {
        List<Grid> grids = smallCity();
        grids.add(grid("41010c0m", GridLevel.MICRO_CELL, "41010c0", square(113, 34, 1)));
        CityMap map = CityMap.build(boundarySet(grids));

        assertThat(map.locate(113.5, 34.5).orElseThrow().responsible().level()).isEqualTo(GridLevel.MICRO_CELL);
        assertThat(map.locate(113.5, 34.5).orElseThrow().at(GridLevel.CELL)).isPresent();
        assertThat(map.locate(114.5, 34.5).orElseThrow().responsible().level()).isEqualTo(GridLevel.CELL);
    }

    @Test
    void answersWithATownshipThatIsNotDividedFurther() throws Exception {
        CityMap map = CityMap.build(boundarySet(List.of(
                grid("city", GridLevel.CITY, null, square(113, 34, 2)),
                grid("town", GridLevel.TOWNSHIP, "city", square(113, 34, 1)),
                grid("station", GridLevel.DEDICATED, "town", square(113, 34, 0.1)))));

        assertThat(codes(map.locate(113.5, 34.5).orElseThrow().grids())).containsExactly("town", "city");
        assertThat(codes(map.locate(113.05, 34.05).orElseThrow().grids())).containsExactly("station", "town", "city");
        assertThat(map.locate(114.5, 35.5)).isEmpty();
    }

    @Test
    void findsTheNearestGridForANearMissWithinTheDistanceOnly() throws Exception {
        CityMap map = CityMap.build(boundarySet(smallCity()));
        double metres = GreatCircle.metres(113, 35, 112.99, 35);

        assertThat(map.nearestWithin(112.99, 35, metres * 0.999)).isEmpty();
        assertThat(map.nearestWithin(112.99, 35, metres * 1.001))
                .hasValueSatisfying(
                        chain -> assertThat(chain.responsible().code().value()).isEqualTo("41010c0"));
        assertThat(map.nearestWithin(113.5, 34.5, 0)).isEqualTo(map.locate(113.5, 34.5));
        assertThat(map.nearestWithin(Double.NaN, 34.5, 1000)).isEmpty();
    }

    @Test
    void listsTheGridsNearAPointFromNearToFar() throws Exception {
        CityMap map = CityMap.build(boundarySet(smallCity()));

        List<NearGrid> near = map.gridsWithin(114.99, 35.5, 1000, GridLevel.TOWNSHIP);

        assertThat(near).extracting(grid -> grid.grid().code().value()).containsExactly("41010", "41011");
        assertThat(near.get(0).metres()).isZero();
        double expected = GreatCircle.metres(114.99, 35.5, 115, 35.5);
        assertThat(near.get(1).metres()).isBetween(expected * 0.999, expected * 1.001);
        assertThat(map.gridsWithin(114.9, 35.5, 1000, GridLevel.TOWNSHIP)).hasSize(1);
        assertThat(map.gridsWithin(114.9, 35.5, Double.NaN, GridLevel.TOWNSHIP)).isEmpty();
    }

    @Test
    void callsThoseNeighboursThatShareAStretchOfBorder() throws Exception {
        List<Grid> grids = smallCity();
        // Beside both western cells, its corners on none of theirs.
        grids.add(grid("west", GridLevel.CELL, "41010c", rectangle(112, 35, 1, 2)));
        CityMap map = CityMap.build(boundarySet(grids));

        assertThat(codes(map.neighbours(new GridCode("41010c0")))).containsExactly("41010c1", "41011c0", "west");
        assertThat(codes(map.neighbours(new GridCode("41010")))).containsExactly("41011");
        assertThat(map.neighbours(new GridCode("nowhere"))).isEmpty();
    }

    @Test
    void knowsGridsAndTheirChildrenByCode() throws Exception {
        CityMap map = CityMap.build(boundarySet(smallCity()));

        assertThat(map.grid(new GridCode("4101")).map(Grid::level)).contains(GridLevel.COUNTY);
        assertThat(map.grid(new GridCode("nowhere"))).isEmpty();
        assertThat(codes(map.children(new GridCode("4101")))).containsExactly("41010", "41011");
        assertThat(map.children(new GridCode("41010c0"))).isEmpty();
        assertThat(map.grids()).hasSize(10);
        assertThat(map.version()).isEqualTo("test");
        assertThat(map.title()).isEqualTo("A city for tests");
    }

    @Test
    void keepsTheHexagonsOfEachGrid() throws Exception {
        CityMap map = CityMap.build(boundarySet(List.of(
                grid("a", GridLevel.CELL, null, square(113.66, 34.75, 0.01)),
                grid("b", GridLevel.CELL, null, square(113.67, 34.75, 0.01)))));

        HexCover cover = map.hexCover(new GridCode("a")).orElseThrow();

        assertThat(cover.interior()).contains(HexCells.cellAt(113.665, 34.755));
        assertThat(cover.border()).contains(HexCells.cellAt(113.67, 34.755));
        assertThat(cover.interior())
                .doesNotContainAnyElementsOf(
                        map.hexCover(new GridCode("b")).orElseThrow().interior());
        assertThat(map.hexCover(new GridCode("a")).orElseThrow()).isSameAs(cover);
        assertThat(map.hexCover(new GridCode("nowhere"))).isEmpty();
    }

    @Test
    void locatesWithoutAllocation() throws Exception {
        List<Grid> grids = smallCity();
        grids.add(grid("airport", GridLevel.DEDICATED, "4101", square(114.5, 35.5, 3)));
        CityMap map = CityMap.build(boundarySet(grids));
        locateAlongTheDiagonal(map, 20_000);
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

        long before = threads.getCurrentThreadAllocatedBytes();
        int found = locateAlongTheDiagonal(map, 100_000);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(found).isPositive();
        assertThat(allocated).as("bytes for 100,000 lookups").isLessThan(10_000);
    }

    /** The diagonal runs through vertices, edges, the dedicated grid and the world outside. */
    private static int locateAlongTheDiagonal(CityMap map, int lookups) {
        int found = 0;
        for (int i = 0; i < lookups; i++) {
            double along = (i % 1024) / 128.0;
            Optional<GridChain> chain = map.locate(112 + along, 33 + along);
            if (chain.isPresent()) {
                found++;
            }
        }
        return found;
    }

    private static List<String> codes(List<Grid> grids) {
        List<String> codes = new ArrayList<>();
        grids.forEach(grid -> codes.add(grid.code().value()));
        return codes;
    }
}
