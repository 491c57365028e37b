package io.hexdispatch.responder;

/** The answer of a search, nearest first; reused from search to search by one thread. */
public final class NearestResponders {
    private final int[] responders;
    private final double[] distancesMetres;
    private int size;

    /** @param capacity the most responders that it can hold */
    public NearestResponders(int capacity) {
        responders = new int[capacity];
        distancesMetres = new double[capacity];
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

    void clear() {
        size = 0;
    }

    /** Takes a responder in if there is room or he is nearer than the farthest; of equals the lower number comes first. */
    void offer(int responder, double distanceMetres, int limit) {
        int rank = size;
        while (rank > 0
                && (distancesMetres[rank - 1] > distanceMetres
                        || (distancesMetres[rank - 1] == distanceMetres && responders[rank - 1] > responder))) {
            rank--;
        }
        if (rank == limit) {
            return;
        }
        if (size < limit) {
            size++;
        }
        System.arraycopy(responders, rank, responders, rank + 1, size - 1 - rank);
        System.arraycopy(distancesMetres, rank, distancesMetres, rank + 1, size - 1 - rank);
        responders[rank] = responder;
        distancesMetres[rank] = distanceMetres;
    }
}
