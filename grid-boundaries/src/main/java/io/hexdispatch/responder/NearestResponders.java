package io.hexdispatch.responder;

import io.hexdispatch.grid.coordinate.GreatCircle;
import java.util.Arrays;

/** The answer of a search, nearest first; reused from search to search by one thread. */
public final class NearestResponders {
    /**
     * Rounding may put two responders at the same distance in metres whose haversines differ in the last digits, so what is
     * farther by less than this is not yet out.
     */
    private static final double ROUNDING = 1 + 1e-12;

    private final int[] responders;
    private final double[] distancesMetres;
    private final double[] haversines;
    private int size;

    private int limit;
    private double radiusMetres;
    private double radiusHaversine;

    private double longitude;
    private double latitude;
    private double cosine;

    private int[] notedResponders = new int[32];
    /** Longitude, latitude and the least that the haversine can be, of each noted responder. */
    private double[] notedPlaces = new double[3 * 32];

    private int noted;

    /** @param capacity the most responders that it can hold */
    public NearestResponders(int capacity) {
        responders = new int[capacity];
        distancesMetres = new double[capacity];
        haversines = new double[capacity];
    }

    public int size() {
        return size;
    }

    public int capacity() {
        return responders.length;
    }

    /** The number of the responder at {@code rank}, 0 the nearest. */
    public int responder(int rank) {
        return responders[rank];
    }

    /** The great-circle distance of the responder at {@code rank}. */
    public double distanceMetres(int rank) {
        return distancesMetres[rank];
    }

    void begin(double longitude, double latitude, int limit, double radiusMetres) {
        this.longitude = longitude;
        this.latitude = latitude;
        cosine = GreatCircle.cosine(latitude);
        this.limit = limit;
        this.radiusMetres = radiusMetres;
        radiusHaversine = GreatCircle.haversine(radiusMetres) * ROUNDING;
        size = 0;
        noted = 0;
    }

    double longitude() {
        return longitude;
    }

    double latitude() {
        return latitude;
    }

    double cosine() {
        return cosine;
    }

    /** Nobody whose haversine exceeds this can be among the answers any more. */
    double cutoff() {
        return size < limit ? radiusHaversine : Math.min(radiusHaversine, haversines[size - 1] * ROUNDING);
    }

    /** Notes a responder and where he stands; {@link #takeIn} or {@link #forget} then decides upon him. */
    void note(int responder, double longitude, double latitude, double leastHaversine) {
        if (noted == notedResponders.length) {
            notedResponders = Arrays.copyOf(notedResponders, 2 * noted);
            notedPlaces = Arrays.copyOf(notedPlaces, 6 * noted);
        }
        notedResponders[noted] = responder;
        notedPlaces[3 * noted] = longitude;
        notedPlaces[3 * noted + 1] = latitude;
        notedPlaces[3 * noted + 2] = leastHaversine;
        noted++;
    }

    void forget() {
        noted = 0;
    }

    void takeIn() {
        for (int i = 0; i < noted; i++) {
            if (notedPlaces[3 * i + 2] <= cutoff()) {
                double haversine =
                        GreatCircle.haversine(longitude, latitude, cosine, notedPlaces[3 * i], notedPlaces[3 * i + 1]);
                if (haversine <= cutoff()) {
                    offer(notedResponders[i], haversine);
                }
            }
        }
        noted = 0;
    }

    /** Takes a responder in if there is room or he is nearer than the farthest; of equals the lower number comes first. */
    private void offer(int responder, double haversine) {
        double metres = GreatCircle.metres(haversine);
        if (!(metres <= radiusMetres) || contains(responder)) {
            return;
        }
        int rank = size;
        while (rank > 0
                && (distancesMetres[rank - 1] > metres
                        || (distancesMetres[rank - 1] == metres && responders[rank - 1] > responder))) {
            rank--;
        }
        if (rank == limit) {
            return;
        }
        if (size < limit) {
            size++;
        }
        for (int i = size - 1; i > rank; i--) {
            responders[i] = responders[i - 1];
            distancesMetres[i] = distancesMetres[i - 1];
            haversines[i] = haversines[i - 1];
        }
        responders[rank] = responder;
        distancesMetres[rank] = metres;
        haversines[rank] = haversine;
    }

    /** Who crosses from bucket to bucket during a search may be met twice. */
    private boolean contains(int responder) {
        for (int i = 0; i < size; i++) {
            if (responders[i] == responder) {
                return true;
            }
        }
        return false;
    }
}
