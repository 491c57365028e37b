package io.hexdispatch.grid.coordinate;

/**
 * A position on the earth, longitude before latitude as in GeoJSON and JTS.
 *
 * @param longitude WGS 84 degrees, -180 to 180, positive east
 * @param latitude WGS 84 degrees, -90 to 90, positive north
 */
public record LonLat(double longitude, double latitude) {
    /** @throws IllegalArgumentException if a coordinate is NaN, infinite or outside its range */
    public LonLat {
        if (!(longitude >= -180 && longitude <= 180)) {
            throw new IllegalArgumentException("longitude " + longitude + " is not between -180 and 180 degrees");
        }
        if (!(latitude >= -90 && latitude <= 90)) {
            throw new IllegalArgumentException("latitude " + latitude + " is not between -90 and 90 degrees");
        }
    }
}
