package io.hexdispatch.geodata.check;

import io.hexdispatch.grid.coordinate.LonLat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.locationtech.jts.geom.Geometry;

/**
 * One thing that the check has to say about one grid.
 *
 * @param layer the layer of the file, or {@link #LIVE_MAP} for a grid that the file does not bring
 * @param row the grid's place in the layer, from 1; 0 where the finding is about no row
 * @param code the grid's code, where it has one
 * @param others the codes (or rows, where they have none) of the other grids that are concerned, such as the neighbour overlapped
 * @param place where to look; empty where there is no shape or its coordinates are not on the earth
 * @param metres a width, length or distance; which one the message says
 * @param squareMetres an area; which one the message says
 * @param message what is wrong and what would be right, in one or two sentences
 * @param shape the offending area or line in degrees, where there is one
 */
public record Finding(
        FindingKind kind,
        Severity severity,
        String layer,
        long row,
        Optional<String> code,
        List<String> others,
        Optional<LonLat> place,
        OptionalDouble metres,
        OptionalDouble squareMetres,
        String message,
        Optional<Geometry> shape) {
    /** The layer of grids that come from the live map and not from the file. */
    public static final String LIVE_MAP = "(live map)";

    public Finding {
        others = List.copyOf(others);
    }

    /** What findings of one kind are ordered by, the largest first: the area, and where there is none the length. */
    double size() {
        return squareMetres.orElse(metres.orElse(0));
    }
}
