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
     * Each bucket owns a run of slots, each with a responder's mark (his traits and his number) and, in an array of its own, his
     * position: a search that asks for a trait looks at eight marks in one cache line, and at the positions of those few who have
     * it. Buckets are numbered by tiles of eight by eight, so that those round a place lie in few pages of memory. A bucket's version is odd while it is being
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
    /** The marks of so many fill a cache line. */
    private static final int SLOTS_MIN = 8;

    private static final int HEAD_SIZE = 4;
    private static final int VERSION = 0;
    private static final int START = 1;
    private static final int SIZE = 2;
    private static final int CAPACITY = 3;

    private static final int TILE_SHIFT = 6;

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

    /** Of each tile a bit for every bucket that is not empty. */
    private final long[] occupied;

    private final int tilesPerRow;

    /** Of each slot the responder's traits, in the upper half, and his number. */
    private final long[] marks;

    /** Of each slot the longitude and the latitude. */
    private final double[] places;

    private final int[] nextFree;
    private final int[] firstFree = new int[Integer.SIZE];
    private int slotsUsed;

    private final long[] loggedMarks = new long[LOG_SIZE];
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
        tilesPerRow = (columns + 7) >>> 3;
        int tiles = tilesPerRow * (rows + 7 >>> 3);
        heads = new int[HEAD_SIZE * tiles << TILE_SHIFT];
        occupied = new long[tiles];
        marks = new long[slots];
        places = new double[2 * slots];
        nextFree = new int[slots / SLOTS_MIN + 1];
        Arrays.fill(firstFree, -1);
    }

    /** What a slot keeps of a responder besides his position. */
    static long mark(int responder, int traits) {
        return (long) traits << Integer.SIZE | responder;
    }

    /** How many numbers buckets have; those of tiles that reach beyond the grid stay empty. */
    int count() {
        return occupied.length << TILE_SHIFT;
    }

    int bucketAt(double longitude, double latitude) {
        int row = rowAt(latitude);
        int column = columnAt(longitude);
        return ((row >>> 3) * tilesPerRow + (column >>> 3) << TILE_SHIFT) + ((row & 7) << 3) + (column & 7);
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
    int add(int bucket, long mark, double longitude, double latitude) {
        int head = HEAD_SIZE * bucket;
        int size = heads[head + SIZE];
        int capacity = heads[head + CAPACITY];
        if (size < capacity) {
            int version = beginWrite(head);
            writeSlot(heads[head + START] + size, mark, longitude, latitude);
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
        System.arraycopy(marks, start, marks, largerStart, size);
        System.arraycopy(places, 2 * start, places, 2 * largerStart, 2 * size);
        writeSlot(largerStart + size, mark, longitude, latitude);
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

    /** Moves a responder within his bucket, or changes his traits. */
    void move(int bucket, int place, long mark, double longitude, double latitude) {
        int head = HEAD_SIZE * bucket;
        int version = beginWrite(head);
        writeSlot(heads[head + START] + place, mark, longitude, latitude);
        endWrite(head, version);
    }

    /** Removes a responder from his bucket and returns who has taken his place: another, or himself if he was the last. */
    int remove(int bucket, int place) {
        int head = HEAD_SIZE * bucket;
        int start = heads[head + START];
        int lastPlace = heads[head + SIZE] - 1;
        int successor = (int) marks[start + lastPlace];
        int version = beginWrite(head);
        writeSlot(
                start + place,
                marks[start + lastPlace],
                places[2 * (start + lastPlace)],
                places[2 * (start + lastPlace) + 1]);
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

    private void writeSlot(int slot, long mark, double longitude, double latitude) {
        marks[slot] = mark;
        places[2 * slot] = longitude;
        places[2 * slot + 1] = latitude;
    }

    /** Tells the searches under way that a responder is about to leave one bucket for another. */
    void logCrossing(long mark, double longitude, double latitude) {
        long crossing = (long) CROSSINGS.get(this);
        int entry = (int) crossing & (LOG_SIZE - 1);
        loggedMarks[entry] = mark;
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
        LONGS.setRelease(occupied, bucket >>> TILE_SHIFT, occupied[bucket >>> TILE_SHIFT] ^ 1L << bucket);
    }

    private int takeSlots(int count) {
        int sizeClass = Integer.numberOfTrailingZeros(count);
        int free = firstFree[sizeClass];
        if (free >= 0) {
            firstFree[sizeClass] = nextFree[free / SLOTS_MIN];
            return free;
        }
        if (count > marks.length - slotsUsed) {
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
     * @param requiredTraits only those who have every bit of these are answers
     * @return false if so much changed meanwhile that the answer is to be thrown away
     */
    boolean search(int requiredTraits, ResponderFilter filter, NearestResponders answer) {
        long crossingsBefore = (long) CROSSINGS.getAcquire(this);
        long required = mark(0, requiredTraits);
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
                return searchLog(crossingsBefore, required, filter, answer);
            }
            int from = Math.max(firstColumn, column - outer);
            int to = Math.min(lastColumn, column + outer);
            for (int r = Math.max(firstRow, row - outer); r <= Math.min(lastRow, row + outer); r++) {
                boolean isNewRow = Math.abs(r - row) > inner;
                boolean isFound = isNewRow
                        ? searchRow(r, from, to, cosine, required, filter, answer)
                        : searchRow(r, from, Math.min(to, column - inner - 1), cosine, required, filter, answer)
                                && searchRow(
                                        r, Math.max(from, column + inner + 1), to, cosine, required, filter, answer);
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
            int row, int from, int to, double cosine, long required, ResponderFilter filter, NearestResponders answer) {
        if (from > to) {
            return true;
        }
        double cosines = cosine * leastCosine[row];
        int tileOfRow = (row >>> 3) * tilesPerRow;
        int bitOfRow = (row & 7) << 3;
        for (int column = from >>> 3; column <= to >>> 3; column++) {
            int tile = tileOfRow + column;
            long bits = (long) LONGS.getAcquire(occupied, tile) & 0xFFL << bitOfRow;
            if (column == from >>> 3) {
                bits &= -1L << bitOfRow + (from & 7);
            }
            if (column == to >>> 3) {
                bits &= -1L >>> 63 - bitOfRow - (to & 7);
            }
            for (; bits != 0; bits &= bits - 1) {
                int bucket = (tile << TILE_SHIFT) + Long.numberOfTrailingZeros(bits);
                if (!searchBucket(bucket, cosines, required, filter, answer)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean searchBucket(
            int bucket, double cosines, long required, ResponderFilter filter, NearestResponders answer) {
        int head = HEAD_SIZE * bucket;
        long[] marks = this.marks;
        double[] places = this.places;
        double longitude = answer.longitude();
        double latitude = answer.latitude();
        for (int read = 0; read < READS_OF_BUCKET_MAX; read++) {
            int version = (int) INTS.getAcquire(heads, head + VERSION);
            int slot = heads[head + START];
            int end = slot + heads[head + SIZE];
            if ((version & 1) == 0 && end <= marks.length) {
                double cutoff = answer.cutoff();
                for (; slot < end; slot++) {
                    long mark = marks[slot];
                    if ((mark & required) != required) {
                        continue;
                    }
                    double x = places[2 * slot];
                    double y = places[2 * slot + 1];
                    double eastward = (x - longitude) * RADIANS;
                    double northward = (y - latitude) * RADIANS;
                    double least = leastSquareSineOfHalf(northward * northward)
                            + cosines * leastSquareSineOfHalf(eastward * eastward);
                    if (least <= cutoff && filter.accepts((int) mark)) {
                        answer.note((int) mark, x, y, least);
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

    private boolean searchLog(long crossingsBefore, long required, ResponderFilter filter, NearestResponders answer) {
        long crossingsAfter = (long) CROSSINGS.getAcquire(this);
        if (crossingsAfter - crossingsBefore >= LOG_SIZE) {
            return false;
        }
        for (long crossing = crossingsBefore; crossing < crossingsAfter; crossing++) {
            int entry = (int) crossing & (LOG_SIZE - 1);
            long mark = loggedMarks[entry];
            if ((mark & required) == required && filter.accepts((int) mark)) {
                answer.note((int) mark, loggedPositions[2 * entry], loggedPositions[2 * entry + 1], 0);
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
