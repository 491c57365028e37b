package io.hexdispatch.ogcapi.tile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A vector tile read back by the words of its specification, without a line of the code that writes it. */
public record TestTile(int version, String name, long extent, List<Shape> shapes) {
    /** A feature: each ring as x, y pairs, the first position not repeated. */
    public record Shape(Map<String, String> tags, long type, List<int[]> rings) {}

    private static final class Reader {
        private final byte[] bytes;
        private int at;

        Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        boolean more() {
            return at < bytes.length;
        }

        long varint() {
            long value = 0;
            int shift = 0;
            while (true) {
                byte next = bytes[at++];
                value |= (long) (next & 0x7f) << shift;
                if (next >= 0) {
                    return value;
                }
                shift += 7;
            }
        }

        byte[] bytes() {
            int length = (int) varint();
            at += length;
            return Arrays.copyOfRange(bytes, at - length, at);
        }

        String text() {
            return new String(bytes(), StandardCharsets.UTF_8);
        }
    }

    /** Reads a tile of one layer. */
    public static TestTile decode(byte[] tile) {
        Reader outer = new Reader(tile);
        require(outer.varint(), 3 << 3 | 2, "a layer");
        Reader layer = new Reader(outer.bytes());
        require(outer.more() ? 1 : 0, 0, "one layer");
        int version = 1;
        String name = "";
        long extent = 4096;
        List<byte[]> features = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        List<String> values = new ArrayList<>();
        while (layer.more()) {
            long tag = layer.varint();
            switch ((int) tag) {
                case 15 << 3 -> version = (int) layer.varint();
                case 1 << 3 | 2 -> name = layer.text();
                case 2 << 3 | 2 -> features.add(layer.bytes());
                case 3 << 3 | 2 -> keys.add(layer.text());
                case 4 << 3 | 2 -> {
                    Reader value = new Reader(layer.bytes());
                    require(value.varint(), 1 << 3 | 2, "a text");
                    values.add(value.text());
                }
                case 5 << 3 -> extent = layer.varint();
                default -> throw new AssertionError("a layer has no field " + tag);
            }
        }
        return new TestTile(
                version,
                name,
                extent,
                features.stream().map(bytes -> shape(bytes, keys, values)).toList());
    }

    private static Shape shape(byte[] bytes, List<String> keys, List<String> values) {
        Reader feature = new Reader(bytes);
        Map<String, String> tags = new LinkedHashMap<>();
        long type = 0;
        List<int[]> rings = List.of();
        while (feature.more()) {
            long tag = feature.varint();
            switch ((int) tag) {
                case 2 << 3 | 2 -> {
                    Reader pairs = new Reader(feature.bytes());
                    while (pairs.more()) {
                        tags.put(keys.get((int) pairs.varint()), values.get((int) pairs.varint()));
                    }
                }
                case 3 << 3 -> type = feature.varint();
                case 4 << 3 | 2 -> rings = rings(new Reader(feature.bytes()));
                default -> throw new AssertionError("a feature has no field " + tag);
            }
        }
        return new Shape(tags, type, rings);
    }

    private static List<int[]> rings(Reader commands) {
        List<int[]> rings = new ArrayList<>();
        List<Integer> ring = new ArrayList<>();
        int x = 0;
        int y = 0;
        while (commands.more()) {
            long integer = commands.varint();
            int command = (int) (integer & 7);
            long count = integer >> 3;
            if (command == 7) {
                require(count, 1, "ClosePath once");
                rings.add(ring.stream().mapToInt(Integer::intValue).toArray());
                ring.clear();
                continue;
            }
            require(command, ring.isEmpty() ? 1 : 2, "MoveTo, then LineTo");
            for (long i = 0; i < count; i++) {
                x += delta(commands.varint());
                y += delta(commands.varint());
                ring.add(x);
                ring.add(y);
            }
        }
        require(ring.size(), 0, "a closed ring");
        return rings;
    }

    private static int delta(long parameter) {
        return (int) (parameter % 2 == 0 ? parameter / 2 : -(parameter + 1) / 2);
    }

    private static void require(long is, long right, String what) {
        if (is != right) {
            throw new AssertionError("there is " + is + " where " + what + " (" + right + ") would be right");
        }
    }
}
