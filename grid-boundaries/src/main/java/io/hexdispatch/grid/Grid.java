package io.hexdispatch.grid;

import java.util.Optional;
import org.locationtech.jts.geom.Geometry;

/**
 * A polygon that somebody is responsible for (网格).
 *
 * @param code unique within its boundary set
 * @param name as its people call it
 * @param level where in the hierarchy it stands
 * @param parent the grid of an earlier level that it belongs to; empty for the city
 * @param boundary a valid Polygon or MultiPolygon, x longitude and y latitude in WGS 84 degrees; never to be modified
 */
public record Grid(GridCode code, String name, GridLevel level, Optional<GridCode> parent, Geometry boundary) {}
