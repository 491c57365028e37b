package io.hexdispatch.geodata.read;

import io.hexdispatch.grid.coordinate.LonLat;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Something about a boundary file that whoever drew it should know, found while it was read.
 *
 * @param layer the layer, as {@link LayerReading#layer} names it; empty where it is about the whole file
 * @param row the row in the layer, from 1; 0 where it is about the whole layer
 * @param offset the byte where it stands: in the main file (.shp) or table (.dbf) of a shapefile or in a GeoJSON text, as the
 *     message says, and within the geometry's value in a GeoPackage
 * @param code the row's code, where it is known
 * @param message what is wrong, and what would be right or what was done about it
 * @param place where on the earth, where that is known
 */
public record ReadFinding(
        Severity severity,
        Kind kind,
        String layer,
        long row,
        OptionalLong offset,
        Optional<String> code,
        String message,
        Optional<LonLat> place) {

    /** Whether what was read can be relied on all the same. */
    public enum Severity {
        /** Something is missing or wrong in what was read. */
        ERROR,
        /** What was read is whole, but rests on a choice that somebody should look at. */
        WARNING
    }

    /** What it is about. */
    public enum Kind {
        /** A file of a layer is missing, cut off or longer than it says. */
        FILE,
        /** The index of a shapefile (.shx) disagrees with its main file. */
        INDEX,
        /** A record cannot be read, or says of itself what cannot be. */
        RECORD,
        /** The rows of the attribute table and the shapes do not match, or the table is damaged. */
        TABLE,
        /** Text that is not in the encoding that was chosen. */
        ENCODING,
        /** A field that is needed is not there. */
        FIELD,
        /** A row without a shape. */
        NULL_SHAPE,
        /** A shape that is not a polygon. */
        SHAPE_TYPE,
        /** A ring that is not closed, too short, or runs in the wrong direction. */
        RING,
        /** A coordinate that is no number, or that is nowhere in its coordinate system. */
        COORDINATE,
        /** A layer that was passed over. */
        LAYER
    }
}
