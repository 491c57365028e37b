package io.hexdispatch.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.hexdispatch.access.Role;
import io.hexdispatch.source.RateLimit;
import io.hexdispatch.wire.CloudEvent;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who comes too often, from too many places at once, or from another's page. Each test is an address of its own, behind a proxy. */
final class LimitsIT {
    private static final int ADDRESS_BURST = 10;
    private static final int TOKEN_BURST = 6;
    private static final String MAP = "https://map.example.org";
    private static final String OPEN = "/api/v1/openapi.json";

    @TempDir
    private static Path data;

    private static RunningServer city;
    private static WebSocketClient client;

    @BeforeAll
    static void start() throws Exception {
        city = new RunningServer(
                data,
                new Protection(
                        Optional.empty(),
                        Set.of(MAP),
                        Set.of("127.0.0.1"),
                        Optional.of(new RateLimit(3, TOKEN_BURST)),
                        Optional.of(new RateLimit(5, ADDRESS_BURST)),
                        2,
                        3,
                        true));
        client = city.vertx().createWebSocketClient(new WebSocketClientOptions().setMaxConnections(100));
    }

    @AfterAll
    static void stop() {
        city.close();
    }

    private static HttpRequest.Builder from(String address, String path, String token) {
        return city.request(path, token).header("X-Forwarded-For", address);
    }

    private static RunningServer.Answer get(String address, String path, String token) {
        return city.send(from(address, path, token).GET().build());
    }

    private static String unit() {
        return city.token(Role.UNIT, RunningServer.unique("unit"));
    }

    @Test
    void anAddressThatCallsTooOftenIsToldWhenItMayAgain() throws Exception {
        for (int i = 0; i < ADDRESS_BURST; i++) {
            assertThat(get("192.0.2.1", OPEN, "").status()).isEqualTo(200);
        }
        RunningServer.Answer refused = refusedAtLast("192.0.2.1");

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.response().headers().firstValue("Retry-After")).contains("1");
        assertThat(refused.json().getString("detail"))
                .contains("your address may send 5.0 requests a second and 10 at once");
        assertThat(refused.json().getInteger("retryAfterSeconds")).isEqualTo(1);
        assertThat(get("192.0.2.1", "/health/live", "").status()).isEqualTo(200);
        assertThat(get("192.0.2.2", OPEN, "").status()).isEqualTo(200);
        // What an address says of whom it speaks for counts no more than the address itself.
        assertThat(refusedAtLast("192.0.2.99, 192.0.2.1").status()).isEqualTo(429);
        Thread.sleep(1_100);
        assertThat(get("192.0.2.1", OPEN, "").status()).isEqualTo(200);
    }

    private static RunningServer.Answer refusedAtLast(String address) {
        RunningServer.Answer answer = get(address, "/ogc/nothing", "");
        for (int i = 0; answer.status() != 429 && i < ADDRESS_BURST * 10; i++) {
            answer = get(address, "/ogc/nothing", "");
        }
        return answer;
    }

    @Test
    void aTokenThatCallsTooOftenIsToldSoFromWhereverItCalls() {
        String busy = unit();
        RunningServer.Answer answer = get("198.51.100.1", "/api/v1/orders", busy);
        for (int i = 2; answer.status() == 200 && i < 60; i++) {
            answer = get("198.51.100." + i, "/api/v1/orders", busy);
        }

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.response().headers().firstValue("Retry-After")).contains("1");
        assertThat(answer.json().getString("detail")).contains("this token may send 3.0 requests a second");
        assertThat(get("198.51.100.1", "/api/v1/orders", unit()).status()).isEqualTo(200);
    }

    @Test
    void open311SaysSoToo() {
        String key = city.token(Role.SOURCE, RunningServer.unique("app"));
        RunningServer.Answer answer = get("198.51.101.1", "/open311/v2/requests.json?api_key=" + key, "");
        for (int i = 2; answer.status() == 200 && i < 60; i++) {
            answer = get("198.51.101." + i, "/open311/v2/requests.json?api_key=" + key, "");
        }

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.response().headers().firstValue("Retry-After")).contains("1");
    }

    private static WebSocketConnectOptions socket(String address) {
        return new WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(city.port())
                .setURI("/ws")
                .addSubProtocol(CloudEvent.SUBPROTOCOL)
                .addHeader("X-Forwarded-For", address);
    }

    private static WebSocket open(WebSocketConnectOptions options) throws Exception {
        return client.connect(options).toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private static WebSocket open(String address, String token) throws Exception {
        return open(socket(address).addHeader("Authorization", "Bearer " + token));
    }

    private static UpgradeRejectedException refused(WebSocketConnectOptions options) {
        Throwable failure = catchThrowable(() -> open(options)).getCause();
        assertThat(failure).isInstanceOf(UpgradeRejectedException.class);
        return (UpgradeRejectedException) failure;
    }

    @Test
    void aTokenHasNoMoreConnectionsThanItMay() throws Exception {
        String token = unit();
        WebSocket first = open("192.0.2.10", token);
        open("192.0.2.11", token);
        UpgradeRejectedException refused = refused(socket("192.0.2.12").addHeader("Authorization", "Bearer " + token));
        assertThat(refused.getStatus()).isEqualTo(429);
        assertThat(refused.getHeaders().get("Retry-After")).isEqualTo("10");
        assertThat(refused.getBody().toJsonObject().getString("detail")).contains("this token has 2 connections");

        CompletableFuture<String> closed = new CompletableFuture<>();
        WebSocket late = open(socket("192.0.2.13"));
        late.closeHandler(done -> closed.complete(late.closeStatusCode() + " " + late.closeReason()));
        late.writeTextMessage(message("session.begin", new JsonObject().put("token", token)));
        assertThat(closed.get(20, TimeUnit.SECONDS)).startsWith("4429 this token has 2 connections");

        first.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        awaitRoom("192.0.2.12", token);
    }

    /** The server learns of the end of a connection a moment after the client. */
    private static void awaitRoom(String address, String token) throws Exception {
        for (int i = 0; i < 100; i++) {
            try {
                open(address, token);
                return;
            } catch (java.util.concurrent.ExecutionException stillFull) {
                Thread.sleep(200);
            }
        }
        throw new AssertionError("there is no room after a connection ended");
    }

    @Test
    void anAddressHasNoMoreConnectionsThanItMayAlsoOfThoseWhoSayNothing() throws Exception {
        open("192.0.2.20", unit());
        open("192.0.2.20", unit());
        WebSocket silent = open(socket("192.0.2.20"));
        UpgradeRejectedException refused = refused(socket("192.0.2.20").addHeader("Authorization", "Bearer " + unit()));
        assertThat(refused.getStatus()).isEqualTo(429);
        assertThat(refused.getBody().toJsonObject().getString("detail")).contains("your address has 3 connections");
        assertThat(refused(socket("192.0.2.20")).getStatus()).isEqualTo(429);
        open("192.0.2.21", unit());

        silent.close();
        awaitRoom("192.0.2.20", unit());
    }

    private static String message(String type, JsonObject data) {
        return new JsonObject()
                .put("specversion", "1.0")
                .put("id", RunningServer.unique("limited"))
                .put("source", "/test")
                .put("type", CloudEvent.TYPE_PREFIX + type)
                .put("data", data)
                .encode();
    }

    @Test
    void whoSendsMessagesTooOftenIsSlowedDownAndNothingIsLost() throws Exception {
        BlockingQueue<String> answers = new LinkedBlockingQueue<>();
        WebSocket socket = open("192.0.2.30", unit());
        socket.textMessageHandler(answers::add);
        long beganNanos = System.nanoTime();
        int sent = TOKEN_BURST + 9;
        for (int i = 0; i < sent; i++) {
            socket.writeTextMessage(message("order.accept", new JsonObject()));
        }
        for (int i = 0; i < sent; i++) {
            assertThat(answers.poll(20, TimeUnit.SECONDS)).contains("command.refused");
        }

        // Five of the burst were left after the handshake, three a second came back.
        assertThat(Duration.ofNanos(System.nanoTime() - beganNanos)).isGreaterThan(Duration.ofSeconds(2));
    }

    @Test
    void aPageOfAnotherOriginMayNotConnect() throws Exception {
        int port = city.port();
        for (String foreign : new String[] {
            "https://evil.example",
            "null",
            "http://127.0.0.1",
            "http://127.0.0.1:" + (port + 1),
            "http://localhost:" + port,
            MAP + ".evil.example",
            "http://map.example.org",
            ""
        }) {
            UpgradeRejectedException refused = refused(
                    socket("192.0.2.40").addHeader("Origin", foreign).addHeader("Authorization", "Bearer " + unit()));
            assertThat(refused.getStatus()).as(foreign).isEqualTo(403);
        }
        String[] right = {"http://127.0.0.1:" + port, "HTTPS://127.0.0.1:" + port, MAP};
        for (String own : right) {
            open(socket("192.0.2.41").addHeader("Origin", own).addHeader("Authorization", "Bearer " + unit()));
        }
        open(socket("192.0.2.42").setAllowOriginHeader(false).addHeader("Authorization", "Bearer " + unit()));
    }

    @Test
    void browsersAreToldThatPagesOfNamedOriginsMayRead() {
        RunningServer.Answer allowed = city.send(
                from("192.0.2.50", OPEN, "").header("Origin", MAP).GET().build());
        assertThat(allowed.response().headers().firstValue("Access-Control-Allow-Origin"))
                .contains(MAP);
        assertThat(allowed.response().headers().allValues("Vary")).contains("origin");
        assertThat(allowed.response().headers().firstValue("Access-Control-Allow-Credentials"))
                .isEmpty();
        RunningServer.Answer foreign = city.send(from("192.0.2.50", OPEN, "")
                .header("Origin", "https://evil.example")
                .GET()
                .build());
        assertThat(foreign.response().headers().firstValue("Access-Control-Allow-Origin"))
                .isEmpty();

        RunningServer.Answer preflight = city.send(from("192.0.2.50", "/ogc/collections", "")
                .header("Origin", MAP)
                .header("Access-Control-Request-Method", "GET")
                .header("Access-Control-Request-Headers", "authorization")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .build());
        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight
                        .response()
                        .headers()
                        .firstValue("Access-Control-Allow-Headers")
                        .orElse(""))
                .contains("Authorization");
        RunningServer.Answer stranger = city.send(from("192.0.2.50", "/ogc/collections", "")
                .header("Origin", "https://evil.example")
                .header("Access-Control-Request-Method", "GET")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .build());
        assertThat(stranger.status()).isNotEqualTo(204);
        assertThat(stranger.response().headers().firstValue("Access-Control-Allow-Methods"))
                .isEmpty();
    }
}
