package io.hexdispatch.geodata.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * Finds out how long the list of entries at the end of a zip is, before Java reads all of it into memory.
 *
 * <p>Source: APPNOTE.TXT, the .ZIP file format specification of PKWARE, 4.3.14 to 4.3.16.
 */
final class ZipDirectory {
    private static final int END_BYTES = 22;
    private static final int COMMENT_BYTES_MAX = 0xFFFF;
    private static final int END_MARK = 0x06054B50;
    private static final int LOCATOR_BYTES = 20;
    private static final int LOCATOR_MARK = 0x07064B50;
    private static final int LARGE_END_MARK = 0x06064B50;
    private static final int LARGE_END_BYTES = 56;

    private ZipDirectory() {}

    /** The length that is stated, in bytes; -1 if the end of the zip is not found, which Java then tells of. */
    static long bytes(Path zip) throws IOException {
        try (FileBytes bytes = new FileBytes(zip)) {
            byte[] tail = new byte[(int) Math.min(bytes.size(), END_BYTES + COMMENT_BYTES_MAX)];
            bytes.bytes(bytes.size() - tail.length, tail);
            ByteBuffer end = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN);
            for (int at = tail.length - END_BYTES; at >= 0; at--) {
                if (end.getInt(at) == END_MARK) {
                    long large = largeBytes(bytes, bytes.size() - tail.length + at - LOCATOR_BYTES);
                    return large >= 0 ? large : Integer.toUnsignedLong(end.getInt(at + 12));
                }
            }
            return -1;
        }
    }

    /** The length that a zip of more than 4 GB states; -1 if this is none. */
    private static long largeBytes(FileBytes bytes, long locator) throws IOException {
        if (locator < 0 || bytes.littleEndianInt(locator) != LOCATOR_MARK) {
            return -1;
        }
        long end = littleEndianLong(bytes, locator + 8);
        if (end < 0 || end > bytes.size() - LARGE_END_BYTES || bytes.littleEndianInt(end) != LARGE_END_MARK) {
            return -1;
        }
        long length = littleEndianLong(bytes, end + 40);
        return length < 0 ? Long.MAX_VALUE : length;
    }

    private static long littleEndianLong(FileBytes bytes, long offset) throws IOException {
        return Integer.toUnsignedLong(bytes.littleEndianInt(offset))
                | (long) bytes.littleEndianInt(offset + Integer.BYTES) << Integer.SIZE;
    }
}
