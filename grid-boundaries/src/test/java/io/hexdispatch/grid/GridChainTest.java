package io.hexdispatch.grid;

import static io.hexdispatch.grid.TestGrids.grid;
import static io.hexdispatch.grid.TestGrids.square;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class GridChainTest {
    private final Grid city = grid("41", GridLevel.CITY, null, square(0, 0, 2));
    private final Grid cell = grid("c", GridLevel.CELL, "41", square(0, 0, 1));
    private final Grid airport = grid("a", GridLevel.DEDICATED, "41", square(0, 0, 1));

    @Test
    void standsInTheOrderOfResponsibilityWhateverOrderItWasGiven() {
        GridChain chain = new GridChain("1", List.of(city, airport, cell));

        assertThat(chain.grids()).containsExactly(airport, cell, city);
        assertThat(chain.responsible()).isSameAs(airport);
        assertThat(chain.at(GridLevel.CELL)).containsSame(cell);
        assertThat(chain.at(GridLevel.COUNTY)).isEmpty();
        assertThat(chain).hasToString("GridChain[a, c, 41]@1");
    }

    @Test
    void refusesToBeEmptyOrToHaveTwoGridsOfALevel() {
        assertThatThrownBy(() -> new GridChain("1", List.of())).hasMessageContaining("at least one");
        assertThatThrownBy(() -> new GridChain("1", List.of(city, city)))
                .hasMessageContaining("two grids of level CITY");
    }
}
