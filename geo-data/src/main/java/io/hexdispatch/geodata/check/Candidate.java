package io.hexdispatch.geodata.check;

import io.hexdispatch.geodata.DrawnGrid;
import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import java.util.Optional;
import org.locationtech.jts.geom.Geometry;

/**
 * A grid on its way through the check, as far as it is understood: one that the file draws, or one of the live map that stays.
 *
 * @param level empty where the file's level is missing or not known
 * @param parent the code of the grid that it belongs to; after the attributes were checked, of one that is there
 * @param boundary as drawn
 * @param area the boundary as the other checks take it: valid, repaired if need be; empty where there is none to check
 */
record Candidate(
        String layer,
        long row,
        Optional<String> code,
        Optional<String> name,
        Optional<GridLevel> level,
        Optional<String> parent,
        Optional<Geometry> boundary,
        Optional<Geometry> area,
        boolean fromFile) {
    static Candidate drawn(DrawnGrid grid) {
        return new Candidate(
                grid.layer(),
                grid.row(),
                grid.code(),
                grid.name(),
                grid.level().flatMap(LevelNames::level),
                grid.parent(),
                grid.boundary(),
                Optional.empty(),
                true);
    }

    static Candidate live(Grid grid) {
        return new Candidate(
                Finding.LIVE_MAP,
                0,
                Optional.of(grid.code().value()),
                Optional.of(grid.name()),
                Optional.of(grid.level()),
                grid.parent().map(GridCode::value),
                Optional.of(grid.boundary()),
                Optional.of(grid.boundary()),
                false);
    }

    Candidate withLevel(Optional<GridLevel> known) {
        return new Candidate(layer, row, code, name, known, parent, boundary, area, fromFile);
    }

    Candidate withParent(Optional<String> known) {
        return new Candidate(layer, row, code, name, level, known, boundary, area, fromFile);
    }

    Candidate withArea(Optional<Geometry> known) {
        return new Candidate(layer, row, code, name, level, parent, boundary, known, fromFile);
    }

    boolean isOf(GridLevel wanted) {
        return level.isPresent() && level.get() == wanted;
    }

    /** Whether it overlies the hierarchy instead of dividing it. */
    boolean isDedicated() {
        return isOf(GridLevel.DEDICATED);
    }

    /** How a message calls it: by its code and name, and where it has no code, by its row. */
    String label() {
        return code.orElse("row " + row + " of " + layer)
                + name.map(name -> " " + name).orElse("");
    }

    /** How a list of concerned grids calls it. */
    String shortLabel() {
        return code.orElse("row " + row);
    }

    /** The grid that goes live; to be asked only of a check without errors. */
    Grid grid() {
        String value = code.orElseThrow();
        return new Grid(
                new GridCode(value),
                name.orElse(value),
                level.orElseThrow(),
                parent.map(GridCode::new),
                boundary.orElseThrow());
    }
}
