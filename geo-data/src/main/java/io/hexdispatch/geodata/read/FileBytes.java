package io.hexdispatch.geodata.read;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Reads numbers of both byte orders anywhere in a file, through a window that moves with the reader. For one thread. */
final class FileBytes implements Closeable {
    private static final int WINDOW_BYTES = 1 << 18;

    private final FileChannel channel;
    private final long size;
    private final ByteBuffer window = ByteBuffer.allocate(WINDOW_BYTES).limit(0);
    private long windowStart;

    FileBytes(Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.READ);
        size = channel.size();
    }

    /** The length of the file in bytes. */
    long size() {
        return size;
    }

    int unsignedByte(long offset) throws IOException {
        return at(offset, 1).get() & 0xFF;
    }

    int littleEndianShort(long offset) throws IOException {
        return at(offset, Short.BYTES).order(ByteOrder.LITTLE_ENDIAN).getShort() & 0xFFFF;
    }

    int littleEndianInt(long offset) throws IOException {
        return at(offset, Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).getInt();
    }

    int bigEndianInt(long offset) throws IOException {
        return at(offset, Integer.BYTES).order(ByteOrder.BIG_ENDIAN).getInt();
    }

    double littleEndianDouble(long offset) throws IOException {
        return at(offset, Double.BYTES).order(ByteOrder.LITTLE_ENDIAN).getDouble();
    }

    /** Reads doubles of little-endian order from {@code offset} on into all of {@code target}. */
    void littleEndianDoubles(long offset, double[] target) throws IOException {
        int done = 0;
        while (done < target.length) {
            int count = Math.min(target.length - done, WINDOW_BYTES / Double.BYTES);
            at(offset + (long) done * Double.BYTES, count * Double.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asDoubleBuffer()
                    .get(target, done, count);
            done += count;
        }
    }

    /** Reads bytes from {@code offset} on into all of {@code target}. */
    void bytes(long offset, byte[] target) throws IOException {
        int done = 0;
        while (done < target.length) {
            int count = Math.min(target.length - done, WINDOW_BYTES);
            at(offset + done, count).get(target, done, count);
            done += count;
        }
    }

    /** The window, standing at {@code offset}, with at least {@code count} bytes behind that. */
    private ByteBuffer at(long offset, int count) throws IOException {
        if (offset < 0 || offset > size - count) {
            throw new EOFException(
                    "byte " + offset + " and " + count + " more are not in a file of " + size + " bytes");
        }
        if (offset < windowStart || offset + count > windowStart + window.limit()) {
            window.clear();
            windowStart = offset;
            while (window.hasRemaining() && channel.read(window, windowStart + window.position()) > 0) {
                // Read on until the window is full or the file is at its end.
            }
            window.flip();
            if (window.limit() < count) {
                throw new EOFException("the file became shorter than " + size + " bytes while it was read");
            }
        }
        return window.position((int) (offset - windowStart));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
