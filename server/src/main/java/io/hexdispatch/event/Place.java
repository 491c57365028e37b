package io.hexdispatch.event;

import io.hexdispatch.grid.coordinate.CoordinateSystem;
import io.hexdispatch.grid.coordinate.LonLat;

/**
 * Where something was reported: as given, which is kept for evidence, and in WGS 84, which everything works with.
 *
 * @param given the coordinates as the source sent them, in {@code crs}
 * @param wgs84 the same place in WGS 84
 */
public record Place(CoordinateSystem crs, LonLat given, LonLat wgs84) {
    public static Place of(CoordinateSystem crs, LonLat given) {
        return new Place(crs, given, crs.toWgs84(given));
    }
}
