package io.hexdispatch.demo;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.security.Tokens;
import io.hexdispatch.wire.CloudEvent;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.UUID;

/** Terminals of units and centres that work whatever comes, at a human pace. */
final class DemoTerminals {
    private static final Duration TOKENS_VALID = Duration.ofDays(365);
    private static final long PAUSE_MILLIS_MIN = 1_500;
    private static final long PAUSE_MILLIS_MAX = 9_000;
    private static final int MESSAGE_BYTES_MAX = 1024 * 1024;
    private static final int TERMINALS_MAX = 1_000;

    private final Vertx vertx;
    private final Tokens tokens;
    private final int port;
    private final SplittableRandom random;
    private final WebSocketClient client;

    DemoTerminals(Vertx vertx, Tokens tokens, int port, SplittableRandom random) {
        this.vertx = vertx;
        this.tokens = tokens;
        this.port = port;
        this.random = random;
        this.client = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setMaxConnections(TERMINALS_MAX)
                .setMaxFrameSize(MESSAGE_BYTES_MAX)
                .setMaxMessageSize(MESSAGE_BYTES_MAX));
    }

    void open(Actor actor) {
        client.connect(new WebSocketConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(port)
                        .setURI("/ws")
                        .addSubProtocol(CloudEvent.SUBPROTOCOL)
                        .addHeader("Authorization", "Bearer " + tokens.issue(actor, TOKENS_VALID)))
                .onSuccess(socket -> socket.textMessageHandler(text -> receive(socket, actor, new JsonObject(text))));
    }

    private void receive(WebSocket socket, Actor actor, JsonObject message) {
        String type = message.getString("type").substring(CloudEvent.TYPE_PREFIX.length());
        JsonObject data = message.getJsonObject("data");
        switch (type) {
            case "order.dispatched" -> {
                send(socket, "order.acknowledge", message.getString("subject"));
                later(socket, "order.accept", message.getString("subject"));
            }
            case "order.changed" -> {
                switch (data.getJsonObject("order").getString("status")) {
                    case "ACCEPTED" -> later(socket, "order.arrive", message.getString("subject"));
                    case "ON_SCENE" -> later(socket, "order.complete", message.getString("subject"));
                    default -> {}
                }
            }
            case "event.changed", "event.waiting" -> {
                if (actor.role() == Role.CENTRE) {
                    review(socket, data.getJsonObject("event"));
                }
            }
            default -> {}
        }
    }

    private void review(WebSocket socket, JsonObject event) {
        switch (event.getString("status")) {
            case "RESOLVED" -> later(socket, "event.verify", event.getString("number"));
            case "VERIFIED" -> later(socket, "event.close", event.getString("number"));
            default -> {}
        }
    }

    private void later(WebSocket socket, String type, String subject) {
        vertx.setTimer(random.nextLong(PAUSE_MILLIS_MIN, PAUSE_MILLIS_MAX), timer -> send(socket, type, subject));
    }

    private static void send(WebSocket socket, String type, String subject) {
        if (!socket.isClosed()) {
            socket.writeTextMessage(new JsonObject()
                    .put("specversion", "1.0")
                    .put("id", UUID.randomUUID().toString())
                    .put("source", "/demonstration")
                    .put("type", CloudEvent.TYPE_PREFIX + type)
                    .put("subject", subject)
                    .encode());
        }
    }
}
