package io.hexdispatch.rollcall;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.assignment.Responder;
import io.hexdispatch.grid.CityMap;
import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import io.hexdispatch.grid.coordinate.LonLat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds who is meant by an audience, on one map. Looks at every responder, which takes some milliseconds for ten thousand: for a
 * worker thread.
 */
public final class Muster {
    /** A responder and where he stands. */
    public record Person(Responder responder, LonLat position) {}

    /**
     * Who is called.
     *
     * @param called by level, and in the order of their names on the wire
     * @param leftOut how many more stood in the polygon, but not in the area of the caller
     * @param areas the grids of those who are called, and all above them
     */
    public record Selected(List<Called> called, int leftOut, Set<GridCode> areas) {}

    private final CityMap map;
    private final Optional<GridCode> area;
    private final List<Grid> city;

    /** @param area of the caller; empty for one who may call everybody */
    public Muster(CityMap map, Optional<GridCode> area) {
        this.map = map;
        this.area = area;
        this.city = map.grids().stream()
                .filter(grid -> grid.level() == GridLevel.CITY)
                .toList();
    }

    /** A grid that the audience names and the map does not have. */
    public Optional<GridCode> unknown(Audience audience) {
        return audience.grids().stream()
                .filter(code -> map.grid(code).isEmpty())
                .findFirst();
    }

    /** A grid that the audience names and that does not lie in the area of the caller. */
    public Optional<GridCode> outside(Audience audience) {
        return audience.grids().stream()
                .filter(code -> area.isPresent()
                        && map.grid(code)
                                .filter(grid -> isIn(withParents(grid), Set.of(area.get())))
                                .isEmpty())
                .findFirst();
    }

    /** @param responders of whom it may choose; not looked at where centres are called */
    public Selected select(Audience audience, List<Person> responders) {
        List<Called> called = new ArrayList<>();
        Set<GridCode> areas = new LinkedHashSet<>();
        city.forEach(grid -> areas.add(grid.code()));
        int leftOut = 0;
        if (audience instanceof Audience.Centres centres) {
            selectCentres(centres, called, areas);
        } else if (audience instanceof Audience.RespondersInGrids inGrids) {
            Set<GridCode> wanted = new HashSet<>(inGrids.grids());
            for (Person person : responders) {
                if (isWanted(person, inGrids.onDutyOnly())) {
                    where(person, wanted).ifPresent(chain -> add(person, chain, called, areas));
                }
            }
        } else if (audience instanceof Audience.RespondersInPolygon inPolygon) {
            for (Person person : responders) {
                if (isWanted(person, inPolygon.onDutyOnly())
                        && inPolygon.outline().covers(person.position())) {
                    List<Grid> chain = chainAt(person.position());
                    if (area.isPresent() && !isIn(chain, Set.of(area.get()))) {
                        leftOut++;
                    } else {
                        add(person, chain, called, areas);
                    }
                }
            }
        }
        called.sort(Comparator.comparing(Called::level)
                .thenComparing(one -> one.actor().id()));
        return new Selected(List.copyOf(called), leftOut, areas);
    }

    private void selectCentres(Audience.Centres centres, List<Called> called, Set<GridCode> areas) {
        Set<GridCode> within = new HashSet<>(centres.grids());
        for (Grid grid : map.grids()) {
            if (!centres.levels().contains(grid.level())
                    || area.filter(grid.code()::equals).isPresent()) {
                continue;
            }
            List<Grid> chain = withParents(grid);
            if ((area.isEmpty() || isIn(chain, Set.of(area.get()))) && (within.isEmpty() || isIn(chain, within))) {
                called.add(new Called(
                        new Actor(Role.CENTRE, grid.code().value()),
                        grid.name(),
                        CalledLevel.ofCentre(grid.level()),
                        codeOf(GridLevel.COUNTY, chain),
                        codeOf(GridLevel.TOWNSHIP, chain)));
                chain.forEach(above -> areas.add(above.code()));
            }
        }
    }

    private static boolean isWanted(Person person, boolean onDutyOnly) {
        return !onDutyOnly || person.responder().onDuty();
    }

    /** The grids by which somebody is meant: of the place where he stands, or else those that he belongs to. */
    private Optional<List<Grid>> where(Person person, Set<GridCode> wanted) {
        List<Grid> standing = chainAt(person.position());
        if (isIn(standing, wanted)) {
            return Optional.of(standing);
        }
        return person.responder()
                .homeGrid()
                .filter(GridCode::isValid)
                .flatMap(code -> map.grid(new GridCode(code)))
                .map(this::withParents)
                .filter(home -> isIn(home, wanted));
    }

    private void add(Person person, List<Grid> chain, List<Called> called, Set<GridCode> areas) {
        called.add(new Called(
                new Actor(Role.RESPONDER, person.responder().id()),
                person.responder().name(),
                CalledLevel.RESPONDER,
                codeOf(GridLevel.COUNTY, chain),
                codeOf(GridLevel.TOWNSHIP, chain)));
        for (Grid grid : chain) {
            if (grid.level().compareTo(GridLevel.TOWNSHIP) <= 0 || grid.level() == GridLevel.DEDICATED) {
                areas.add(grid.code());
            }
        }
    }

    /** The grids of a place; the city alone answers for one that no grid covers. */
    private List<Grid> chainAt(LonLat place) {
        return map.locate(place.longitude(), place.latitude())
                .map(chain -> chain.grids())
                .orElse(city);
    }

    private List<Grid> withParents(Grid grid) {
        List<Grid> chain = new ArrayList<>();
        for (Optional<Grid> step = Optional.of(grid); step.isPresent(); ) {
            chain.add(step.get());
            step = step.get().parent().flatMap(map::grid);
        }
        return chain;
    }

    private static boolean isIn(List<Grid> chain, Set<GridCode> wanted) {
        for (Grid grid : chain) {
            if (wanted.contains(grid.code())) {
                return true;
            }
        }
        return false;
    }

    private static Optional<GridCode> codeOf(GridLevel level, List<Grid> chain) {
        return chain.stream()
                .filter(grid -> grid.level() == level)
                .map(Grid::code)
                .findFirst();
    }
}
