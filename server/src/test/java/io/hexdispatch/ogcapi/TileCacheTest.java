package io.hexdispatch.ogcapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.ogcapi.TileCache.Key;
import io.hexdispatch.ogcapi.tile.TileCoordinate;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TileCacheTest {
    private final AtomicInteger drawn = new AtomicInteger();

    @Test
    void drawsATileOnceAndKeepsIt() {
        TileCache cache = new TileCache(10_000);
        for (int i = 0; i < 3; i++) {
            assertThat(get(cache, 1, 100)).hasSize(100);
        }
        assertThat(drawn).hasValue(1);
    }

    @Test
    void drawsOnceForAllWhoWait() {
        TileCache cache = new TileCache(10_000);
        Promise<Optional<byte[]>> drawing = Promise.promise();
        Future<Optional<byte[]>> first = cache.get(key(1), () -> draw(drawing));
        Future<Optional<byte[]>> second = cache.get(key(1), () -> draw(drawing));
        drawing.complete(Optional.of(new byte[5]));
        assertThat(first.result().orElseThrow()).isSameAs(second.result().orElseThrow());
        assertThat(drawn).hasValue(1);
    }

    private Future<Optional<byte[]>> draw(Promise<Optional<byte[]>> drawing) {
        drawn.incrementAndGet();
        return drawing.future();
    }

    @Test
    void forgetsWhatWasNotAskedForTheLongest() {
        TileCache cache = new TileCache(3_600);
        get(cache, 1, 1_000);
        get(cache, 2, 1_000);
        get(cache, 3, 1_000);
        get(cache, 1, 1_000);
        get(cache, 4, 1_000);
        assertThat(drawn).hasValue(4);
        assertThat(cache.bytes()).isLessThanOrEqualTo(3_600);
        get(cache, 1, 1_000);
        assertThat(drawn).hasValue(4);
        get(cache, 2, 1_000);
        assertThat(drawn).hasValue(5);
    }

    @Test
    void doesNotHoldATileThatIsLargerThanAll() {
        TileCache cache = new TileCache(3_600);
        assertThat(get(cache, 1, 5_000)).hasSize(5_000);
        assertThat(cache.bytes()).isZero();
    }

    @Test
    void triesAgainAfterAFailure() {
        TileCache cache = new TileCache(3_600);
        assertThat(cache.get(key(1), () -> Future.failedFuture("no")).failed()).isTrue();
        assertThat(get(cache, 1, 10)).hasSize(10);
    }

    private byte[] get(TileCache cache, int column, int size) {
        return cache.get(key(column), () -> {
                    drawn.incrementAndGet();
                    return Future.succeededFuture(Optional.of(new byte[size]));
                })
                .result()
                .orElseThrow();
    }

    private static Key key(int column) {
        return new Key("grids", new TileCoordinate(5, column, 1));
    }
}
