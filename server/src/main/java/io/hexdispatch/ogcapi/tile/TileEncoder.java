package io.hexdispatch.ogcapi.tile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes one layer of polygons as a vector tile, after the Mapbox Vector Tile Specification 2.1
 * (https://github.com/mapbox/vector-tile-spec/tree/master/2.1). The field numbers are those of its appendix A.
 */
final class TileEncoder {
    private static final int TILE_LAYERS = 3;

    private static final int LAYER_VERSION = 15;
    private static final int LAYER_NAME = 1;
    private static final int LAYER_FEATURES = 2;
    private static final int LAYER_KEYS = 3;
    private static final int LAYER_VALUES = 4;
    private static final int LAYER_EXTENT = 5;

    private static final int FEATURE_TAGS = 2;
    private static final int FEATURE_TYPE = 3;
    private static final int FEATURE_GEOMETRY = 4;

    private static final int VALUE_TEXT = 1;
    private static final int TYPE_POLYGON = 3;

    private static final int MOVE_TO = 1;
    private static final int LINE_TO = 2;
    private static final int CLOSE_PATH = 7;

    private final String layer;
    private final ProtobufWriter features = new ProtobufWriter();
    private final Map<String, Integer> keys = new LinkedHashMap<>();
    private final Map<String, Integer> values = new LinkedHashMap<>();
    private boolean empty = true;

    TileEncoder(String layer) {
        this.layer = layer;
    }

    void add(Map<String, String> properties, List<TilePolygon> polygons) {
        ProtobufWriter tags = new ProtobufWriter();
        properties.forEach((key, value) -> {
            tags.varint(position(keys, key));
            tags.varint(position(values, value));
        });
        ProtobufWriter feature = new ProtobufWriter();
        feature.message(FEATURE_TAGS, tags);
        feature.number(FEATURE_TYPE, TYPE_POLYGON);
        feature.message(FEATURE_GEOMETRY, commands(polygons));
        features.message(LAYER_FEATURES, feature);
        empty = false;
    }

    private static int position(Map<String, Integer> table, String text) {
        return table.computeIfAbsent(text, added -> table.size());
    }

    /** Section 4.3: a command with its count, then the way from the last position; the cursor goes on from ring to ring. */
    private static ProtobufWriter commands(List<TilePolygon> polygons) {
        ProtobufWriter commands = new ProtobufWriter();
        int x = 0;
        int y = 0;
        for (TilePolygon polygon : polygons) {
            for (int[] ring : polygon.rings()) {
                for (int i = 0; i < ring.length; i += 2) {
                    if (i == 0) {
                        commands.varint(command(MOVE_TO, 1));
                    } else if (i == 2) {
                        commands.varint(command(LINE_TO, ring.length / 2 - 1));
                    }
                    commands.varint(Integer.toUnsignedLong(ProtobufWriter.zigZag(ring[i] - x)));
                    commands.varint(Integer.toUnsignedLong(ProtobufWriter.zigZag(ring[i + 1] - y)));
                    x = ring[i];
                    y = ring[i + 1];
                }
                commands.varint(command(CLOSE_PATH, 1));
            }
        }
        return commands;
    }

    private static int command(int id, int count) {
        return count << 3 | id;
    }

    /** The tile; no bytes at all where nothing was added. */
    byte[] toBytes() {
        if (empty) {
            return new byte[0];
        }
        ProtobufWriter head = new ProtobufWriter();
        head.number(LAYER_VERSION, 2);
        head.text(LAYER_NAME, layer);
        ProtobufWriter tail = new ProtobufWriter();
        keys.keySet().forEach(key -> tail.text(LAYER_KEYS, key));
        for (String value : values.keySet()) {
            ProtobufWriter text = new ProtobufWriter();
            text.text(VALUE_TEXT, value);
            tail.message(LAYER_VALUES, text);
        }
        tail.number(LAYER_EXTENT, TilePolygon.EXTENT);
        ProtobufWriter tile = new ProtobufWriter();
        tile.message(TILE_LAYERS, head.then(features).then(tail));
        return tile.toBytes();
    }
}
