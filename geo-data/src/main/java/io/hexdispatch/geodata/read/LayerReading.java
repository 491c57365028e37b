package io.hexdispatch.geodata.read;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How one layer was read.
 *
 * @param layer its name; with its folder in front where two layers of the file have one name
 * @param format such as {@code ESRI Shapefile}
 * @param rows how many rows it has, without deleted ones
 * @param deletedRows rows that are marked as deleted in the attribute table, and were passed over with their shapes
 * @param encoding the encoding of its texts; empty where the format leaves no choice
 * @param coordinateSystem the system that its coordinates were taken to be in
 * @param datumShiftUncertaintyMetres how far the boundaries may lie off because the way from the layer's datum to WGS 84 is not
 *     known better; empty where there is nothing to shift
 * @param fields the names of its fields, in their order, as far as they can be read
 * @param mapping which of them was taken for what
 * @param heightsIgnored whether its shapes have heights (Z), which are passed over
 * @param measuresIgnored whether its shapes have measures (M), which are passed over
 */
public record LayerReading(
        String layer,
        String format,
        long rows,
        long deletedRows,
        Optional<Choice> encoding,
        Choice coordinateSystem,
        OptionalDouble datumShiftUncertaintyMetres,
        List<String> fields,
        Map<GridField, String> mapping,
        boolean heightsIgnored,
        boolean measuresIgnored) {}
