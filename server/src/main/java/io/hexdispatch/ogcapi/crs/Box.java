package io.hexdispatch.ogcapi.crs;

import java.util.List;
import org.locationtech.jts.geom.Envelope;

/**
 * The box that a client asks for.
 *
 * @param parts WGS 84 degrees, x longitude and y latitude; two where the box crosses the antimeridian
 */
public record Box(List<Envelope> parts) {
    private static final double ANTIMERIDIAN = 180;

    public Box {
        parts = List.copyOf(parts);
    }

    /**
     * A box by its corners. Heights are taken and not looked at, since nothing here has any. A box whose west side lies east of its
     * east side crosses the antimeridian.
     *
     * @param ordinates the lower corner's, then the upper's, two or three each, in the order of the system's axes
     * @throws IllegalArgumentException if that is no box; the message goes behind the name of the parameter
     */
    public static Box of(double[] ordinates, ReferenceSystem system) {
        if (ordinates.length != 4 && ordinates.length != 6) {
            throw new IllegalArgumentException("has " + ordinates.length
                    + " numbers; right are 4, or 6 with heights: the lower corner, then the upper");
        }
        for (double ordinate : ordinates) {
            if (!Double.isFinite(ordinate)) {
                throw new IllegalArgumentException("has " + ordinate + " in it, which is no position");
            }
        }
        int upper = ordinates.length / 2;
        double west = system.longitude(ordinates[0], ordinates[1]);
        double south = system.latitude(ordinates[0], ordinates[1]);
        double east = system.longitude(ordinates[upper], ordinates[upper + 1]);
        double north = system.latitude(ordinates[upper], ordinates[upper + 1]);
        if (Math.abs(south) > 90 || Math.abs(north) > 90) {
            throw new IllegalArgumentException("reaches to the latitude "
                    + (Math.abs(south) > 90 ? south : north) + "; a latitude is -90 to 90 degrees, and in "
                    + system.uri() + " positions are " + system.title());
        }
        if (south > north) {
            throw new IllegalArgumentException(
                    "has its lower corner at latitude " + south + ", above the upper at " + north);
        }
        return west <= east
                ? new Box(List.of(new Envelope(west, east, south, north)))
                : new Box(List.of(
                        new Envelope(west, Math.max(west, ANTIMERIDIAN), south, north),
                        new Envelope(Math.min(east, -ANTIMERIDIAN), east, south, north)));
    }
}
