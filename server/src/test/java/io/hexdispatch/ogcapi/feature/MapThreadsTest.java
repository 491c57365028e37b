package io.hexdispatch.ogcapi.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.flow.RefusedException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MapThreadsTest {
    @Test
    void refusesWhatIsTooMuchAndTakesMoreWhenTheFirstIsDone() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            MapThreads workers = new MapThreads(vertx.createSharedWorkerExecutor("test", 1));
            CountDownLatch release = new CountDownLatch(1);
            List<Future<Integer>> accepted = new ArrayList<>();
            for (int i = 0; i < MapThreads.WAITING_MAX; i++) {
                int number = i;
                accepted.add(workers.run(() -> {
                    release.await();
                    return number;
                }));
            }
            Future<Integer> tooMany = workers.run(() -> -1);
            assertThat(tooMany.failed()).isTrue();
            assertThat(tooMany.cause()).isInstanceOf(RefusedException.class).hasMessageContaining("wait already");
            Future<Integer> goingOn = workers.goOn(() -> 7);

            release.countDown();
            assertThat(wait(goingOn)).isEqualTo(7);
            assertThat(wait(Future.all(accepted)).list()).hasSize(MapThreads.WAITING_MAX);
            assertThat(wait(workers.run(() -> 8))).isEqualTo(8);
        } finally {
            vertx.close();
        }
    }

    private static <T> T wait(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
