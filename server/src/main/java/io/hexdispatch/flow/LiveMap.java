package io.hexdispatch.flow;

import io.hexdispatch.grid.CityMap;
import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridLevel;
import java.util.List;

/** The map that is live now. Any thread may read it; a new map takes effect by one reference write. */
public final class LiveMap {
    /** A map with the one grid that stands above all others, whose centre answers where no other does. */
    private record Live(CityMap map, Grid city) {}

    private volatile Live live;

    /** @throws IllegalArgumentException as {@link #activate} */
    public LiveMap(CityMap first) {
        activate(first);
    }

    public CityMap current() {
        return live.map();
    }

    public Grid city() {
        return live.city();
    }

    /**
     * Makes a map the live one.
     *
     * @throws IllegalArgumentException if the map has not exactly one grid of level CITY, or if another grid has no parent, so
     *     that the city's centre would not see what happens there; the map before stays live then
     */
    public void activate(CityMap next) {
        live = new Live(next, check(next));
    }

    /**
     * Whether a map can go live.
     *
     * @return the grid of level CITY
     * @throws IllegalArgumentException as {@link #activate}
     */
    static Grid check(CityMap next) {
        List<Grid> cities = next.grids().stream()
                .filter(grid -> grid.level() == GridLevel.CITY)
                .toList();
        if (cities.size() != 1) {
            throw new IllegalArgumentException("map " + next.version() + " has " + cities.size()
                    + " grids of level CITY; a city's map has exactly one");
        }
        next.grids().stream()
                .filter(grid -> grid.level() != GridLevel.CITY && grid.parent().isEmpty())
                .findFirst()
                .ifPresent(orphan -> {
                    throw new IllegalArgumentException(
                            "map " + next.version() + ": grid " + orphan.code() + " of level " + orphan.level()
                                    + " has no parent; every grid but the city's belongs to one");
                });
        return cities.get(0);
    }
}
