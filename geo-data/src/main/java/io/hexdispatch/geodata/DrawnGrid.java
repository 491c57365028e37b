package io.hexdispatch.geodata;

import java.util.Optional;
import org.locationtech.jts.geom.Geometry;

/**
 * A grid as a boundary file draws it, before anything of it is believed: codes may be missing or stand twice, and the boundary
 * may be broken. Texts are as in the file, without white space around them; what is blank there is empty here.
 *
 * @param layer the layer of the file that it stands in, such as a shapefile's name
 * @param row its place in the layer, from 1, as QGIS and ArcGIS count
 * @param code the grid's code, such as {@code 410184104}
 * @param name as its people call it
 * @param level where in the hierarchy it stands, as the file says it
 * @param parent the code of the grid that it belongs to
 * @param centre the name of the operations centre that answers for it
 * @param boundary x longitude and y latitude in WGS 84 degrees; empty where the file has a null shape
 */
public record DrawnGrid(
        String layer,
        long row,
        Optional<String> code,
        Optional<String> name,
        Optional<String> level,
        Optional<String> parent,
        Optional<String> centre,
        Optional<Geometry> boundary) {}
