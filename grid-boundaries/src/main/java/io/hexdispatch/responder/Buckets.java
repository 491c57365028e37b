package io.hexdispatch.responder;

import io.hexdispatch.grid.coordinate.GreatCircle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * A uniform grid of buckets over the box where most responders are, those outside it in the buckets of its rim. One thread
 * writes, any number search; a search never waits for the writer.
 *
 * <p>A uniform grid with lists in its buckets is what the comparison of Šidlauskas and others, "Trees or Grids? Indexing
 * Moving Objects in Main Memory" (ACM SIGSPATIAL 2009), recommends under many updates.
 */
final class Buckets {
    /*
     * Each bucket owns a run of slots, each with a responder's number and position. A bucket's version is odd while it is being
     * written; who reads it reads the version before and after, and once more if it was odd or has changed (a sequence lock).
     *
     * Who moves to another bucket is first added there, then logged, and only then removed from the old one. A search that meets
     * him in neither, having looked into the new bucket before and into the old one after, finds him in the log, which it reads at
     * its end from where it stood at its beginning. So everybody is judged at one of the positions he had during the search.
     */
    private static final VarHandle INTS = MethodHandles.arrayElementVarHandle(int[].class);
    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle CROSSINGS;

    static {
        try {
            CROSSINGS = MethodHandles.lookup().findVarHandle(Buckets.class, "crossings", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final int LOG_SIZE = 1 << 12;
    private static final int READS_OF_BUCKET_MAX = 1000;
    private static final int SLOTS_MIN = 4;
    private static final double RADIANS = Math.PI / 180;
    /** Bounds must hold though rounding put a position a hair beyond the edge of its bucket. */
    private static final double ROUNDING = 1 - 1e-9;

    private static final double SLACK_DEGREES = 1e-12;

    private final double west;
    private final double south;
    private final double width;
    private final double height;
    private final int columns;
    private final int rows;
    /** No position in the row is nearer to a pole than this cosine of latitude says. */
    private final double[] leastCosine;

    private final int[] versions;
    private final int[] starts;
    private final int[] sizes;
    private final int[] capacities;
    private final long[] occupied;
    private final int wordsPerRow;

    private final int[] responders;
    private final double[] positions;
    private final int[] nextFree;
    private final int[] firstFree = new int[Integer.SIZE];
    private int slotsUsed;

    private final int[] loggedResponders = new int[LOG_SIZE];
    private final double[] loggedPositions = new double[2 * LOG_SIZE];

    @SuppressWarnings("unused") // through CROSSINGS
    private long crossings;

    Buckets(BucketFrame frame, int slots) {
        west = frame.west();
        south = frame.south();
        width = frame.width();
        height = frame.height();
        columns = frame.columns();
        rows = frame.rows();
        leastCosine = new double[rows];
        for (int row = 1; row < rows - 1; row++) {
            double lower = GreatCircle.cosine(south + row * height);
            double upper = GreatCircle.cosine(south + (row + 1) * height);
            // A row may reach beyond the pole, where the cosine is negative.
            leastCosine[row] = Math.max(0, ROUNDING * Math.min(lower, upper));
        }
        int buckets = columns * rows;
        versions = new int[buckets];
        starts = new int[buckets];
        sizes = new int[buckets];
        capacities = new int[buckets];
        wordsPerRow = (columns + 63) >>> 6;
        occupied = new long[rows * wordsPerRow];
        responders = new int[slots];
        positions = new double[2 * slots];
        nextFree = new int[slots / SLOTS_MIN + 1];
        Arrays.fill(firstFree, -1);
    }

    int bucketAt(double longitude, double latitude) {
        return rowAt(latitude) * columns + columnAt(longitude);
    }

    private int columnAt(double longitude) {
        return (int) Math.max(0, Math.min(columns - 1.0, (longitude - west) / width));
    }

    private int rowAt(double latitude) {
        return (int) Math.max(0, Math.min(rows - 1.0, (latitude - south) / height));
    }

    boolean isOutside(double longitude, double latitude) {
        double x = (longitude - west) / width;
        double y = (latitude - south) / height;
        return x < 0 || y < 0 || x >= columns || y >= rows;
    }

    /** Adds a responder to a bucket and returns his place in it, or -1 if there are no slots left. */
    int add(int bucket, int responder, double longitude, double latitude) {
        int size = sizes[bucket];
        int oldStart = starts[bucket];
        int oldCapacity = capacities[bucket];
        int start = oldStart;
        if (size == oldCapacity) {
            start = takeSlots(Math.max(SLOTS_MIN, 2 * oldCapacity));
            if (start < 0) {
                return -1;
            }
            System.arraycopy(responders, oldStart, responders, start, size);
            System.arraycopy(positions, 2 * oldStart, positions, 2 * start, 2 * size);
        }
        int version = beginWrite(bucket);
        if (size == oldCapacity) {
            starts[bucket] = start;
            capacities[bucket] = Math.max(SLOTS_MIN, 2 * oldCapacity);
        }
        responders[start + size] = responder;
        positions[2 * (start + size)] = longitude;
        positions[2 * (start + size) + 1] = latitude;
        sizes[bucket] = size + 1;
        endWrite(bucket, version);
        if (size == 0) {
            flipOccupied(bucket);
        }
        if (size == oldCapacity && oldCapacity > 0) {
            giveBack(oldStart, oldCapacity);
        }
        return size;
    }

    /** Moves a responder within his bucket. */
    void move(int bucket, int place, double longitude, double latitude) {
        int slot = starts[bucket] + place;
        int version = beginWrite(bucket);
        positions[2 * slot] = longitude;
        positions[2 * slot + 1] = latitude;
        endWrite(bucket, version);
    }

    /** Removes a responder from his bucket and returns who has taken his place: another, or himself if he was the last. */
    int remove(int bucket, int place) {
        int slot = starts[bucket] + place;
        int last = starts[bucket] + sizes[bucket] - 1;
        int version = beginWrite(bucket);
        int successor = responders[last];
        responders[slot] = successor;
        positions[2 * slot] = positions[2 * last];
        positions[2 * slot + 1] = positions[2 * last + 1];
        sizes[bucket]--;
        if (sizes[bucket] == 0) {
            giveBack(starts[bucket], capacities[bucket]);
            capacities[bucket] = 0;
        }
        endWrite(bucket, version);
        if (sizes[bucket] == 0) {
            flipOccupied(bucket);
        }
        return successor;
    }

    /** Tells the searches under way that a responder is about to leave one bucket for another. */
    void logCrossing(int responder, double longitude, double latitude) {
        long crossing = (long) CROSSINGS.get(this);
        int entry = (int) crossing & (LOG_SIZE - 1);
        loggedResponders[entry] = responder;
        loggedPositions[2 * entry] = longitude;
        loggedPositions[2 * entry + 1] = latitude;
        CROSSINGS.setRelease(this, crossing + 1);
        VarHandle.storeStoreFence();
    }

    private int beginWrite(int bucket) {
        int version = versions[bucket];
        INTS.setOpaque(versions, bucket, version + 1);
        VarHandle.storeStoreFence();
        return version;
    }

    private void endWrite(int bucket, int version) {
        INTS.setRelease(versions, bucket, version + 2);
    }

    private void flipOccupied(int bucket) {
        int column = bucket % columns;
        int word = bucket / columns * wordsPerRow + (column >>> 6);
        LONGS.setRelease(occupied, word, occupied[word] ^ 1L << column);
    }

    private int takeSlots(int count) {
        int sizeClass = Integer.numberOfTrailingZeros(count);
        int free = firstFree[sizeClass];
        if (free >= 0) {
            firstFree[sizeClass] = nextFree[free / SLOTS_MIN];
            return free;
        }
        if (count > responders.length - slotsUsed) {
            return -1;
        }
        slotsUsed += count;
        return slotsUsed - count;
    }

    /** The numbers in the slots stay, so that a search that still reads there sees no number that was never given out. */
    private void giveBack(int start, int count) {
        int sizeClass = Integer.numberOfTrailingZeros(count);
        nextFree[start / SLOTS_MIN] = firstFree[sizeClass];
        firstFree[sizeClass] = start;
    }

    /**
     * Searches once, from the bucket of the place outwards.
     *
     * @return false if so much changed meanwhile that the answer is to be thrown away
     */
    boolean search(double longitude, double latitude, ResponderFilter filter, NearestResponders answer) {
        long crossingsBefore = (long) CROSSINGS.getAcquire(this);
        double cosine = GreatCircle.cosine(latitude);
        int column = columnAt(longitude);
        int row = rowAt(latitude);
        int inner = -1;
        int outer = 0;
        while (true) {
            for (int r = Math.max(0, row - outer); r <= Math.min(rows - 1, row + outer); r++) {
                boolean isFound;
                if (Math.abs(r - row) > inner) {
                    isFound = searchRow(r, column - outer, column + outer, longitude, latitude, cosine, filter, answer);
                } else {
                    isFound = searchRow(
                                    r, column - outer, column - inner - 1, longitude, latitude, cosine, filter, answer)
                            && searchRow(
                                    r, column + inner + 1, column + outer, longitude, latitude, cosine, filter, answer);
                }
                if (!isFound) {
                    return false;
                }
            }
            if (leastHaversineBeyond(outer, column, row, longitude, latitude, cosine) > answer.cutoff()) {
                break;
            }
            inner = outer;
            outer += 1 + outer / 4;
        }
        return searchLog(crossingsBefore, longitude, latitude, cosine, filter, answer);
    }

    /** Less than the haversine of anybody who is more than {@code reach} columns or rows away; infinite if there are none. */
    private double leastHaversineBeyond(
            int reach, int column, int row, double longitude, double latitude, double cosine) {
        double east = column + reach < columns - 1 ? west + (column + reach + 1) * width - longitude : 360;
        double westward = column - reach > 0 ? longitude - (west + (column - reach) * width) : 360;
        double north = row + reach < rows - 1 ? south + (row + reach + 1) * height - latitude : 360;
        double southward = row - reach > 0 ? latitude - (south + (row - reach) * height) : 360;
        double beyondColumns = Double.POSITIVE_INFINITY;
        if (Math.min(east, westward) < 360) {
            // The other way round the earth may be shorter.
            double gap = Math.min(Math.min(east, westward), 180 - Math.abs(longitude));
            double angle = Math.min(1, Math.max(0, gap - SLACK_DEGREES) * RADIANS);
            double sine = (angle - angle * angle * angle / 6) * cosine;
            beyondColumns = sine * sine / 4;
        }
        double beyondRows = Double.POSITIVE_INFINITY;
        if (Math.min(north, southward) < 360) {
            double angle = Math.min(1, Math.max(0, Math.min(north, southward) - SLACK_DEGREES) * RADIANS);
            beyondRows = leastSquareSineOfHalf(angle * angle);
        }
        return ROUNDING * Math.min(beyondColumns, beyondRows);
    }

    /** The first two terms of the series of sin²(angle / 2), which for no angle exceed it. */
    private static double leastSquareSineOfHalf(double squareOfAngle) {
        return squareOfAngle * (1.0 / 4 - squareOfAngle * (1.0 / 48));
    }

    private boolean searchRow(
            int row,
            int from,
            int to,
            double longitude,
            double latitude,
            double cosine,
            ResponderFilter filter,
            NearestResponders answer) {
        int first = Math.max(0, from);
        int last = Math.min(columns - 1, to);
        if (first > last) {
            return true;
        }
        double cosines = cosine * leastCosine[row];
        for (int word = first >>> 6; word <= last >>> 6; word++) {
            long bits = (long) LONGS.getAcquire(occupied, row * wordsPerRow + word);
            if (word == first >>> 6) {
                bits &= -1L << first;
            }
            if (word == last >>> 6) {
                bits &= -1L >>> 63 - (last & 63);
            }
            for (; bits != 0; bits &= bits - 1) {
                int bucket = row * columns + (word << 6) + Long.numberOfTrailingZeros(bits);
                if (!searchBucket(bucket, longitude, latitude, cosine, cosines, filter, answer)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean searchBucket(
            int bucket,
            double longitude,
            double latitude,
            double cosine,
            double cosines,
            ResponderFilter filter,
            NearestResponders answer) {
        for (int read = 0; read < READS_OF_BUCKET_MAX; read++) {
            int version = (int) INTS.getAcquire(versions, bucket);
            int start = starts[bucket];
            int end = start + sizes[bucket];
            if ((version & 1) == 0 && end <= responders.length) {
                double cutoff = answer.cutoff();
                for (int slot = start; slot < end; slot++) {
                    double x = positions[2 * slot];
                    double y = positions[2 * slot + 1];
                    double eastward = (x - longitude) * RADIANS;
                    double northward = (y - latitude) * RADIANS;
                    double least = leastSquareSineOfHalf(northward * northward)
                            + cosines * leastSquareSineOfHalf(eastward * eastward);
                    if (least <= cutoff && filter.accepts(responders[slot])) {
                        double haversine = GreatCircle.haversine(longitude, latitude, cosine, x, y);
                        if (haversine <= cutoff) {
                            answer.note(responders[slot], haversine);
                        }
                    }
                }
                VarHandle.loadLoadFence();
                if ((int) INTS.getOpaque(versions, bucket) == version) {
                    answer.takeIn();
                    return true;
                }
                answer.forget();
            }
            Thread.onSpinWait();
        }
        return false;
    }

    private boolean searchLog(
            long crossingsBefore,
            double longitude,
            double latitude,
            double cosine,
            ResponderFilter filter,
            NearestResponders answer) {
        long crossingsAfter = (long) CROSSINGS.getAcquire(this);
        if (crossingsAfter - crossingsBefore >= LOG_SIZE) {
            return false;
        }
        for (long crossing = crossingsBefore; crossing < crossingsAfter; crossing++) {
            int entry = (int) crossing & (LOG_SIZE - 1);
            int responder = loggedResponders[entry];
            if (filter.accepts(responder)) {
                answer.note(
                        responder,
                        GreatCircle.haversine(
                                longitude,
                                latitude,
                                cosine,
                                loggedPositions[2 * entry],
                                loggedPositions[2 * entry + 1]));
            }
        }
        VarHandle.loadLoadFence();
        if ((long) CROSSINGS.getOpaque(this) - crossingsBefore >= LOG_SIZE) {
            answer.forget();
            return false;
        }
        answer.takeIn();
        return true;
    }
}
