package io.hexdispatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Role;
import io.hexdispatch.wire.CloudEvent;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A token comes in by many ways, and comes out by none: not in the log, however much is logged, and not in an answer. */
@ExtendWith(RunningServer.Shared.class)
final class TokenSecrecyIT {
    @Test
    void noTokenIsLoggedNorAnswered(RunningServer city) throws Exception {
        String token = city.token(Role.UNIT, RunningServer.unique("secret"));
        String signature = token.substring(token.lastIndexOf('.') + 1);
        PrintStream before = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        level("TRACE");
        try {
            RunningServer.Answer[] answers = {
                city.get("/api/v1/orders", token),
                city.get("/api/v1/orders", token + "x"),
                city.get("/api/v1/tokens", token),
                city.get("/api/v1/orders?access_token=" + token, ""),
                city.get("/nothing/" + token, token),
                city.get("/api/v1/events/" + token, token),
                city.get("/api/v1/events?status=" + token, token),
                city.post("/api/v1/tokens/" + token, token, new JsonObject()),
                city.post(
                        "/api/v1/tokens/revoke",
                        city.token(Role.ADMIN, "li"),
                        new JsonObject().put("id", token).put("reason", "x").put(token, 1)),
                city.get("/open311/v2/requests.json?api_key=" + token, ""),
            };
            for (RunningServer.Answer answer : answers) {
                assertThat(answer.response().body()).doesNotContain(signature);
                assertThat(answer.response().headers().map().toString()).doesNotContain(signature);
            }
            assertThat(closedAfter(city, "bearer." + token + "x", "")).doesNotContain(signature);
            // Netty writes into its log which subprotocols it does not know. The client tells what it asked for itself.
            closedWithoutOurSubprotocol(city, "bearer." + token);
            assertThat(closedAfter(city, "", begin(token + "x")))
                    .startsWith("4401")
                    .doesNotContain(signature);
            assertThat(closedAfter(city, "", token)).startsWith("4401").doesNotContain(signature);
        } finally {
            level("INFO");
            System.setErr(before);
        }
        String logged = log.toString(StandardCharsets.UTF_8);
        assertThat(logged).contains("TRACE").doesNotContain(signature);
    }

    private static String begin(String token) {
        return new JsonObject()
                .put("specversion", "1.0")
                .put("id", "1")
                .put("source", "/test")
                .put("type", CloudEvent.TYPE_PREFIX + "session.begin")
                .put("data", new JsonObject().put("token", token))
                .encode();
    }

    /** How a connection ends that is opened with a subprotocol or begun with a message. */
    private static String closedAfter(RunningServer city, String protocol, String first) throws Exception {
        WebSocketClient client = city.vertx().createWebSocketClient();
        WebSocketConnectOptions options = new WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(city.port())
                .setURI("/ws")
                .addSubProtocol(CloudEvent.SUBPROTOCOL);
        if (!protocol.isEmpty()) {
            options.addSubProtocol(protocol);
        }
        CompletableFuture<String> closed = new CompletableFuture<>();
        client.connect(options)
                .onSuccess(socket -> {
                    socket.closeHandler(done -> closed.complete(socket.closeStatusCode() + " " + socket.closeReason()));
                    send(socket, first);
                })
                .onFailure(refused -> closed.complete(String.valueOf(refused.getMessage())));
        String how = closed.get(20, TimeUnit.SECONDS);
        client.close();
        return how;
    }

    private static void closedWithoutOurSubprotocol(RunningServer city, String protocol) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", city.port())) {
            socket.getOutputStream()
                    .write(("GET /ws HTTP/1.1\r\nHost: 127.0.0.1:" + city.port()
                                    + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: "
                                    + protocol
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 101");
        }
    }

    private static void send(WebSocket socket, String text) {
        if (!text.isEmpty()) {
            socket.writeTextMessage(text);
        }
    }

    /** By reflection, since the logging library is there at run time alone. */
    private static void level(String name) throws ReflectiveOperationException {
        Logger root = LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        Class<?> level = Class.forName("ch.qos.logback.classic.Level");
        root.getClass()
                .getMethod("setLevel", level)
                .invoke(root, level.getField(name).get(null));
    }
}
