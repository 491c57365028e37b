package io.hexdispatch.geodata.difference;

import io.hexdispatch.grid.BoundarySet;
import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.locationtech.jts.geom.Geometry;

/**
 * What one boundary set changes about another. A grid is the same in both if it has the same code and level; one that changes its level
 * is removed at one level and added at another.
 *
 * @param versionBefore the version of the set that it is compared with, such as the live one
 * @param versionAfter the version of the other set
 * @param added grids that only the other set has, in its order
 * @param removed grids that only the first set has, in its order
 * @param handovers the areas that change hands, level by level, the largest first
 */
public record BoundaryDifference(
        String versionBefore,
        String versionAfter,
        List<Grid> added,
        List<Grid> removed,
        List<Renamed> renamed,
        List<Moved> moved,
        List<Reparented> reparented,
        List<Handover> handovers) {
    /** A grid that is called differently. */
    public record Renamed(GridCode code, GridLevel level, String before, String after) {}

    /**
     * A grid whose boundary takes in or leaves out area, by more than rounding errors.
     *
     * @param squareMetresLost what was in it and is not any more
     * @param squareMetresGained what is in it and was not before
     */
    public record Moved(
            GridCode code, GridLevel level, String name, double squareMetresLost, double squareMetresGained) {}

    /** A grid that belongs to another one. */
    public record Reparented(
            GridCode code, GridLevel level, String name, Optional<GridCode> before, Optional<GridCode> after) {}

    /**
     * The area that one grid loses and another of the same level gains.
     *
     * @param from who had it; empty where no grid of the level did
     * @param to who has it; empty where no grid of the level does
     * @param area in WGS 84 degrees
     */
    public record Handover(
            GridLevel level, Optional<GridCode> from, Optional<GridCode> to, double squareMetres, Geometry area) {}

    public BoundaryDifference {
        added = List.copyOf(added);
        removed = List.copyOf(removed);
        renamed = List.copyOf(renamed);
        moved = List.copyOf(moved);
        reparented = List.copyOf(reparented);
        handovers = List.copyOf(handovers);
    }

    /**
     * Compares two sets, on all processors: half a second for 20,000 grids of which one in fifty moved, and seconds where every vertex of
     * every border did. Call it on a worker thread.
     */
    public static BoundaryDifference between(BoundarySet before, BoundarySet after) {
        return new Comparison(before, after).difference();
    }

    /** Whether the sets have the same grids, by all that is compared here. */
    public boolean isEmpty() {
        return added.isEmpty()
                && removed.isEmpty()
                && renamed.isEmpty()
                && moved.isEmpty()
                && reparented.isEmpty()
                && handovers.isEmpty();
    }

    /** The area that changes hands on each level where any does. */
    public Map<GridLevel, Double> squareMetresByLevel() {
        Map<GridLevel, Double> areas = new EnumMap<>(GridLevel.class);
        handovers.forEach(handover -> areas.merge(handover.level(), handover.squareMetres(), Double::sum));
        return areas;
    }
}
