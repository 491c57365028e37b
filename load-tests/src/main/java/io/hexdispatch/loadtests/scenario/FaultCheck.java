package io.hexdispatch.loadtests.scenario;

import io.hexdispatch.loadtests.scenario.FaultBooks.Reported;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Holds what the server has after a fault against the books of its clients. */
final class FaultCheck {
    private static final Duration DELIVERED_WITHIN = Duration.ofSeconds(60);
    private static final Set<String> OPEN = Set.of("DISPATCHED", "ACCEPTED", "ON_SCENE");
    private static final int HISTORIES = 300;
    private static final int TOLD_MAX = 5;

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI server;
    private final FaultClients clients;
    private final String token;
    private final List<String> faults = new ArrayList<>();

    /** How much was checked, and what was wrong. */
    record Findings(int events, int orders, int histories, List<String> faults) {}

    FaultCheck(URI server, FaultClients clients, String adminToken) {
        this.server = server;
        this.clients = clients;
        this.token = adminToken;
    }

    /** When nothing is reported any more. */
    Findings check() throws IOException, InterruptedException {
        Map<String, JsonObject> filed = filed();
        Map<String, String> acknowledged = clients.await("the books", () -> {
            faults.addAll(clients.books().faults());
            Map<String, String> numbers = new HashMap<>();
            for (Reported reported : clients.books().all().values()) {
                if (reported.number != null) {
                    numbers.put(reported.id, reported.number);
                }
            }
            return Future.succeededFuture(numbers);
        });
        acknowledged.forEach((id, number) -> {
            JsonObject event = filed.get(id);
            if (event == null) {
                faults.add(id + " was acknowledged as " + number + " and is not there");
            } else if (!event.getString("number").equals(number)) {
                faults.add(id + " was acknowledged as " + number + " and stands as " + event.getString("number"));
            }
        });
        int orders = checkOrders(filed.values());
        int histories = checkHistories(filed.values());
        return new Findings(
                filed.size(), orders, histories, faults.stream().limit(TOLD_MAX).toList());
    }

    /** All events of the run by the source's ids. */
    private Map<String, JsonObject> filed() throws IOException, InterruptedException {
        Map<String, JsonObject> filed = new HashMap<>();
        String path = "/api/v1/events?limit=500";
        while (path != null) {
            JsonObject page = get(path);
            for (Object element : page.getJsonArray("events")) {
                JsonObject event = (JsonObject) element;
                String id = event.getString("sourceEventId");
                if (id.startsWith(clients.run()) && filed.put(id, event) != null) {
                    faults.add(id + " stands twice");
                }
            }
            path = page.getString("next");
        }
        return filed;
    }

    /** Whether each open order has come to its unit, which is connected; what is owed comes within the time given. */
    private int checkOrders(Collection<JsonObject> filed) throws IOException, InterruptedException {
        Set<String> wanted = new TreeSet<>();
        for (JsonObject event : filed) {
            event.getJsonArray("orders").stream()
                    .map(JsonObject.class::cast)
                    .filter(order -> OPEN.contains(order.getString("status")))
                    .forEach(order -> wanted.add(order.getString("id")));
        }
        int count = wanted.size();
        long untilNanos = System.nanoTime() + DELIVERED_WITHIN.toNanos();
        while (true) {
            clients.await("the orders", () -> {
                wanted.removeIf(clients.books()::hasCome);
                return Future.succeededFuture();
            });
            if (wanted.isEmpty() || System.nanoTime() - untilNanos > 0) {
                break;
            }
            Thread.sleep(100);
        }
        if (!wanted.isEmpty()) {
            faults.add(wanted.size() + " orders never came, such as "
                    + wanted.iterator().next());
        }
        return count;
    }

    /** Whether the histories explain the states: each step begins where the one before it ended, and the last ends where it stands. */
    private int checkHistories(Collection<JsonObject> filed) throws IOException, InterruptedException {
        List<JsonObject> sample = new ArrayList<>(filed);
        Collections.shuffle(sample, new Random(1));
        sample = sample.subList(0, Math.min(HISTORIES, sample.size()));
        for (JsonObject listed : sample) {
            JsonObject event = get("/api/v1/events/" + listed.getString("number"));
            Map<String, String> states = new HashMap<>();
            for (Object element : event.getJsonArray("history")) {
                JsonObject step = (JsonObject) element;
                String what = step.getString("order", event.getString("number"));
                String before = states.put(what, step.getString("to"));
                String from = step.getString("from");
                if (from != null && before != null && !from.equals(before)) {
                    faults.add(what + " went on from " + from + " and stood at " + before);
                }
            }
            explain(event.getString("number"), event.getString("status"), states);
            event.getJsonArray("orders").stream()
                    .map(JsonObject.class::cast)
                    .forEach(order -> explain(order.getString("id"), order.getString("status"), states));
        }
        return sample.size();
    }

    private void explain(String what, String status, Map<String, String> states) {
        if (!status.equals(states.get(what))) {
            faults.add(what + " is " + status + " and its history ends with " + states.get(what));
        }
    }

    private JsonObject get(String path) throws IOException, InterruptedException {
        var answer = http.send(
                HttpRequest.newBuilder(server.resolve(path))
                        .timeout(Duration.ofSeconds(30))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(path + ": status " + answer.statusCode() + " " + answer.body());
        }
        return new JsonObject(answer.body());
    }
}
