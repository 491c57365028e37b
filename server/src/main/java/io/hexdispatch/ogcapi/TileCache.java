package io.hexdispatch.ogcapi;

import io.hexdispatch.ogcapi.tile.TileCoordinate;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The tiles of one map that were asked for last, up to a number of bytes. A tile that several ask for at once is drawn once. Any
 * thread may use it.
 */
final class TileCache {
    /** What an entry takes beside its tile, by rough count. */
    private static final int ENTRY_BYTES = 200;

    /** A tile of a layer. */
    record Key(String layer, TileCoordinate tile) {}

    private final long bytesMax;
    private final LinkedHashMap<Key, byte[]> drawn = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Key, Future<Optional<byte[]>>> beingDrawn = new HashMap<>();
    private long bytes;

    TileCache(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** The tile as it was drawn before, or as {@code draw} draws it now; what has no tile or fails is not kept. */
    synchronized Future<Optional<byte[]>> get(Key key, Supplier<Future<Optional<byte[]>>> draw) {
        byte[] known = drawn.get(key);
        if (known != null) {
            return Future.succeededFuture(Optional.of(known));
        }
        Future<Optional<byte[]>> begun = beingDrawn.get(key);
        if (begun != null) {
            return begun;
        }
        Future<Optional<byte[]>> drawing = draw.get();
        beingDrawn.put(key, drawing);
        return drawing.onComplete(done -> finish(key, done.succeeded() ? done.result() : Optional.empty()));
    }

    private synchronized void finish(Key key, Optional<byte[]> tile) {
        beingDrawn.remove(key);
        tile.ifPresent(found -> {
            drawn.put(key, found);
            bytes += found.length + ENTRY_BYTES;
            Iterator<byte[]> oldest = drawn.values().iterator();
            while (bytes > bytesMax) {
                bytes -= oldest.next().length + ENTRY_BYTES;
                oldest.remove();
            }
        });
    }

    synchronized long bytes() {
        return bytes;
    }
}
