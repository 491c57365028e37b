package io.hexdispatch.assignment;

import io.hexdispatch.event.Jurisdiction;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Where and when something happened, as far as rules ask.
 *
 * @param gridCodesNarrowestFirst the codes of the grids that hold the place; empty for a place in none
 * @param centreLevel the level of the grid whose centre answers; empty for a place in no grid
 * @param timeOfDay in Zhengzhou
 */
public record Situation(List<String> gridCodesNarrowestFirst, Optional<GridLevel> centreLevel, LocalTime timeOfDay) {
    private static final ZoneId ZHENGZHOU = ZoneId.of("Asia/Shanghai");
    /** The levels whose grids have a centre, the one that answers first. */
    static final List<GridLevel> LEVELS =
            List.of(GridLevel.DEDICATED, GridLevel.TOWNSHIP, GridLevel.COUNTY, GridLevel.CITY);

    public Situation {
        gridCodesNarrowestFirst = List.copyOf(gridCodesNarrowestFirst);
    }

    static List<String> codes(Jurisdiction jurisdiction) {
        return jurisdiction.narrowestFirst().stream().map(GridCode::value).toList();
    }

    public static Situation of(Jurisdiction jurisdiction, Instant at) {
        return new Situation(
                codes(jurisdiction),
                LEVELS.stream().filter(jurisdiction.grids()::containsKey).findFirst(),
                LocalTime.ofInstant(at, ZHENGZHOU));
    }
}
