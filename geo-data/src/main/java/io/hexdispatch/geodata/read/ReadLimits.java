package io.hexdispatch.geodata.read;

/**
 * How much of a boundary file is read at most, so that a hostile one cannot fill the disk or the memory.
 *
 * @param unpackedBytesMax of all files together that are unpacked from a zip
 * @param zipEntriesMax files in a zip, or in a folder
 * @param packingRatioMax how many bytes one byte of a zip may become, on the average; blank attributes are packed well, so this
 *     counts only beyond {@link #PACKING_RATIO_FREE_BYTES}
 * @param rowsMax rows in a layer
 * @param shapeVerticesMax vertices in a row's shape
 * @param shapeRingsMax rings in a row's shape
 * @param findingsOfAKindMax findings of one kind that are kept; the rest are counted
 */
public record ReadLimits(
        long unpackedBytesMax,
        int zipEntriesMax,
        int packingRatioMax,
        int rowsMax,
        int shapeVerticesMax,
        int shapeRingsMax,
        int findingsOfAKindMax) {
    static final long PACKING_RATIO_FREE_BYTES = 100_000_000;

    public static final ReadLimits DEFAULTS =
            new ReadLimits(4_000_000_000L, 10_000, 200, 2_000_000, 2_000_000, 10_000, 1_000);
}
