package io.hexdispatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.security.TokenKey;
import io.hexdispatch.security.Tokens;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged before a kill -9 is there after it, once, and its orders reach those they are for. */
@ExtendWith(VertxExtension.class)
final class CrashIT {
    private static final String SOURCE = "grid-member";
    private static final int EVENTS = 2_000;
    private static final int KILL_AFTER = 800;
    private static final int UNDER_WAY_MAX = 64;
    private static final String[] CATEGORIES = {"90009", "02014", "90004"};

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void everyAcknowledgedEventIsThereOnceAfterAKillAndEveryOpenOrderReachesItsClient(Vertx vertx, @TempDir Path data)
            throws Exception {
        Map<String, JsonObject> acknowledged = new ConcurrentHashMap<>();
        Tokens tokens;
        try (ServerProcess server = ServerProcess.start("serve", "--port", "0", "--data", data.toString())) {
            int port = server.awaitReady();
            tokens = new Tokens(vertx, TokenKey.in(data));
            String source = tokens.issue(new Actor(Role.SOURCE, SOURCE), Duration.ofHours(1));
            AtomicInteger count = new AtomicInteger();
            CompletableFuture<Void> enough = new CompletableFuture<>();
            List<CompletableFuture<?>> posts = new ArrayList<>();
            Semaphore underWay = new Semaphore(UNDER_WAY_MAX);
            Thread killer = new Thread(() -> {
                enough.join();
                try {
                    server.kill();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            killer.start();
            for (int i = 0; i < EVENTS; i++) {
                String id = "crash-" + i;
                underWay.acquire();
                posts.add(post(port, source, report(id, i)).handle((answer, failure) -> {
                    underWay.release();
                    if (failure == null && answer.statusCode() == 201) {
                        acknowledged.put(id, new JsonObject(answer.body()));
                        if (count.incrementAndGet() == KILL_AFTER) {
                            enough.complete(null);
                        }
                    }
                    return null;
                }));
            }
            CompletableFuture.allOf(posts.toArray(CompletableFuture[]::new)).join();
            enough.complete(null);
            killer.join();
        }
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(KILL_AFTER).hasSizeLessThan(EVENTS);
        assertThat(ServerProcess.runsPostgres(data))
                .as("the kill left PostgreSQL behind")
                .isTrue();

        try (ServerProcess again = ServerProcess.start("serve", "--port", "0", "--data", data.toString())) {
            int port = again.awaitReady();
            Map<String, JsonObject> filed = filed(port, tokens);
            assertThat(filed.keySet()).containsAll(acknowledged.keySet());
            acknowledged.forEach((id, event) -> assertThat(filed.get(id).getString("number"))
                    .as("the number that %s was acknowledged under", id)
                    .isEqualTo(event.getString("number")));
            assertThat(delivered(vertx, port, tokens, filed)).isEqualTo(openOrders(filed));
        }
        assertThat(ServerProcess.runsPostgres(data))
                .as("a clean stop ends PostgreSQL")
                .isFalse();
    }

    private static JsonObject report(String id, int i) {
        // Spread over Gongyi, Xinzheng and the city proper.
        double[][] places = {{113.02, 34.75}, {113.66, 34.42}, {113.66, 34.78}};
        double[] place = places[i % places.length];
        return RunningServer.report(SOURCE, id, CATEGORIES[i % CATEGORIES.length], place[0], place[1]);
    }

    private CompletableFuture<HttpResponse<String>> post(int port, String token, JsonObject report) {
        return http.sendAsync(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/events"))
                        .timeout(Duration.ofSeconds(20))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(report.encode()))
                        .build(),
                BodyHandlers.ofString());
    }

    /** All events of the source by the source's ids; fails where one stands twice. */
    private Map<String, JsonObject> filed(int port, Tokens tokens) throws Exception {
        String admin = tokens.issue(new Actor(Role.ADMIN, "test"), Duration.ofHours(1));
        Map<String, JsonObject> filed = new HashMap<>();
        String path = "/api/v1/events?limit=500";
        while (path != null) {
            JsonObject page = new JsonObject(http.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                    .header("Authorization", "Bearer " + admin)
                                    .build(),
                            BodyHandlers.ofString())
                    .body());
            for (Object element : page.getJsonArray("events")) {
                JsonObject event = (JsonObject) element;
                assertThat(filed.put(event.getString("sourceEventId"), event)).isNull();
            }
            path = page.getString("next");
        }
        return filed;
    }

    private static Set<String> openOrders(Map<String, JsonObject> filed) {
        Set<String> orders = new HashSet<>();
        for (JsonObject event : filed.values()) {
            JsonArray list = event.getJsonArray("orders");
            assertThat(list).isNotEmpty();
            list.forEach(order -> orders.add(((JsonObject) order).getString("id")));
        }
        return orders;
    }

    /** What the units' terminals get when they come back. */
    private static Set<String> delivered(Vertx vertx, int port, Tokens tokens, Map<String, JsonObject> filed) {
        Map<String, Integer> owed = new HashMap<>();
        for (JsonObject event : filed.values()) {
            event.getJsonArray("orders")
                    .forEach(order -> owed.merge(((JsonObject) order).getString("unit"), 1, Integer::sum));
        }
        Set<String> delivered = new HashSet<>();
        owed.forEach((unit, count) -> {
            String token = tokens.issue(new Actor(Role.UNIT, unit), Duration.ofHours(1));
            try (Terminal terminal = Terminal.connect(vertx, port, token)) {
                for (int i = 0; i < count; i++) {
                    assertThat(delivered.add(
                                    terminal.awaitType("order.dispatched").getString("subject")))
                            .as("%s gets each order once", unit)
                            .isTrue();
                }
            }
        });
        return delivered;
    }
}
