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

    private int[] pendingResponders = new int[32];
    private double[] pendingHaversines = new double[32];
    private int pending;

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

    void begin(int limit, double radiusMetres) {
        this.limit = limit;
        this.radiusMetres = radiusMetres;
        radiusHaversine = GreatCircle.haversine(radiusMetres) * ROUNDING;
        size = 0;
        pending = 0;
    }

    /** Nobody whose haversine exceeds this can be among the answers any more. */
    double cutoff() {
        return size < limit ? radiusHaversine : Math.min(radiusHaversine, haversines[size - 1] * ROUNDING);
    }

    /** Notes a responder, whom {@link #takeIn} or {@link #forget} then decides upon. */
    void note(int responder, double haversine) {
        if (pending == pendingResponders.length) {
            pendingResponders = Arrays.copyOf(pendingResponders, 2 * pending);
            pendingHaversines = Arrays.copyOf(pendingHaversines, 2 * pending);
        }
        pendingResponders[pending] = responder;
        pendingHaversines[pending] = haversine;
        pending++;
    }

    void forget() {
        pending = 0;
    }

    void takeIn() {
        for (int i = 0; i < pending; i++) {
            if (pendingHaversines[i] <= cutoff()) {
                offer(pendingResponders[i], pendingHaversines[i]);
            }
        }
        pending = 0;
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
