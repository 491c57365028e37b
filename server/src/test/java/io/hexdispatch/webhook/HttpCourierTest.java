package io.hexdispatch.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hexdispatch.flow.Courier.Answer;
import io.hexdispatch.flow.Outbox.Owed;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Over real sockets to a server that does what receivers do at their worst. */
class HttpCourierTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private final Vertx vertx = Vertx.vertx();
    private final List<String> visited = new CopyOnWriteArrayList<>();
    private final List<Map<String, String>> headers = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private HttpCourier courier;

    @BeforeEach
    void start() throws Exception {
        server = vertx.createHttpServer()
                .requestHandler(request -> {
                    visited.add(request.path());
                    request.body().onSuccess(body -> {
                        bodies.add(body.toString());
                        headers.add(Map.of(
                                "type", request.getHeader("Content-Type"),
                                "id", request.getHeader("webhook-id"),
                                "timestamp", request.getHeader("webhook-timestamp"),
                                "signature", request.getHeader("webhook-signature")));
                        switch (request.path()) {
                            case "/taken" ->
                                request.response().setStatusCode(204).end();
                            case "/busy" ->
                                request.response()
                                        .setStatusCode(503)
                                        .putHeader("Retry-After", "17")
                                        .end();
                            case "/moved" ->
                                request.response()
                                        .setStatusCode(302)
                                        .putHeader("Location", "/taken")
                                        .end();
                            case "/endless" -> {
                                request.response().setChunked(true).setStatusCode(200);
                                vertx.setPeriodic(1, timer -> {
                                    if (request.response().closed()) {
                                        vertx.cancelTimer(timer);
                                    } else {
                                        request.response().write("x".repeat(8_192));
                                    }
                                });
                            }
                            case "/cut" -> request.connection().close();
                            case "/silent" -> {}
                            default -> request.response().setStatusCode(410).end();
                        }
                    });
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        courier = new HttpCourier(vertx, Duration.ofMillis(700));
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void postsACloudEventWithASignatureThatItsReceiverCanCheck() throws Exception {
        assertThat(take("/taken").status()).isEqualTo(204);
        assertThat(bodies).containsExactly("{\"specversion\":\"1.0\",\"text\":\"超时\"}");
        assertThat(headers.get(0))
                .containsEntry("type", "application/cloudevents+json; charset=UTF-8")
                .containsEntry("id", "message-1")
                .containsEntry("timestamp", Long.toString(NOW.getEpochSecond()))
                .containsEntry("signature", Signature.of(SECRET, "message-1", NOW, bodies.get(0)));
    }

    @Test
    void givesWhatWasAnsweredAndHowLongToWait() throws Exception {
        assertThat(take("/busy")).satisfies(answer -> {
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.retryAfter()).contains(Duration.ofSeconds(17));
        });
        assertThat(take("/elsewhere").status()).isEqualTo(410);
    }

    @Test
    void followsNoRedirection() throws Exception {
        assertThat(take("/moved").status()).isEqualTo(302);
        assertThat(visited).containsExactly("/moved");
    }

    @Test
    void failsWhereNoAnswerComes() throws Exception {
        assertThatThrownBy(() -> take("/silent")).isNotNull();
        assertThatThrownBy(() -> take("/cut")).isNotNull();
        int nobody;
        try (ServerSocket free = new ServerSocket(0)) {
            nobody = free.getLocalPort();
        }
        assertThatThrownBy(() -> takeFrom("http://127.0.0.1:" + nobody + "/")).isNotNull();
        assertThatThrownBy(() -> takeFrom("http://no such host/")).isNotNull();
        assertThat(take("/taken").status()).as("the next one").isEqualTo(204);
    }

    @Test
    void readsNoAnswerWithoutEnd() throws Exception {
        for (int i = 0; i < 20; i++) {
            assertThat(take("/endless").status()).isEqualTo(200);
        }
        assertThat(take("/taken").status()).isEqualTo(204);
    }

    private Answer take(String path) throws Exception {
        return takeFrom("http://127.0.0.1:" + server.actualPort() + path);
    }

    private Answer takeFrom(String url) throws Exception {
        return courier.take(
                        new Owed(
                                "message-1", "commission", url, SECRET, "{\"specversion\":\"1.0\",\"text\":\"超时\"}", 0),
                        NOW)
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }
}
