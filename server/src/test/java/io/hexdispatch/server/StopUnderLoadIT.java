package io.hexdispatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.security.TokenKey;
import io.hexdispatch.security.Tokens;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is asked to stop finishes what it has taken. */
class StopUnderLoadIT {
    private static final String SOURCE = "12345";
    private static final int CALLERS = 8;
    private static final int LINES = 3_000;

    private final Vertx vertx = Vertx.vertx();
    // Over HTTP/2 the JDK's client gives up what is under way when the server says that it takes nothing more.
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void whatWasAnsweredIsThereWhatWasUnderWayIsAnsweredAndClientsAreTold(@TempDir Path data) throws Exception {
        Queue<String> answered = new ConcurrentLinkedQueue<>();
        HttpResponse<String> lot;
        try (ServerProcess server = ServerProcess.start("serve", "--port", "0", "--data", data.toString())) {
            int port = server.awaitReady();
            String token = token(data, Role.SOURCE, SOURCE);
            Terminal centre = Terminal.connect(vertx, port, token(data, Role.CENTRE, "410100"));
            // Long under way, and certainly begun when its first events are told of.
            CompletableFuture<HttpResponse<String>> underWay = http.sendAsync(
                    request(port, token, "application/x-ndjson")
                            .POST(BodyPublishers.ofString(lines()))
                            .build(),
                    BodyHandlers.ofString());
            List<Thread> callers = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                Thread thread = new Thread(new Caller(port, token, caller, answered), "caller-" + caller);
                thread.start();
                callers.add(thread);
            }
            centre.awaitType("event.filed");
            assertThat(underWay).isNotDone();

            assertThat(server.stop()).isIn(0, 143);

            lot = underWay.get(20, TimeUnit.SECONDS);
            for (Thread caller : callers) {
                caller.join(TimeUnit.SECONDS.toMillis(20));
            }
            assertThat(centre.awaitClose()).isEqualTo((short) 1001);
            assertThat(server.output()).contains("Stopped; nothing acknowledged is lost.");
        }
        assertThat(lot.statusCode()).isEqualTo(200);
        JsonObject summary = new JsonObject(lot.body());
        assertThat(summary.getInteger("filed")).isEqualTo(LINES);
        assertThat(answered).isNotEmpty();

        try (ServerProcess again = ServerProcess.start("serve", "--port", "0", "--data", data.toString())) {
            int port = again.awaitReady();
            String admin = token(data, Role.ADMIN, "test");
            for (String number : answered) {
                assertThat(status(port, admin, number)).as(number).isEqualTo(200);
            }
            String last = summary.getJsonArray("results")
                    .getJsonObject(LINES - 1)
                    .getJsonObject("event")
                    .getString("number");
            assertThat(status(port, admin, last)).isEqualTo(200);
        }
    }

    /** Reports events one after another until the server is no more. */
    private final class Caller implements Runnable {
        private final int port;
        private final String token;
        private final int caller;
        private final Queue<String> answered;

        Caller(int port, String token, int caller, Queue<String> answered) {
            this.port = port;
            this.token = token;
            this.caller = caller;
            this.answered = answered;
        }

        @Override
        public void run() {
            for (int i = 0; ; i++) {
                try {
                    HttpResponse<String> answer = http.send(
                            request(port, token, "application/json")
                                    .POST(BodyPublishers.ofString(report("stop-" + caller + "-" + i)))
                                    .build(),
                            BodyHandlers.ofString());
                    if (answer.statusCode() == 201) {
                        answered.add(new JsonObject(answer.body()).getString("number"));
                    }
                } catch (IOException noMore) {
                    return;
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    private static HttpRequest.Builder request(int port, String token, String type) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/events"))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", type);
    }

    private int status(int port, String token, String number) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/events/" + number))
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    private static String report(String id) {
        return RunningServer.report(SOURCE, id, "90009", 113.02, 34.75).encode();
    }

    private static String lines() {
        return IntStream.range(0, LINES).mapToObj(i -> report("lot-" + i)).collect(Collectors.joining("\n"));
    }

    private String token(Path data, Role role, String id) throws IOException {
        return new Tokens(vertx, TokenKey.in(data)).issue(new Actor(role, id), Duration.ofHours(1));
    }
}
