package io.hexdispatch.geodata.read;

import io.hexdispatch.geodata.read.ReadFinding.Kind;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Where the records of a shapefile's main file (.shp) stand, in the order of the rows.
 *
 * <p>A main file can be followed from record to record by the lengths that they state, and its index (.shx) lists their offsets.
 * Each is taken as a check of the other: they are the same in a good file. Where the lengths lead astray, the index shows the
 * way if it makes sense in itself; where the index is missing or senseless, the lengths do.
 */
final class ShapeRecords {
    static final int FILE_HEADER_BYTES = 100;
    static final int RECORD_HEADER_BYTES = 8;
    private static final int INDEX_RECORD_BYTES = 8;
    private static final int FILE_CODE = 9994;
    private static final int LENGTH_OFFSET = 24;
    private static final int WORD_BYTES = 2;
    /** The shape type alone, as a null shape has it. */
    private static final int CONTENT_BYTES_MIN = 4;

    /**
     * Offsets of records and the lengths of what is in them, in bytes.
     *
     * @param brokenAt the offset of the first record that does not end within the file; -1 if all do
     */
    private record Listing(long[] offsets, long[] lengths, long brokenAt) {
        int count() {
            return offsets.length;
        }
    }

    private final Listing listing;
    private final Listing byIndex;

    private ShapeRecords(Listing listing, Listing byIndex) {
        this.listing = listing;
        this.byIndex = byIndex;
    }

    /**
     * @param tableRows how many rows the attribute table has, to settle which of two listings is right; -1 without a table
     */
    static ShapeRecords find(
            String name,
            FileBytes shapes,
            Optional<FileBytes> index,
            long tableRows,
            int rowsMax,
            LayerFindings findings)
            throws IOException, InvalidBoundaryFileException {
        Listing followed = follow(name, shapes, tableRows, rowsMax, findings);
        if (followed.brokenAt >= 0) {
            findings.layerError(
                    Kind.RECORD,
                    followed.brokenAt,
                    name + ", offset " + followed.brokenAt + ": the record that begins here does not end within the"
                            + " file, which has " + shapes.size()
                            + " bytes; the file is cut off, or a length is wrong");
        }
        if (index.isEmpty()) {
            findings.layerWarning(
                    Kind.INDEX,
                    "there is no .shx; the records are read one after the other, as they stand in the .shp");
            return new ShapeRecords(followed, null);
        }
        Listing listed = list(index.get(), shapes.size(), rowsMax);
        if (listed == null) {
            findings.layerWarning(
                    Kind.INDEX,
                    "the .shx does not fit the .shp; the records are read one after the other, as they stand in the .shp");
            return new ShapeRecords(followed, null);
        }
        return choose(followed, listed, tableRows, findings);
    }

    private static ShapeRecords choose(Listing followed, Listing listed, long tableRows, LayerFindings findings) {
        if (Arrays.equals(followed.offsets, listed.offsets)) {
            return new ShapeRecords(followed, listed);
        }
        if (followed.brokenAt >= 0 && listed.count() >= followed.count()) {
            findings.layerWarning(
                    Kind.INDEX, "the records are read by the .shx, because the lengths in the .shp lead astray");
            return new ShapeRecords(listed, listed);
        }
        if (Arrays.equals(followed.offsets, sorted(listed.offsets))) {
            findings.layerWarning(
                    Kind.INDEX,
                    "the records do not stand in the .shp in the order of their rows; the .shx gives the order");
            return new ShapeRecords(listed, listed);
        }
        boolean indexFitsTable = listed.count() == tableRows && followed.count() != tableRows;
        findings.layerWarning(
                Kind.INDEX,
                "the .shx lists " + listed.count() + " records, and " + followed.count()
                        + " stand one after the other in the .shp; "
                        + (indexFitsTable
                                ? "the .shx is followed, which has as many as the table has rows"
                                : "those in the .shp are read, and the .shx is ignored"));
        return indexFitsTable ? new ShapeRecords(listed, listed) : new ShapeRecords(followed, null);
    }

    private static Listing follow(String name, FileBytes shapes, long tableRows, int rowsMax, LayerFindings findings)
            throws IOException, InvalidBoundaryFileException {
        long stated = (long) WORD_BYTES * shapes.bigEndianInt(LENGTH_OFFSET);
        long[] offsets = new long[1024];
        long[] lengths = new long[1024];
        int count = 0;
        int countAtStatedEnd = stated == FILE_HEADER_BYTES ? 0 : -1;
        long brokenAt = -1;
        long offset = FILE_HEADER_BYTES;
        while (offset < shapes.size()) {
            long length = offset + RECORD_HEADER_BYTES + CONTENT_BYTES_MIN > shapes.size()
                    ? -1
                    : (long) WORD_BYTES * shapes.bigEndianInt(offset + Integer.BYTES);
            if (length < CONTENT_BYTES_MIN || length > shapes.size() - offset - RECORD_HEADER_BYTES) {
                brokenAt = offset;
                break;
            }
            if (count == rowsMax) {
                throw new InvalidBoundaryFileException(
                        name + ", offset " + offset + ": there are more than " + rowsMax + " records");
            }
            if (count == offsets.length) {
                offsets = Arrays.copyOf(offsets, 2 * count);
                lengths = Arrays.copyOf(lengths, 2 * count);
            }
            offsets[count] = offset;
            lengths[count++] = length;
            offset += RECORD_HEADER_BYTES + length;
            if (offset == stated) {
                countAtStatedEnd = count;
            }
        }
        if (stated < shapes.size() && countAtStatedEnd >= 0 && (tableRows < 0 || tableRows == countAtStatedEnd)) {
            findings.layerWarning(
                    Kind.FILE,
                    LENGTH_OFFSET,
                    name + ": the header says " + stated + " bytes, and the file has " + shapes.size()
                            + "; what follows after the stated end is ignored");
            return new Listing(Arrays.copyOf(offsets, countAtStatedEnd), Arrays.copyOf(lengths, countAtStatedEnd), -1);
        }
        if (stated != shapes.size()) {
            String message = name + ": the header says " + stated + " bytes, and the file has " + shapes.size();
            if (stated > shapes.size()) {
                findings.layerError(Kind.FILE, LENGTH_OFFSET, message + "; it was cut off, or the header is wrong");
            } else {
                findings.layerWarning(Kind.FILE, LENGTH_OFFSET, message + "; all of it is read");
            }
        }
        return new Listing(Arrays.copyOf(offsets, count), Arrays.copyOf(lengths, count), brokenAt);
    }

    /** What the index lists; null if it cannot be the index of this main file. */
    private static Listing list(FileBytes index, long shapesBytes, int rowsMax) throws IOException {
        long count = (index.size() - FILE_HEADER_BYTES) / INDEX_RECORD_BYTES;
        if (index.size() < FILE_HEADER_BYTES || count > rowsMax || index.bigEndianInt(0) != FILE_CODE) {
            return null;
        }
        long[] offsets = new long[(int) count];
        long[] lengths = new long[(int) count];
        for (int i = 0; i < count; i++) {
            long at = FILE_HEADER_BYTES + (long) i * INDEX_RECORD_BYTES;
            offsets[i] = (long) WORD_BYTES * index.bigEndianInt(at);
            lengths[i] = (long) WORD_BYTES * index.bigEndianInt(at + Integer.BYTES);
            if (offsets[i] < FILE_HEADER_BYTES || offsets[i] > shapesBytes - RECORD_HEADER_BYTES - CONTENT_BYTES_MIN) {
                return null;
            }
        }
        long[] sorted = sorted(offsets);
        for (int i = 1; i < count; i++) {
            if (sorted[i] - sorted[i - 1] < RECORD_HEADER_BYTES + CONTENT_BYTES_MIN) {
                return null;
            }
        }
        return new Listing(offsets, lengths, -1);
    }

    private static long[] sorted(long[] values) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    int count() {
        return listing.count();
    }

    /** The offset of the header of a record. */
    long offset(int record) {
        return listing.offsets[record];
    }

    /** How many bytes of content the index states for a record; -1 where there is no index that can be trusted. */
    long lengthByIndex(int record) {
        return byIndex == null ? -1 : byIndex.lengths[record];
    }
}
