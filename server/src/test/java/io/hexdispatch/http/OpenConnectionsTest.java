package io.hexdispatch.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.limit.Headcount;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One address cannot take all connections, not even by saying nothing on them. */
@ExtendWith(VertxExtension.class)
class OpenConnectionsTest {
    private static int listen(Vertx vertx, OpenConnections connections) throws Exception {
        HttpServer server = vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
                .connectionHandler(connections::opened)
                .requestHandler(request -> request.response().end("served"));
        return server.listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS)
                .actualPort();
    }

    /** Whether a connection is answered; one that is not is closed. */
    private static boolean isServed(Socket socket) throws IOException {
        socket.setSoTimeout(20_000);
        try {
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return socket.getInputStream().read() == 'H';
        } catch (IOException reset) {
            return false;
        }
    }

    @Test
    void aConnectionTooManyIsClosedAndOneThatEndsMakesRoom(Vertx vertx) throws Exception {
        int port = listen(vertx, new OpenConnections(new Headcount(2), Set.of()));
        Socket silent = new Socket("127.0.0.1", port);
        try (Socket first = new Socket("127.0.0.1", port)) {
            assertThat(isServed(first)).isTrue();
            try (Socket third = new Socket("127.0.0.1", port)) {
                assertThat(isServed(third)).isFalse();
            }
            silent.close();
            boolean isServed = false;
            for (int i = 0; !isServed && i < 100; i++) {
                try (Socket again = new Socket("127.0.0.1", port)) {
                    isServed = isServed(again);
                }
            }
            assertThat(isServed).isTrue();
        }
    }

    @Test
    void theConnectionsOfAProxyAreNotCounted(Vertx vertx) throws Exception {
        int port = listen(vertx, new OpenConnections(new Headcount(1), Set.of("127.0.0.1")));
        try (Socket first = new Socket("127.0.0.1", port);
                Socket second = new Socket("127.0.0.1", port)) {
            assertThat(isServed(first)).isTrue();
            assertThat(isServed(second)).isTrue();
        }
    }
}
