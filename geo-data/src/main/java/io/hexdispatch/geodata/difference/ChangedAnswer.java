package io.hexdispatch.geodata.difference;

import io.hexdispatch.grid.CityMap;
import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridChain;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.coordinate.LonLat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A place for which two maps give different answers.
 *
 * @param id of what is there: an event, a responder, a device
 * @param before what the first map says; empty where no grid holds the place
 * @param after what the other map says; empty where no grid holds the place
 */
public record ChangedAnswer(String id, LonLat place, Optional<GridChain> before, Optional<GridChain> after) {
    /** Something at a place. */
    public record Located(String id, LonLat place) {}

    /**
     * The places for which the chains of grids differ, by their codes, in the order of the stream. A microsecond for each place; the
     * stream is read once.
     */
    public static List<ChangedAnswer> among(Stream<Located> places, CityMap before, CityMap after) {
        List<ChangedAnswer> changed = new ArrayList<>();
        places.forEachOrdered(located -> {
            LonLat place = located.place();
            Optional<GridChain> old = before.locate(place.longitude(), place.latitude());
            Optional<GridChain> other = after.locate(place.longitude(), place.latitude());
            if (!codes(old).equals(codes(other))) {
                changed.add(new ChangedAnswer(located.id(), place, old, other));
            }
        });
        return changed;
    }

    /** Whether other people would answer there, and not only a grid above them be another one. */
    public boolean changesTheResponsibleGrid() {
        return !before.map(chain -> chain.responsible().code())
                .equals(after.map(chain -> chain.responsible().code()));
    }

    private static List<GridCode> codes(Optional<GridChain> chain) {
        return chain.map(GridChain::grids).orElse(List.of()).stream()
                .map(Grid::code)
                .toList();
    }
}
