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

    private static final int HEAD_SIZE = 4;
    private static final int VERSION = 0;
    private static final int START = 1;
    private static final int SIZE = 2;
    private static final int CAPACITY = 3;

    private static final int SLOT_SIZE = 3;

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

    /** Version, first slot, size and capacity of each bucket side by side, so that reading one touches one cache line. */
    private final int[] heads;

    private final long[] occupied;
    private final int wordsPerRow;

    /** Of each slot the responder, the longitude and the latitude, the last two as the bits of doubles. */
    private final long[] slots;

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
        heads = new int[HEAD_SIZE * buckets];
        wordsPerRow = (columns + 63) >>> 6;
        occupied = new long[rows * wordsPerRow];
        this.slots = new long[SLOT_SIZE * slots];
        nextFree = new int[slots / SLOTS_MIN + 1];
        Arrays.fill(firstFree, -1);
    }

    int count() {
        return columns * rows;
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
        int head = HEAD_SIZE * bucket;
        int size = heads[head + SIZE];
        int capacity = heads[head + CAPACITY];
        if (size < capacity) {
            int version = beginWrite(head);
            writeSlot(heads[head + START] + size, responder, longitude, latitude);
            heads[head + SIZE] = size + 1;
            endWrite(head, version);
            return size;
        }
        int largerCapacity = Math.max(SLOTS_MIN, 2 * capacity);
        int largerStart = takeSlots(largerCapacity);
        if (largerStart < 0) {
            return -1;
        }
        int start = heads[head + START];
        int version = beginWrite(head);
        System.arraycopy(slots, SLOT_SIZE * start, slots, SLOT_SIZE * largerStart, SLOT_SIZE * size);
        writeSlot(largerStart + size, responder, longitude, latitude);
        heads[head + START] = largerStart;
        heads[head + SIZE] = size + 1;
        heads[head + CAPACITY] = largerCapacity;
        endWrite(head, version);
        if (capacity > 0) {
            giveBack(start, capacity);
        } else {
            flipOccupied(bucket);
        }
        return size;
    }

    /** Moves a responder within his bucket. */
    void move(int bucket, int place, int responder, double longitude, double latitude) {
        int head = HEAD_SIZE * bucket;
        int version = beginWrite(head);
        writeSlot(heads[head + START] + place, responder, longitude, latitude);
        endWrite(head, version);
    }

    /** Removes a responder from his bucket and returns who has taken his place: another, or himself if he was the last. */
    int remove(int bucket, int place) {
        int head = HEAD_SIZE * bucket;
        int start = heads[head + START];
        int lastPlace = heads[head + SIZE] - 1;
        int successor = (int) slots[SLOT_SIZE * (start + lastPlace)];
        int version = beginWrite(head);
        System.arraycopy(slots, SLOT_SIZE * (start + lastPlace), slots, SLOT_SIZE * (start + place), SLOT_SIZE);
        heads[head + SIZE] = lastPlace;
        if (lastPlace == 0) {
            giveBack(start, heads[head + CAPACITY]);
            heads[head + CAPACITY] = 0;
        }
        endWrite(head, version);
        if (lastPlace == 0) {
            flipOccupied(bucket);
        }
        return successor;
    }

    private void writeSlot(int slot, int responder, double longitude, double latitude) {
        slots[SLOT_SIZE * slot] = responder;
        slots[SLOT_SIZE * slot + 1] = Double.doubleToRawLongBits(longitude);
        slots[SLOT_SIZE * slot + 2] = Double.doubleToRawLongBits(latitude);
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

    private int beginWrite(int head) {
        int version = heads[head + VERSION];
        INTS.setOpaque(heads, head + VERSION, version + 1);
        VarHandle.storeStoreFence();
        return version;
    }

    private void endWrite(int head, int version) {
        INTS.setRelease(heads, head + VERSION, version + 2);
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
        if (count > slots.length / SLOT_SIZE - slotsUsed) {
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
     * Searches once, from the bucket of the place outwards, ring by ring, until the rings cover the window in which anybody must
     * stand who could still be among the answers. The window shrinks as answers are found. Its columns and rows are found in the
     * same way as those of the responders, so rounding cannot put somebody of the window outside it.
     *
     * @return false if so much changed meanwhile that the answer is to be thrown away
     */
    boolean search(ResponderFilter filter, NearestResponders answer) {
        long crossingsBefore = (long) CROSSINGS.getAcquire(this);
        double longitude = answer.longitude();
        double latitude = answer.latitude();
        double cosine = answer.cosine();
        int column = columnAt(longitude);
        int row = rowAt(latitude);
        int inner = -1;
        int outer = 0;
        while (true) {
            double reachNorth = reachDegrees(answer.cutoff(), 1);
            double reachEast = reachDegrees(answer.cutoff(), cosine);
            boolean isRoundTheEarth = Math.abs(longitude) + reachEast >= 180;
            int firstColumn = isRoundTheEarth ? 0 : columnAt(longitude - reachEast);
            int lastColumn = isRoundTheEarth ? columns - 1 : columnAt(longitude + reachEast);
            int firstRow = rowAt(latitude - reachNorth);
            int lastRow = rowAt(latitude + reachNorth);
            if (inner >= Math.max(column - firstColumn, lastColumn - column)
                    && inner >= Math.max(row - firstRow, lastRow - row)) {
                return searchLog(crossingsBefore, answer, filter);
            }
            int from = Math.max(firstColumn, column - outer);
            int to = Math.min(lastColumn, column + outer);
            for (int r = Math.max(firstRow, row - outer); r <= Math.min(lastRow, row + outer); r++) {
                boolean isNewRow = Math.abs(r - row) > inner;
                boolean isFound = isNewRow
                        ? searchRow(r, from, to, cosine, filter, answer)
                        : searchRow(r, from, Math.min(to, column - inner - 1), cosine, filter, answer)
                                && searchRow(r, Math.max(from, column + inner + 1), to, cosine, filter, answer);
                if (!isFound) {
                    return false;
                }
            }
            inner = outer;
            outer += 1 + outer / 4;
        }
    }

    /**
     * How many degrees of latitude or longitude a place may differ whose haversine is not more than the cutoff: sin² of half the
     * angle is at least sin² of the angle / 4, and to reach another meridian the sine of the way is at least that of the
     * difference in longitude times the cosine of the latitude. Both series are cut off on the safe side.
     */
    private static double reachDegrees(double cutoff, double cosine) {
        double sine = 2 * Math.sqrt(cutoff) / cosine;
        return sine < 0.8 ? (sine + sine * sine * sine / 2) / RADIANS + SLACK_DEGREES : 360;
    }

    private boolean searchRow(
            int row, int from, int to, double cosine, ResponderFilter filter, NearestResponders answer) {
        if (from > to) {
            return true;
        }
        double cosines = cosine * leastCosine[row];
        for (int word = from >>> 6; word <= to >>> 6; word++) {
            long bits = (long) LONGS.getAcquire(occupied, row * wordsPerRow + word);
            if (word == from >>> 6) {
                bits &= -1L << from;
            }
            if (word == to >>> 6) {
                bits &= -1L >>> 63 - (to & 63);
            }
            for (; bits != 0; bits &= bits - 1) {
                int bucket = row * columns + (word << 6) + Long.numberOfTrailingZeros(bits);
                if (!searchBucket(bucket, cosines, filter, answer)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean searchBucket(int bucket, double cosines, ResponderFilter filter, NearestResponders answer) {
        int head = HEAD_SIZE * bucket;
        long[] slots = this.slots;
        double longitude = answer.longitude();
        double latitude = answer.latitude();
        for (int read = 0; read < READS_OF_BUCKET_MAX; read++) {
            int version = (int) INTS.getAcquire(heads, head + VERSION);
            int at = SLOT_SIZE * heads[head + START];
            int end = at + SLOT_SIZE * heads[head + SIZE];
            if ((version & 1) == 0 && end <= slots.length) {
                double cutoff = answer.cutoff();
                for (; at < end; at += SLOT_SIZE) {
                    double x = Double.longBitsToDouble(slots[at + 1]);
                    double y = Double.longBitsToDouble(slots[at + 2]);
                    double eastward = (x - longitude) * RADIANS;
                    double northward = (y - latitude) * RADIANS;
                    double least = leastSquareSineOfHalf(northward * northward)
                            + cosines * leastSquareSineOfHalf(eastward * eastward);
                    if (least <= cutoff && filter.accepts((int) slots[at])) {
                        answer.note((int) slots[at], x, y, least);
                    }
                }
                VarHandle.loadLoadFence();
                if ((int) INTS.getOpaque(heads, head + VERSION) == version) {
                    answer.takeIn();
                    return true;
                }
                answer.forget();
            }
            Thread.onSpinWait();
        }
        return false;
    }

    /** The first two terms of the series of sin²(angle / 2), which for no angle exceed it. */
    private static double leastSquareSineOfHalf(double squareOfAngle) {
        return squareOfAngle * (1.0 / 4 - squareOfAngle * (1.0 / 48));
    }

    private boolean searchLog(long crossingsBefore, NearestResponders answer, ResponderFilter filter) {
        long crossingsAfter = (long) CROSSINGS.getAcquire(this);
        if (crossingsAfter - crossingsBefore >= LOG_SIZE) {
            return false;
        }
        for (long crossing = crossingsBefore; crossing < crossingsAfter; crossing++) {
            int entry = (int) crossing & (LOG_SIZE - 1);
            if (filter.accepts(loggedResponders[entry])) {
                answer.note(loggedResponders[entry], loggedPositions[2 * entry], loggedPositions[2 * entry + 1], 0);
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
