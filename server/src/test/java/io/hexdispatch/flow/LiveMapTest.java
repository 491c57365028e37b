package io.hexdispatch.flow;

import static io.hexdispatch.flow.TestMaps.grid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hexdispatch.grid.CityMap;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import org.junit.jupiter.api.Test;

class LiveMapTest {
    @Test
    void knowsTheCity() {
        assertThat(new LiveMap(TestMaps.gongyi()).city().code()).isEqualTo(new GridCode("410100"));
    }

    @Test
    void refusesAMapWithoutOneCityAndKeepsTheOneBefore() {
        CityMap first = TestMaps.gongyi();
        LiveMap live = new LiveMap(first);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> live.activate(TestMaps.map(grid("410181", GridLevel.COUNTY, null))))
                .withMessage("map map-1 has 0 grids of level CITY; a city's map has exactly one");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        live.activate(TestMaps.map(grid("a", GridLevel.CITY, null), grid("b", GridLevel.CITY, null))));
        assertThat(live.current()).isSameAs(first);
    }

    /** An event in such a grid was committed without a city, and could then neither be answered nor shown. */
    @Test
    void refusesAMapWithAGridThatBelongsToNoOther() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LiveMap(
                        TestMaps.map(grid("410100", GridLevel.CITY, null), grid("lost", GridLevel.CELL, null))))
                .withMessage(
                        "map map-1: grid lost of level CELL has no parent; every grid but the city's belongs to one");
    }
}
