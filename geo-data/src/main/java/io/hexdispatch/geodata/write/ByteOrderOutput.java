package io.hexdispatch.geodata.write;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A buffered stream of numbers in both byte orders, which a shapefile mixes. {@link #flush} when done; never closes. */
final class ByteOrderOutput {
    private final OutputStream out;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);

    ByteOrderOutput(OutputStream out) {
        this.out = out;
    }

    void bigEndian(int value) throws IOException {
        room(Integer.BYTES, ByteOrder.BIG_ENDIAN).putInt(value);
    }

    void littleEndian(int value) throws IOException {
        room(Integer.BYTES, ByteOrder.LITTLE_ENDIAN).putInt(value);
    }

    void littleEndian(short value) throws IOException {
        room(Short.BYTES, ByteOrder.LITTLE_ENDIAN).putShort(value);
    }

    void littleEndian(double value) throws IOException {
        room(Double.BYTES, ByteOrder.LITTLE_ENDIAN).putDouble(value);
    }

    void oneByte(int value) throws IOException {
        room(1, buffer.order()).put((byte) value);
    }

    /** Writes bytes, followed by {@code padding} up to {@code width}. */
    void padded(byte[] bytes, int width, char padding) throws IOException {
        for (int i = 0; i < width; i++) {
            oneByte(i < bytes.length ? bytes[i] : padding);
        }
    }

    void zeros(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            oneByte(0);
        }
    }

    void flush() throws IOException {
        out.write(buffer.array(), 0, buffer.position());
        buffer.clear();
    }

    private ByteBuffer room(int bytes, ByteOrder order) throws IOException {
        if (buffer.remaining() < bytes) {
            flush();
        }
        return buffer.order(order);
    }
}
