package io.hexdispatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.security.TokenKey;
import io.hexdispatch.security.Tokens;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Where the power fails between the commit of events and their examination, they are examined afterwards. */
@ExtendWith(VertxExtension.class)
final class DuplicatesCrashIT {
    private static final int PAIRS = 200;
    private static final int KILL_AFTER = 250;
    private static final int UNDER_WAY_MAX = 32;

    private final HttpClient http = HttpClient.newHttpClient();
    private Tokens tokens;

    @Test
    void everyPairThatWasAcknowledgedBeforeTheKillIsProposedAfterIt(Vertx vertx, @TempDir Path data) throws Exception {
        Map<String, String> filed = new ConcurrentHashMap<>();
        try (ServerProcess server = ServerProcess.start("serve", "--port", "0", "--data", data.toString())) {
            int port = server.awaitReady();
            tokens = new Tokens(vertx, TokenKey.in(data));
            List<CompletableFuture<?>> posts = new ArrayList<>();
            List<String> refused = new CopyOnWriteArrayList<>();
            Semaphore underWay = new Semaphore(UNDER_WAY_MAX);
            for (int i = 0; i < 2 * PAIRS && filed.size() < KILL_AFTER; i++) {
                String source = i % 2 == 0 ? "crash-first" : "crash-second";
                underWay.acquire();
                posts.add(post(port, source, i / 2).handle((answer, failure) -> {
                    underWay.release();
                    if (failure != null || answer.statusCode() != 201) {
                        refused.add(failure == null ? answer.body() : failure.toString());
                    } else {
                        JsonObject event = new JsonObject(answer.body());
                        filed.put(event.getString("sourceEventId") + source, event.getString("number"));
                    }
                    return null;
                }));
            }
            assertThat(refused).isEmpty();
            server.kill();
            CompletableFuture.allOf(posts.toArray(CompletableFuture[]::new)).join();
        }
        Set<String> pairs = new HashSet<>();
        for (int pair = 0; pair < PAIRS; pair++) {
            String first = filed.get(pair + "crash-first");
            String second = filed.get(pair + "crash-second");
            if (first != null && second != null) {
                pairs.add(first.compareTo(second) < 0 ? first + second : second + first);
            }
        }
        assertThat(pairs).isNotEmpty();

        try (ServerProcess again = ServerProcess.start("serve", "--port", "0", "--data", data.toString())) {
            int port = again.awaitReady();
            Set<String> proposed = new HashSet<>();
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (!proposed.containsAll(pairs) && System.nanoTime() < deadline) {
                get(port, "/api/v1/duplicates?limit=500").getJsonArray("duplicates").stream()
                        .map(JsonObject.class::cast)
                        .forEach(each -> proposed.add(each.getString("principal") + each.getString("event")));
            }
            assertThat(proposed).containsAll(pairs);
        }
    }

    /** Each pair a hundred metres from the next. */
    private CompletableFuture<HttpResponse<String>> post(int port, String source, int pair) {
        JsonObject report = RunningServer.report(
                source, Integer.toString(pair), "90002", 113.60 + pair % 20 * 0.0011, 34.75 + pair / 20 * 0.0009);
        return http.sendAsync(
                request(port, "/api/v1/events", new Actor(Role.SOURCE, source))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(report.encode()))
                        .build(),
                BodyHandlers.ofString());
    }

    private JsonObject get(int port, String path) throws Exception {
        return new JsonObject(
                http.send(request(port, path, new Actor(Role.ADMIN, "test")).build(), BodyHandlers.ofString())
                        .body());
    }

    private HttpRequest.Builder request(int port, String path, Actor actor) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + tokens.issue(actor, Duration.ofHours(1)));
    }
}
