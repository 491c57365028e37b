package io.hexdispatch.loadtests.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoopbackProxyTest {
    private final Vertx vertx = Vertx.vertx();
    private final BlockingQueue<String> echoed = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private LoopbackProxy proxy;
    private NetSocket client;

    @BeforeEach
    void connect() {
        URI server = await(vertx.createNetServer()
                .connectHandler(socket -> socket.handler(socket::write))
                .listen(0, "127.0.0.1")
                .map(listening -> URI.create("http://127.0.0.1:" + listening.actualPort())));
        proxy = new LoopbackProxy(vertx, server, 1);
        URI way = await(proxy.listen());
        client = await(vertx.createNetClient().connect(way.getPort(), way.getHost()));
        client.handler(part -> echoed.add(part.toString()));
        client.closeHandler(done -> closed.complete(null));
    }

    @AfterEach
    void close() {
        await(vertx.close());
    }

    @Test
    void passesEverythingInOrderHoweverSlow() throws InterruptedException {
        proxy.delay(20);
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            client.write(Buffer.buffer(i + " "));
            all.append(i).append(' ');
        }
        StringBuilder came = new StringBuilder();
        while (came.length() < all.length()) {
            came.append(echoed.poll(10, TimeUnit.SECONDS));
        }
        assertThat(came).hasToString(all.toString());
    }

    @Test
    void cutsOff() throws Exception {
        client.write("hello");
        assertThat(echoed.poll(10, TimeUnit.SECONDS)).isEqualTo("hello");
        assertThat(proxy.cut(1)).isEqualTo(1);
        closed.get(10, TimeUnit.SECONDS);
    }

    @Test
    void goesSilentWithoutAWord() throws Exception {
        client.write("hello");
        assertThat(echoed.poll(10, TimeUnit.SECONDS)).isEqualTo("hello");
        assertThat(proxy.silence()).isEqualTo(1);

        client.write("is anybody there?");

        assertThat(echoed.poll(300, TimeUnit.MILLISECONDS)).isNull();
        assertThat(closed).isNotDone();
        proxy.endSilent();
        closed.get(10, TimeUnit.SECONDS);
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
