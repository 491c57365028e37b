package io.hexdispatch.demo;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.security.Tokens;
import io.hexdispatch.wire.CloudEvent;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
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
    private static final JsonObject NOTHING = new JsonObject();
    private static final JsonObject VISIT = new JsonObject().put("method", "visit");
    private static final String LOOPBACK = "127.0.0.1";

    private final Vertx vertx;
    private final Tokens tokens;
    private final int port;
    private final SplittableRandom random;
    private final WebSocketClient client;
    private final HttpClient http;

    DemoTerminals(Vertx vertx, Tokens tokens, HttpClient http, int port, boolean isTls, SplittableRandom random) {
        this.vertx = vertx;
        this.tokens = tokens;
        this.port = port;
        this.random = random;
        this.http = http;
        this.client = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setSsl(isTls)
                .setTrustAll(isTls)
                .setVerifyHost(!isTls)
                .setMaxConnections(TERMINALS_MAX)
                .setMaxFrameSize(MESSAGE_BYTES_MAX)
                .setMaxMessageSize(MESSAGE_BYTES_MAX));
    }

    void open(Actor actor) {
        String token = tokens.issue(actor, TOKENS_VALID);
        client.connect(new WebSocketConnectOptions()
                        .setHost(LOOPBACK)
                        .setPort(port)
                        .setURI("/ws")
                        .addSubProtocol(CloudEvent.SUBPROTOCOL)
                        .addHeader("Authorization", "Bearer " + token))
                .onSuccess(socket -> {
                    socket.textMessageHandler(text -> receive(socket, actor, new JsonObject(text)));
                    if (actor.role() == Role.UNIT) {
                        resume(socket, token);
                    }
                });
    }

    /** Goes on with what was accepted before the server stopped: only unacknowledged orders come by themselves. */
    private void resume(WebSocket socket, String token) {
        http.request(HttpMethod.GET, port, LOOPBACK, "/api/v1/orders")
                .compose(request ->
                        request.putHeader("Authorization", "Bearer " + token).send())
                .compose(HttpClientResponse::body)
                .onSuccess(body ->
                        body.toJsonObject().getJsonArray("orders").forEach(order -> work(socket, (JsonObject) order)));
    }

    /** The next step with an order: to accept it, to arrive, to complete it. */
    private void work(WebSocket socket, JsonObject order) {
        switch (order.getString("status")) {
            case "DISPATCHED" -> later(socket, "order.accept", order.getString("id"));
            case "ACCEPTED" -> later(socket, "order.arrive", order.getString("id"));
            case "ON_SCENE" -> later(socket, "order.complete", order.getString("id"));
            default -> {}
        }
    }

    private void receive(WebSocket socket, Actor actor, JsonObject message) {
        String type = message.getString("type").substring(CloudEvent.TYPE_PREFIX.length());
        JsonObject data = message.getJsonObject("data");
        switch (type) {
            case "order.dispatched" -> {
                send(socket, "order.acknowledge", message.getString("subject"), NOTHING);
                work(socket, data.getJsonObject("order"));
            }
            case "order.changed" -> work(socket, data.getJsonObject("order"));
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
            case "RESOLVED" -> later(socket, "event.verify", event.getString("number"), VISIT);
            case "VERIFIED" -> later(socket, "event.close", event.getString("number"));
            default -> {}
        }
    }

    private void later(WebSocket socket, String type, String subject) {
        later(socket, type, subject, NOTHING);
    }

    private void later(WebSocket socket, String type, String subject, JsonObject data) {
        vertx.setTimer(random.nextLong(PAUSE_MILLIS_MIN, PAUSE_MILLIS_MAX), timer -> send(socket, type, subject, data));
    }

    private static void send(WebSocket socket, String type, String subject, JsonObject data) {
        if (!socket.isClosed()) {
            socket.writeTextMessage(new JsonObject()
                    .put("specversion", "1.0")
                    .put("id", UUID.randomUUID().toString())
                    .put("source", "/demonstration")
                    .put("type", CloudEvent.TYPE_PREFIX + type)
                    .put("subject", subject)
                    .put("data", data)
                    .encode());
        }
    }
}
