package io.hexdispatch.flow;

import io.hexdispatch.boundary.Difference;
import io.hexdispatch.grid.CityMap;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import io.hexdispatch.grid.coordinate.LonLat;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Maps laid over each other, on workers. */
public interface BoundaryDifferences {
    /** Something that stands somewhere: an open event by its number, a responder or a device by its id. */
    record Standing(String id, LonLat place) {}

    /** Something that another grid would answer for. @param before empty where no grid holds the place, as {@code after} */
    record Handed(String id, LonLat place, Optional<GridCode> before, Optional<GridCode> after) {}

    /** How many are handed over, and the first of them. */
    record Handover(long count, List<Handed> listed) {
        /** How many are named. */
        public static final int LISTED_MAX = 1_000;

        public static final Handover NOTHING = new Handover(0, List.of());

        public Handover {
            listed = List.copyOf(listed);
        }

        public Handover plus(List<Handed> more) {
            return new Handover(
                    count + more.size(),
                    Stream.concat(listed.stream(), more.stream())
                            .limit(LISTED_MAX)
                            .toList());
        }
    }

    /** Those of them that another grid would answer for. */
    Future<List<Handed>> handed(CityMap before, CityMap after, List<Standing> standing);

    /** @param level the only one whose grids are compared; empty for all */
    Future<Difference> between(
            CityMap before,
            CityMap after,
            Optional<GridLevel> level,
            Handover openEvents,
            Handover responders,
            Handover devices);
}
