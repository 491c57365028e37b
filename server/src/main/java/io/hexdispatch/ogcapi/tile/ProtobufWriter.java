package io.hexdispatch.ogcapi.tile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The few parts of the Protocol Buffers wire format that a tile is made of: varints, and fields of bytes with their length. */
final class ProtobufWriter {
    private static final int WIRE_VARINT = 0;
    private static final int WIRE_BYTES = 2;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** An unsigned number, seven bits to a byte, the lowest first. */
    void varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    /** A signed number so that small ones stay short: 0, -1, 1, -2 become 0, 1, 2, 3. */
    static int zigZag(int value) {
        return value << 1 ^ value >> 31;
    }

    void number(int field, long value) {
        varint((long) field << 3 | WIRE_VARINT);
        varint(value);
    }

    void text(int field, String value) {
        bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    /** A message or packed numbers inside this one. */
    void message(int field, ProtobufWriter inner) {
        bytes(field, inner.toBytes());
    }

    private void bytes(int field, byte[] value) {
        varint((long) field << 3 | WIRE_BYTES);
        varint(value.length);
        out.write(value, 0, value.length);
    }

    /** Appends the fields of another message to this one. */
    ProtobufWriter then(ProtobufWriter more) {
        out.writeBytes(more.toBytes());
        return this;
    }

    byte[] toBytes() {
        return out.toByteArray();
    }
}
