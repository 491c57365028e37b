package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.flow.RefusedException.Kind;
import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The grids that somebody looks at: a centre sees its own area and, within it, what it asks for; the others ask for any. */
final class ReaderAreas {
    private final LiveMap map;

    ReaderAreas(LiveMap map) {
        this.map = map;
    }

    /**
     * @param asked the code of a grid
     * @throws RefusedException if there is no such grid, or not that of the reader's token
     */
    List<EventQuery.Area> of(Actor reader, Optional<String> asked) {
        List<EventQuery.Area> areas = new ArrayList<>();
        if (reader.role() == Role.CENTRE) {
            areas.add(area(own(reader)));
        }
        asked.ifPresent(code -> areas.add(area(grid(code))));
        return areas;
    }

    /** The one grid that he looks at: the asked, his own, or the city. */
    Grid narrowest(Actor reader, Optional<String> asked) {
        return asked.map(this::grid).orElseGet(() -> reader.role() == Role.CENTRE ? own(reader) : map.city());
    }

    /** A grid and all above it, from below. */
    List<GridCode> upwards(Grid grid) {
        List<GridCode> codes = new ArrayList<>();
        Optional<Grid> next = Optional.of(grid);
        while (next.isPresent()) {
            codes.add(next.get().code());
            next = next.get().parent().flatMap(map.current()::grid);
        }
        return codes;
    }

    private Grid own(Actor centre) {
        return find(centre.id())
                .orElseThrow(() -> new RefusedException(
                        Kind.FORBIDDEN, "the grid " + centre.id() + " of this token is not on the live map"));
    }

    private Grid grid(String code) {
        return find(code)
                .orElseThrow(() ->
                        new RefusedException(Kind.INVALID, "grid: there is no grid \"" + code + "\" on the live map"));
    }

    private Optional<Grid> find(String code) {
        return GridCode.isValid(code) ? map.current().grid(new GridCode(code)) : Optional.empty();
    }

    private static EventQuery.Area area(Grid grid) {
        return new EventQuery.Area(grid.level(), grid.code());
    }
}
