package io.hexdispatch.server;

import io.hexdispatch.wire.CloudEvent;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A dispatch client at the end of a WebSocket. What it waits for it finds among what came, or fails after some seconds. */
final class Terminal implements AutoCloseable {
    private static final long WAIT_SECONDS_MAX = 20;

    private final WebSocketClient client;
    private final WebSocket socket;
    private final BlockingQueue<JsonObject> inbox = new LinkedBlockingQueue<>();
    private final Map<String, String> sent = new ConcurrentHashMap<>();
    private final Queue<Throwable> faults = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Short> closed = new CompletableFuture<>();

    private Terminal(WebSocketClient client, WebSocket socket) {
        this.client = client;
        this.socket = socket;
        socket.textMessageHandler(this::receive);
        socket.closeHandler(done -> closed.complete(socket.closeStatusCode()));
        socket.exceptionHandler(failure -> {});
        socket.resume();
    }

    static Terminal connect(Vertx vertx, int port, String token) {
        WebSocketClient client = vertx.createWebSocketClient(
                new WebSocketClientOptions().setMaxFrameSize(1 << 20).setMaxMessageSize(1 << 20));
        try {
            return client.connect(new WebSocketConnectOptions()
                            .setHost("127.0.0.1")
                            .setPort(port)
                            .setURI("/ws")
                            .addSubProtocol(CloudEvent.SUBPROTOCOL)
                            .addHeader("Authorization", "Bearer " + token))
                    // Nothing may be lost between the handshake and the handlers.
                    .map(socket -> {
                        socket.pause();
                        return new Terminal(client, socket);
                    })
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(WAIT_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("no connection", e);
        }
    }

    private void receive(String text) {
        JsonObject message = new JsonObject(text);
        inbox.add(message);
        try {
            Contract.checkFromServer(text);
            String carriedOut = message.getString("type").endsWith("command.done")
                    ? sent.get(message.getJsonObject("data").getString("command"))
                    : null;
            if (carriedOut != null) {
                Contract.checkCarriedOut(carriedOut);
            }
        } catch (AssertionError | RuntimeException notAsDescribed) {
            faults.add(notAsDescribed);
        }
    }

    private void checkFaults() {
        if (!faults.isEmpty()) {
            throw new AssertionError("what went over the socket is not as described", faults.peek());
        }
    }

    WebSocket socket() {
        return socket;
    }

    /** Sends a command and gives its answer: done or refused. */
    JsonObject command(String type, String subject, JsonObject data) {
        String id = send(type, subject, data);
        return await(message -> id.equals(message.getJsonObject("data").getString("command")));
    }

    /** Sends a command whose answer nobody waits for. */
    String send(String type, String subject, JsonObject data) {
        String id = RunningServer.unique("command");
        JsonObject message = new JsonObject()
                .put("specversion", "1.0")
                .put("id", id)
                .put("source", "/test")
                .put("type", CloudEvent.TYPE_PREFIX + type)
                .put("data", data);
        if (!subject.isEmpty()) {
            message.put("subject", subject);
        }
        String text = message.encode();
        sent.put(id, text);
        sendText(text);
        return id;
    }

    void sendText(String text) {
        socket.writeTextMessage(text);
    }

    JsonObject awaitType(String type) {
        return await(message -> message.getString("type").equals(CloudEvent.TYPE_PREFIX + type));
    }

    JsonObject await(Predicate<JsonObject> wanted) {
        List<JsonObject> others = new ArrayList<>();
        try {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS_MAX);
            while (true) {
                JsonObject message = inbox.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (message == null) {
                    throw new AssertionError("the message that was waited for did not come; others: " + others);
                }
                if (wanted.test(message)) {
                    checkFaults();
                    return message;
                }
                others.add(message);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Everything that came and was not waited for, so far. */
    List<JsonObject> drain() {
        List<JsonObject> messages = new ArrayList<>();
        inbox.drainTo(messages);
        checkFaults();
        return messages;
    }

    /** Why it was closed, once it is. */
    String closeReason() {
        return socket.closeReason();
    }

    /** The code with which the server closes the connection. */
    short awaitClose() throws Exception {
        Short code = closed.get(WAIT_SECONDS_MAX, TimeUnit.SECONDS);
        return code == null ? -1 : code;
    }

    @Override
    public void close() {
        socket.close();
        try {
            closed.get(WAIT_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("the socket does not close", e);
        }
        client.close();
    }
}
