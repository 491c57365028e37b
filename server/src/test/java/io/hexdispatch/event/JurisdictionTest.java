package io.hexdispatch.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JurisdictionTest {
    private static final GridCode CITY = new GridCode("410100");
    private static final GridCode COUNTY = new GridCode("410184");
    private static final GridCode TOWNSHIP = new GridCode("410184104");
    private static final GridCode CELL = new GridCode("410184104-7");
    private static final GridCode AIRPORT = new GridCode("airport");

    @Test
    void isAnsweredForByTheDedicatedGridBeforeTheTownship() {
        assertThat(jurisdiction(Map.of(
                                GridLevel.CITY,
                                CITY,
                                GridLevel.COUNTY,
                                COUNTY,
                                GridLevel.TOWNSHIP,
                                TOWNSHIP,
                                GridLevel.DEDICATED,
                                AIRPORT))
                        .centre())
                .isEqualTo(AIRPORT);
    }

    @Test
    void isAnsweredForByTheTownshipAndNotByACell() {
        assertThat(jurisdiction(Map.of(
                                GridLevel.CITY,
                                CITY,
                                GridLevel.COUNTY,
                                COUNTY,
                                GridLevel.TOWNSHIP,
                                TOWNSHIP,
                                GridLevel.CELL,
                                CELL))
                        .centre())
                .isEqualTo(TOWNSHIP);
    }

    @Test
    void isAnsweredForByTheNextHigherCentreWhereALevelIsMissing() {
        assertThat(jurisdiction(Map.of(GridLevel.CITY, CITY, GridLevel.COUNTY, COUNTY, GridLevel.CELL, CELL))
                        .centre())
                .isEqualTo(COUNTY);
        assertThat(Jurisdiction.ofCity("map-1", CITY).centre()).isEqualTo(CITY);
    }

    @Test
    void hasNoCentreWithoutACity() {
        assertThatIllegalStateException()
                .isThrownBy(() -> jurisdiction(Map.of(GridLevel.CELL, CELL)).centre());
    }

    @Test
    void namesTheDedicatedGridFirstAndTheCityLast() {
        assertThat(jurisdiction(Map.of(
                                GridLevel.CITY,
                                CITY,
                                GridLevel.DEDICATED,
                                AIRPORT,
                                GridLevel.CELL,
                                CELL,
                                GridLevel.COUNTY,
                                COUNTY))
                        .narrowestFirst())
                .containsExactly(AIRPORT, CELL, COUNTY, CITY);
    }

    @Test
    void isWithinEachOfItsGridsAndNoOther() {
        Jurisdiction jurisdiction = jurisdiction(Map.of(GridLevel.CITY, CITY, GridLevel.COUNTY, COUNTY));

        assertThat(jurisdiction.isWithin("410100")).isTrue();
        assertThat(jurisdiction.isWithin("410184")).isTrue();
        assertThat(jurisdiction.isWithin("410181")).isFalse();
        assertThat(jurisdiction.isWithin("4101")).isFalse();
        assertThat(jurisdiction.isWithin("")).isFalse();
    }

    @Test
    void keepsItsOwnCopyOfTheGrids() {
        Map<GridLevel, GridCode> grids = new EnumMap<>(Map.of(GridLevel.CITY, CITY));
        Jurisdiction jurisdiction = jurisdiction(grids);

        grids.put(GridLevel.COUNTY, COUNTY);

        assertThat(jurisdiction.grids()).containsOnlyKeys(GridLevel.CITY).isUnmodifiable();
    }

    private static Jurisdiction jurisdiction(Map<GridLevel, GridCode> grids) {
        return new Jurisdiction("map-1", grids);
    }
}
