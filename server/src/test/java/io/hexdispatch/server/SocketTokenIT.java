package io.hexdispatch.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hexdispatch.access.Role;
import io.hexdispatch.wire.CloudEvent;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How a client may say who it is: in a header, beside the subprotocol, or first of all; and not in the address. */
@ExtendWith(RunningServer.Shared.class)
final class SocketTokenIT {
    private static WebSocketClient client;

    @AfterAll
    static void closeClient() {
        if (client != null) {
            client.close();
        }
    }

    private record Session(WebSocket socket, BlockingQueue<JsonObject> inbox, CompletableFuture<String> closed) {
        String awaitClose() throws Exception {
            return closed.get(20, TimeUnit.SECONDS);
        }

        JsonObject await(String type) throws InterruptedException {
            JsonObject message = inbox.poll(20, TimeUnit.SECONDS);
            while (message != null && !message.getString("type").equals(CloudEvent.TYPE_PREFIX + type)) {
                message = inbox.poll(20, TimeUnit.SECONDS);
            }
            assertThat(message).as(type).isNotNull();
            return message;
        }
    }

    private static WebSocketConnectOptions to(RunningServer city) {
        return new WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(city.port())
                .setURI("/ws")
                .addSubProtocol(CloudEvent.SUBPROTOCOL);
    }

    private static Session open(RunningServer city, WebSocketConnectOptions options) throws Exception {
        if (client == null) {
            client = city.vertx()
                    .createWebSocketClient(new WebSocketClientOptions()
                            .setMaxConnections(100)
                            .setMaxFrameSize(1 << 20)
                            .setMaxMessageSize(1 << 20));
        }
        return client.connect(options)
                .map(socket -> {
                    Session session = new Session(socket, new LinkedBlockingQueue<>(), new CompletableFuture<>());
                    socket.textMessageHandler(text -> session.inbox().add(new JsonObject(text)));
                    socket.closeHandler(
                            done -> session.closed().complete(socket.closeStatusCode() + " " + socket.closeReason()));
                    return session;
                })
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    private static String begin(String token) {
        return message("session.begin", new JsonObject().put("token", token));
    }

    private static String message(String type, JsonObject data) {
        return new JsonObject()
                .put("specversion", "1.0")
                .put("id", RunningServer.unique("first"))
                .put("source", "/test")
                .put("type", CloudEvent.TYPE_PREFIX + type)
                .put("data", data)
                .encode();
    }

    /** A command that is refused, by whose refusal a client knows that it is served. */
    private static void assertServed(Session session) throws InterruptedException {
        session.socket().writeTextMessage(message("order.accept", new JsonObject()));
        session.await("command.refused");
        session.socket().close();
    }

    @Test
    void aBrowserSendsItBesideTheSubprotocol(RunningServer city) throws Exception {
        Session session =
                open(city, to(city).addSubProtocol("bearer." + city.token(Role.UNIT, RunningServer.unique("unit"))));

        assertThat(session.socket().subProtocol()).isEqualTo(CloudEvent.SUBPROTOCOL);
        assertServed(session);
    }

    @Test
    void aWrongOneBesideTheSubprotocolIsRefusedAtTheHandshake(RunningServer city) {
        assertThatThrownBy(() -> open(city, to(city).addSubProtocol("bearer.eyJ.eyJ.x")))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(UpgradeRejectedException.class, refused -> assertThat(refused.getStatus())
                        .isEqualTo(401));
    }

    @Test
    void itMayBeTheFirstMessageAndWhatComesBehindItWaits(RunningServer city) throws Exception {
        Session session = open(city, to(city));
        session.socket().writeTextMessage(begin(city.token(Role.UNIT, RunningServer.unique("unit"))));

        assertServed(session);
    }

    @Test
    void whoSendsSomethingElseFirstIsLetGo(RunningServer city) throws Exception {
        String token = city.token(Role.UNIT, RunningServer.unique("unit"));
        for (String first : new String[] {
            "",
            "hello",
            "[]",
            "{}",
            message("order.accept", new JsonObject()),
            message("session.begin", new JsonObject()),
            message("session.begin", new JsonObject().put("token", 7)),
            begin(token).replace("1.0", "0.3")
        }) {
            Session session = open(city, to(city));
            session.socket().writeTextMessage(first);
            assertThat(session.awaitClose()).as(first).startsWith("4401 send the token first");
        }
    }

    @Test
    void whoSendsAWrongOneIsLetGoWithTheReason(RunningServer city) throws Exception {
        Session wrong = open(city, to(city));
        wrong.socket().writeTextMessage(begin("eyJ.eyJ.x"));
        assertThat(wrong.awaitClose()).startsWith("4401 the token is not one of this server's");

        Session source = open(city, to(city));
        source.socket().writeTextMessage(begin(city.token(Role.SOURCE, "12345")));
        assertThat(source.awaitClose()).startsWith("4403 a source has nothing to do");

        Session long_ = open(city, to(city));
        long_.socket().writeTextMessage(begin("x".repeat(9_000)));
        assertThat(long_.awaitClose()).startsWith("1009");
    }

    @Test
    void whoSendsNothingIsLetGoAfterSomeSeconds(RunningServer city) throws Exception {
        Session session = open(city, to(city));

        assertThat(session.awaitClose()).isEqualTo("4401 no token came within 5 s");
    }

    @Test
    void itDoesNotBelongInTheAddress(RunningServer city) {
        String token = city.token(Role.UNIT, "gas");
        for (String path : new String[] {"/ws", "/api/v1/orders", "/ogc/collections", "/open311/v2/requests.json"}) {
            RunningServer.Answer answer = city.get(path + "?access_token=" + token, "");
            assertThat(answer.status()).as(path).isEqualTo(400);
            assertThat(answer.json().getString("detail"))
                    .contains("Authorization: Bearer TOKEN", "bearer.TOKEN", "revoked")
                    .doesNotContain(token);
        }
        assertThatThrownBy(() -> open(city, to(city).setURI("/ws?access_token=" + token)))
                .cause()
                .isInstanceOf(UpgradeRejectedException.class);
    }

    @Test
    void withoutOneAPlainRequestIsRefused(RunningServer city) {
        assertThat(city.get("/ws", "").status()).isEqualTo(401);
        assertThat(city.get("/ws", city.token(Role.UNIT, "gas")).status()).isEqualTo(426);
        assertThat(city.get("/ws", city.token(Role.SOURCE, "12345")).status()).isEqualTo(403);
    }
}
