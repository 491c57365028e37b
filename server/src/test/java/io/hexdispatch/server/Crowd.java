package io.hexdispatch.server;

import io.hexdispatch.access.Role;
import io.hexdispatch.wire.CloudEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Many responders at once, each at a terminal that says it has what it is called for and answers twice. */
final class Crowd implements AutoCloseable {
    private static final int CONNECTIONS_MAX = 5_000;

    private final RunningServer city;
    private final Vertx vertx = Vertx.vertx();
    private final WebSocketClient client =
            vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(CONNECTIONS_MAX));
    private final AtomicInteger answers = new AtomicInteger();

    Crowd(RunningServer city) {
        this.city = city;
    }

    /** Connects {@code name-from} until before {@code name-to}. */
    void connect(String name, int from, int to) throws Exception {
        List<Future<WebSocket>> all = new ArrayList<>();
        for (int i = from; i < to; i++) {
            all.add(client.connect(new WebSocketConnectOptions()
                            .setHost("127.0.0.1")
                            .setPort(city.port())
                            .setURI("/ws")
                            .addSubProtocol(CloudEvent.SUBPROTOCOL)
                            .addHeader("Authorization", "Bearer " + city.token(Role.RESPONDER, name + "-" + i)))
                    .map(socket -> {
                        socket.textMessageHandler(text -> take(socket, new JsonObject(text)));
                        return socket;
                    }));
        }
        Future.all(all).toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    /** How many answers were sent. */
    int answers() {
        return answers.get();
    }

    private void take(WebSocket socket, JsonObject message) {
        if (message.getString("type").endsWith("rollcall.called")) {
            send(socket, "acknowledge", message.getString("subject"));
            send(socket, "answer", message.getString("subject"));
            send(socket, "answer", message.getString("subject"));
        }
    }

    private void send(WebSocket socket, String what, String id) {
        int number = what.equals("answer") ? answers.incrementAndGet() : answers.get();
        socket.writeTextMessage(new JsonObject()
                .put("specversion", "1.0")
                .put("id", what + "-" + number)
                .put("source", "/crowd")
                .put("type", CloudEvent.TYPE_PREFIX + "rollcall." + what)
                .put("subject", id)
                .encode());
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
