package io.hexdispatch.responder;

import java.util.Arrays;

/**
 * Where the responders are, and who is nearest to a place.
 *
 * <p>Responders go by small numbers, given out from 0 in order of {@link #add} and never used again. Each has 32 bits of traits,
 * such as skills, being on duty, and going on foot or by a vehicle; what each bit means is for the caller to say. Whatever else
 * decides, such as a home grid, goes into a {@link ResponderFilter}. Traits lie beside the positions, so a search by them costs a
 * fraction of one by a filter.
 *
 * <p>Any number of threads may search while others write. Writers take turns; searches take no lock, do not hinder the writer
 * and do not allocate once their answer has grown to its size. A search sees every responder at a position and with
 * traits that he had at some moment while the search ran: never at a mixture of two, never twice, and nobody is overlooked who was there all the time. Two
 * responders may be seen at different moments. Without writes meanwhile the answer is exact to the last bit of
 * {@link io.hexdispatch.grid.coordinate.GreatCircle#metres}. (Only a search that the writers foil again and again, by changing
 * one bucket a thousand times while it is read or by 4,096 crossings from bucket to bucket within one search, takes its turn
 * among them.)
 *
 * <p>When the number of responders has doubled, or many have left the area that the index was laid out for, the next write lays
 * it out anew, which takes some tens of milliseconds for 100,000; searches go on meanwhile.
 */
public final class ResponderIndex {
    private static final int SIZE_MIN = 64;
    private static final double SLOTS_PER_RESPONDER = 4;
    private static final int GONE = -1;
    private static final int SEARCHES_UNLOCKED_MAX = 4;

    private double[] longitudes = new double[SIZE_MIN];
    private double[] latitudes = new double[SIZE_MIN];
    private int[] traitsOf = new int[SIZE_MIN];
    private int[] bucketOf = new int[SIZE_MIN];
    private int[] placeOf = new int[SIZE_MIN];
    private int numbersGiven;
    private int size;

    private volatile Buckets buckets;
    private int sizeToLayOutAnew;
    private int outsideToLayOutAnew;
    private int movesOutside;

    public ResponderIndex() {
        layOut();
    }

    /**
     * Takes in a responder at a position, without traits.
     *
     * @param longitude WGS 84 degrees
     * @param latitude WGS 84 degrees
     * @return his number
     * @throws IllegalArgumentException if the position is not on earth
     */
    public int add(double longitude, double latitude) {
        return add(longitude, latitude, 0);
    }

    /**
     * Takes in a responder at a position, with traits.
     *
     * @param longitude WGS 84 degrees
     * @param latitude WGS 84 degrees
     * @return his number
     * @throws IllegalArgumentException if the position is not on earth
     */
    public synchronized int add(double longitude, double latitude, int traits) {
        requireOnEarth(longitude, latitude);
        if (numbersGiven == longitudes.length) {
            longitudes = Arrays.copyOf(longitudes, 2 * numbersGiven);
            latitudes = Arrays.copyOf(latitudes, 2 * numbersGiven);
            traitsOf = Arrays.copyOf(traitsOf, 2 * numbersGiven);
            bucketOf = Arrays.copyOf(bucketOf, 2 * numbersGiven);
            placeOf = Arrays.copyOf(placeOf, 2 * numbersGiven);
        }
        int responder = numbersGiven++;
        longitudes[responder] = longitude;
        latitudes[responder] = latitude;
        traitsOf[responder] = traits;
        bucketOf[responder] = buckets.bucketAt(longitude, latitude);
        size++;
        if (size > sizeToLayOutAnew || !putIn(responder) || leftTheArea(longitude, latitude)) {
            layOut();
        }
        return responder;
    }

    /**
     * Moves a responder to a new position in WGS 84 degrees.
     *
     * @throws IllegalArgumentException if the position is not on earth or there is no such responder (any more)
     */
    public synchronized void move(int responder, double longitude, double latitude) {
        requireOnEarth(longitude, latitude);
        requireKnown(responder);
        longitudes[responder] = longitude;
        latitudes[responder] = latitude;
        Buckets buckets = this.buckets;
        int from = bucketOf[responder];
        int to = buckets.bucketAt(longitude, latitude);
        if (from == to) {
            buckets.move(from, placeOf[responder], mark(responder), longitude, latitude);
        } else {
            int oldPlace = placeOf[responder];
            bucketOf[responder] = to;
            if (!putIn(responder)) {
                layOut();
                return;
            }
            buckets.logCrossing(mark(responder), longitude, latitude);
            takeOut(responder, from, oldPlace);
        }
        if (leftTheArea(longitude, latitude)) {
            layOut();
        }
    }

    /**
     * Sets all traits of a responder.
     *
     * @throws IllegalArgumentException if there is no such responder (any more)
     */
    public synchronized void setTraits(int responder, int traits) {
        requireKnown(responder);
        traitsOf[responder] = traits;
        buckets.move(
                bucketOf[responder],
                placeOf[responder],
                Buckets.mark(responder, traits),
                longitudes[responder],
                latitudes[responder]);
    }

    /**
     * Takes a responder out for good.
     *
     * @throws IllegalArgumentException if there is no such responder (any more)
     */
    public synchronized void remove(int responder) {
        requireKnown(responder);
        int bucket = bucketOf[responder];
        bucketOf[responder] = GONE;
        size--;
        takeOut(responder, bucket, placeOf[responder]);
    }

    /** How many responders there are. */
    public synchronized int size() {
        return size;
    }

    /** As the search below, whatever traits the responders have. */
    public void nearest(
            double longitude,
            double latitude,
            int k,
            double radiusMetres,
            ResponderFilter filter,
            NearestResponders answer) {
        nearest(longitude, latitude, k, radiusMetres, 0, filter, answer);
    }

    /**
     * Finds the responders nearest to a place by great-circle distance; of equals the lower number comes first.
     *
     * @param longitude WGS 84 degrees; nobody is found from a place that is not on earth
     * @param latitude WGS 84 degrees
     * @param k how many at most
     * @param radiusMetres how far at most; may be infinite
     * @param requiredTraits only those who have every bit of these; 0 for everybody
     * @param filter who of them may be among the answers; asked roughly from near to far, more than once or in vain now and then
     * @param answer overwritten with the result
     * @throws IllegalArgumentException if {@code k} is negative or exceeds the answer's capacity
     */
    public void nearest(
            double longitude,
            double latitude,
            int k,
            double radiusMetres,
            int requiredTraits,
            ResponderFilter filter,
            NearestResponders answer) {
        if (k < 0 || k > answer.capacity()) {
            throw new IllegalArgumentException(
                    "k is " + k + ", and the answer has room for 0 to " + answer.capacity() + " responders");
        }
        answer.begin(longitude, latitude, k, radiusMetres);
        if (k == 0 || !(radiusMetres >= 0) || !isOnEarth(longitude, latitude)) {
            return;
        }
        for (int search = 0; search < SEARCHES_UNLOCKED_MAX; search++) {
            if (buckets.search(requiredTraits, filter, answer)) {
                return;
            }
            answer.begin(longitude, latitude, k, radiusMetres);
        }
        synchronized (this) {
            buckets.search(requiredTraits, filter, answer);
        }
    }

    private long mark(int responder) {
        return Buckets.mark(responder, traitsOf[responder]);
    }

    private boolean putIn(int responder) {
        placeOf[responder] =
                buckets.add(bucketOf[responder], mark(responder), longitudes[responder], latitudes[responder]);
        return placeOf[responder] >= 0;
    }

    private void takeOut(int responder, int bucket, int place) {
        int successor = buckets.remove(bucket, place);
        if (successor != responder) {
            placeOf[successor] = place;
        }
    }

    private boolean leftTheArea(double longitude, double latitude) {
        if (buckets.isOutside(longitude, latitude)) {
            movesOutside++;
        }
        return movesOutside > outsideToLayOutAnew;
    }

    /** Searches that are under way finish on the old buckets, which stay as they were when the new ones took over. */
    private void layOut() {
        double[] xs = new double[size];
        double[] ys = new double[size];
        int count = 0;
        for (int responder = 0; responder < numbersGiven; responder++) {
            if (bucketOf[responder] != GONE) {
                xs[count] = longitudes[responder];
                ys[count] = latitudes[responder];
                count++;
            }
        }
        sizeToLayOutAnew = Math.max(SIZE_MIN, 2 * size);
        movesOutside = 0;
        outsideToLayOutAnew = Math.max(SIZE_MIN, size);
        BucketFrame frame = BucketFrame.around(xs, ys, sizeToLayOutAnew);
        Buckets fresh = new Buckets(frame, (int) (SLOTS_PER_RESPONDER * sizeToLayOutAnew));
        for (int responder = 0; responder < numbersGiven; responder++) {
            if (bucketOf[responder] != GONE) {
                bucketOf[responder] = fresh.bucketAt(longitudes[responder], latitudes[responder]);
            }
        }
        for (int responder : inOrderOfBucket(fresh.count())) {
            placeOf[responder] =
                    fresh.add(bucketOf[responder], mark(responder), longitudes[responder], latitudes[responder]);
        }
        buckets = fresh;
    }

    /** Put in in this order, neighbours come to lie side by side in memory. */
    private int[] inOrderOfBucket(int bucketCount) {
        int[] next = new int[bucketCount + 1];
        for (int responder = 0; responder < numbersGiven; responder++) {
            if (bucketOf[responder] != GONE) {
                next[bucketOf[responder] + 1]++;
            }
        }
        for (int bucket = 0; bucket < bucketCount; bucket++) {
            next[bucket + 1] += next[bucket];
        }
        int[] ordered = new int[size];
        for (int responder = 0; responder < numbersGiven; responder++) {
            if (bucketOf[responder] != GONE) {
                ordered[next[bucketOf[responder]]++] = responder;
            }
        }
        return ordered;
    }

    private void requireKnown(int responder) {
        if (responder < 0 || responder >= numbersGiven || bucketOf[responder] == GONE) {
            throw new IllegalArgumentException("there is no responder " + responder);
        }
    }

    private static void requireOnEarth(double longitude, double latitude) {
        if (!isOnEarth(longitude, latitude)) {
            throw new IllegalArgumentException("longitude " + longitude + ", latitude " + latitude
                    + " is no position on earth; coordinates are longitude, latitude in degrees");
        }
    }

    private static boolean isOnEarth(double longitude, double latitude) {
        return Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90;
    }
}
