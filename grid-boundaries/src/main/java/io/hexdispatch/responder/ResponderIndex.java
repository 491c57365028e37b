package io.hexdispatch.responder;

import io.hexdispatch.grid.coordinate.GreatCircle;
import java.util.Arrays;

/**
 * Where the responders are, and who is nearest to a place. One thread writes; any number of threads may search.
 *
 * <p>Responders go by small numbers, given out from 0 in order of {@link #add}.
 */
public final class ResponderIndex {
    private double[] longitudes = new double[0];
    private double[] latitudes = new double[0];
    private int size;

    /**
     * Takes in a responder at a position.
     *
     * @param longitude WGS 84 degrees
     * @param latitude WGS 84 degrees
     * @return his number
     */
    public synchronized int add(double longitude, double latitude) {
        if (size == longitudes.length) {
            longitudes = Arrays.copyOf(longitudes, Math.max(64, size * 2));
            latitudes = Arrays.copyOf(latitudes, longitudes.length);
        }
        longitudes[size] = longitude;
        latitudes[size] = latitude;
        return size++;
    }

    /** Moves a responder to a new position in WGS 84 degrees. */
    public synchronized void move(int responder, double longitude, double latitude) {
        longitudes[responder] = longitude;
        latitudes[responder] = latitude;
    }

    /**
     * Finds the responders nearest to a place by great-circle distance; of equals the lower number comes first.
     *
     * @param longitude WGS 84 degrees
     * @param latitude WGS 84 degrees
     * @param k how many at most, not more than the answer's capacity
     * @param radiusMetres how far at most
     * @param filter who may be among them
     * @param answer overwritten with the result
     */
    public synchronized void nearest(
            double longitude,
            double latitude,
            int k,
            double radiusMetres,
            ResponderFilter filter,
            NearestResponders answer) {
        answer.clear();
        for (int responder = 0; responder < size; responder++) {
            double metres = GreatCircle.metres(longitude, latitude, longitudes[responder], latitudes[responder]);
            if (metres <= radiusMetres && filter.accepts(responder)) {
                answer.offer(responder, metres, k);
            }
        }
    }
}
