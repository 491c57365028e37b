package io.hexdispatch.rollcall;

import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Who is meant by a call. Who that is by name is settled once, when it is called. */
public sealed interface Audience {
    /** The grids that it names. */
    List<GridCode> grids();

    /**
     * The operations centres of all grids of some levels.
     *
     * @param levels of COUNTY, TOWNSHIP and DEDICATED
     * @param grids only those in these grids; empty for the whole area of the caller
     */
    record Centres(Set<GridLevel> levels, List<GridCode> grids) implements Audience {
        public Centres {
            levels.forEach(CalledLevel::ofCentre);
            levels = EnumSet.copyOf(levels);
            grids = List.copyOf(grids);
        }
    }

    /** The responders who stand in one of some grids, or belong to one. */
    record RespondersInGrids(List<GridCode> grids, boolean onDutyOnly) implements Audience {
        public RespondersInGrids {
            grids = List.copyOf(grids);
        }
    }

    /** The responders who stand in a drawn polygon. */
    record RespondersInPolygon(Outline outline, boolean onDutyOnly) implements Audience {
        @Override
        public List<GridCode> grids() {
            return List.of();
        }
    }
}
