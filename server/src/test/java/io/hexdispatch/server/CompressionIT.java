package io.hexdispatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Role;
import io.hexdispatch.wire.CloudEvent;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Messages are compressed for who offers it, without anything being kept between them, and nobody inflates what he should not. */
@ExtendWith(RunningServer.Shared.class)
final class CompressionIT {
    private static final int BOMB_BYTES = 40 * 1024 * 1024;
    private static final String REFUSED =
            "{\"specversion\":\"1.0\",\"id\":\"c1\",\"source\":\"/test\",\"type\":\"io.hexdispatch.x\",\"data\":{\"x\":\"%s\"}}";

    private static WebSocketClient client(RunningServer city, boolean offers) {
        return city.vertx()
                .createWebSocketClient(new WebSocketClientOptions()
                        .setTryUsePerMessageCompression(offers)
                        .setCompressionAllowClientNoContext(true)
                        .setMaxFrameSize(2 * BOMB_BYTES)
                        .setMaxMessageSize(2 * BOMB_BYTES));
    }

    private static WebSocket connect(RunningServer city, WebSocketClient client) throws Exception {
        return client.connect(new WebSocketConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(city.port())
                        .setURI("/ws")
                        .addSubProtocol(CloudEvent.SUBPROTOCOL)
                        .addHeader("Authorization", "Bearer " + city.token(Role.UNIT, RunningServer.unique("unit"))))
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    @Test
    void whoOffersItGetsItWithoutContext(RunningServer city) throws Exception {
        WebSocketClient client = client(city, true);
        WebSocket socket = connect(city, client);
        assertThat(socket.headers().get("Sec-WebSocket-Extensions"))
                .startsWith("permessage-deflate")
                .contains("server_no_context_takeover", "client_no_context_takeover");
        BlockingQueue<String> answers = new LinkedBlockingQueue<>();
        socket.textMessageHandler(answers::add);
        for (int i = 0; i < 20; i++) {
            socket.writeTextMessage(String.format(REFUSED, "a".repeat(i * 3_000)));
            assertThat(answers.poll(20, TimeUnit.SECONDS)).contains("command.refused", "\"command\":\"c1\"");
        }
        client.close();
    }

    @Test
    void whoDoesNotOfferItGetsNone(RunningServer city) throws Exception {
        WebSocketClient client = client(city, false);

        assertThat(connect(city, client).headers().contains("Sec-WebSocket-Extensions"))
                .isFalse();
        client.close();
    }

    /** 40 MiB of the same letter are 40 KiB when they are deflated. */
    @Test
    void aMessageIsAtMostAsLargeWhenItIsInflated(RunningServer city) throws Exception {
        WebSocketClient client = client(city, true);
        WebSocket socket = connect(city, client);
        CompletableFuture<String> closed = new CompletableFuture<>();
        socket.closeHandler(done -> closed.complete(socket.closeStatusCode() + " " + socket.closeReason()));
        socket.exceptionHandler(failure -> {});
        socket.writeTextMessage("a".repeat(BOMB_BYTES));

        assertThat(closed.get(20, TimeUnit.SECONDS)).startsWith("1009 a message is at most 65536 bytes, also when");
        client.close();
    }
}
