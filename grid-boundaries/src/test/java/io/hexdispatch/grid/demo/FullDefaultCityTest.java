package io.hexdispatch.grid.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hexdispatch.grid.CityMap;
import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridLevel;
import io.hexdispatch.grid.InvalidBoundarySetException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.index.strtree.STRtree;

class FullDefaultCityTest {
    private static DemoGrids city;

    @BeforeAll
    static void generate() {
        city = DemoGrids.of(DefaultCity.generateFull());
    }

    @ParameterizedTest
    @CsvSource({
        "CITY,1",
        "COUNTY,16",
        "TOWNSHIP,215",
        "COMMUNITY,3401",
        "CELL,19257",
        "MICRO_CELL,46817",
        "DEDICATED,4744"
    })
    void holdsAsManyGridsAsTheCityHas(GridLevel level, int count) {
        assertThat(city.at(level)).hasSize(count);
    }

    @Test
    void isTheSameOnEveryRunAndPlatform() {
        assertThat(city.boundaries().version()).isEqualTo("zhengzhou-demo-1-full");
        assertThat(city.sha256()).isEqualTo("8b98d21c324ad91881d126e31bd4a2297505b759b1fa44c73f7f33f206ae5736");
    }

    @Test
    void makesAMap() throws InvalidBoundarySetException {
        CityMap map = CityMap.build(city.boundaries());
        assertThat(map.locate(113.841, 34.520).orElseThrow().responsible().name())
                .isEqualTo("郑州新郑国际机场");
    }

    @Test
    void letsNeighbouringMicroGridsShareTheirBordersVertexByVertex() {
        assertThat(city.areCoverage(GridLevel.MICRO_CELL)).isTrue();
    }

    @Test
    void tilesEveryBaseGridWithTwoToFourMicroGrids() {
        var areas = city.areasOfChildren(GridLevel.MICRO_CELL);
        assertThat(areas).hasSize(19_257);
        areas.forEach((cell, area) -> {
            double whole = cell.boundary().getArea();
            assertThat(area).as(cell.name()).isCloseTo(whole, within(whole * 1e-9));
        });
    }

    @Test
    void keepsDedicatedGridsApart() {
        STRtree tree = new STRtree();
        for (Grid grid : city.at(GridLevel.DEDICATED)) {
            tree.insert(grid.boundary().getEnvelopeInternal(), grid.boundary());
        }
        for (Grid grid : city.at(GridLevel.DEDICATED)) {
            assertThat((List<?>) tree.query(grid.boundary().getEnvelopeInternal()))
                    .filteredOn(other -> ((Geometry) other).intersects(grid.boundary()))
                    .as(grid.name())
                    .hasSize(1);
        }
    }

    @Test
    void putsEverySmallDedicatedGridInsideOneBaseGridOfItsTownship() {
        STRtree cells = new STRtree();
        for (Grid cell : city.at(GridLevel.CELL)) {
            cells.insert(cell.boundary().getEnvelopeInternal(), cell);
        }
        assertThat(city.at(GridLevel.DEDICATED))
                .filteredOn(grid -> city.parent(grid).level() == GridLevel.TOWNSHIP)
                .hasSize(4_725)
                .allSatisfy(
                        grid -> assertThat((List<?>) cells.query(grid.boundary().getEnvelopeInternal()))
                                .map(Grid.class::cast)
                                .filteredOn(cell -> cell.boundary().contains(grid.boundary()))
                                .singleElement()
                                .matches(cell -> city.parent(city.parent(cell)).equals(city.parent(grid))));
    }
}
