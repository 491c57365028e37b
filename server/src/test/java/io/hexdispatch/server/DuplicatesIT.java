package io.hexdispatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Role;
import io.hexdispatch.server.RunningServer.Answer;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same burst pipe, reported by the hotline, by a citizen and by a sensor. */
@ExtendWith({VertxExtension.class, RunningServer.Shared.class})
final class DuplicatesIT {
    private static final String PIPE_BURST = "90002";
    private static final double METRES_NORTH = 1 / 111_195.0;
    /** Each test has a place of its own, a kilometre from the next. */
    private static final AtomicInteger PLACES = new AtomicInteger();

    private final double longitude = 113.58 + 0.01 * PLACES.getAndIncrement();
    private final double latitude = 34.80;

    @Test
    void threeReportsOfOnePipeAreProposedAndBecomeOne(RunningServer city) {
        String admin = city.token(Role.ADMIN, "wang");
        String hotline;
        String citizen;
        String sensor;
        JsonObject ofCitizen;
        JsonObject ofSensor;
        try (Terminal centre = city.terminal(Role.CENTRE, "410100")) {
            hotline = file(city, "dup-hotline", 0);
            citizen = file(city, "dup-citizen", 30);
            ofCitizen = proposed(centre, citizen);
            sensor = file(city, "dup-sensor", 45);
            ofSensor = proposed(centre, sensor);
        }
        assertThat(ofCitizen.getString("principal")).isEqualTo(hotline);
        assertThat(ofCitizen.getString("state")).isEqualTo("PROPOSED");
        assertThat(ofCitizen.getDouble("metres")).isBetween(29.0, 31.0);
        assertThat(ofCitizen.getInteger("confidencePercent")).isBetween(60, 75);
        assertThat(ofSensor.getString("principal"))
                .as("the first of all that it is like, not the nearest")
                .isEqualTo(hotline);
        assertThat(ids(city.get("/api/v1/duplicates?limit=500", city.token(Role.CENTRE, "410100"))))
                .contains(ofCitizen.getLong("id"), ofSensor.getLong("id"));

        Answer merged = city.post("/api/v1/duplicates/" + ofCitizen.getLong("id") + "/merge", admin, new JsonObject());
        assertThat(merged.status()).as(merged.response().body()).isEqualTo(200);
        assertThat(merged.json().getString("state")).isEqualTo("MERGED");
        assertThat(merged.json().getJsonObject("settledBy").getString("id")).isEqualTo("wang");
        Answer again = city.post("/api/v1/duplicates/" + ofCitizen.getLong("id") + "/merge", admin, new JsonObject());
        assertThat(again.status()).as(again.response().body()).isEqualTo(200);

        JsonObject principal = event(city, hotline);
        JsonObject taken = event(city, citizen);
        assertThat(principal.getJsonArray("merged")).containsExactly(citizen);
        assertThat(taken.getString("status")).isEqualTo("MERGED");
        assertThat(taken.getString("mergedInto")).isEqualTo(hotline);
        assertThat(taken.getString("text")).as("nothing is thrown away").isEqualTo("test");
        assertThat(taken.getJsonArray("orders")).allSatisfy(order -> {
            assertThat(((JsonObject) order).getString("status")).isEqualTo("CANCELLED");
            assertThat(((JsonObject) order).getString("reason")).startsWith("merged into " + hotline);
        });
        assertThat(actions(taken)).contains("merge");
        assertThat(actions(principal)).contains("take-in");

        Answer dismissed = city.post(
                "/api/v1/duplicates/" + ofSensor.getLong("id") + "/dismiss",
                admin,
                new JsonObject().put("reason", "another pipe"));
        assertThat(dismissed.json().getString("state")).isEqualTo("DISMISSED");
        assertThat(event(city, sensor).getString("status")).isEqualTo("DISPATCHED");
        assertThat(city.post("/api/v1/duplicates/" + ofSensor.getLong("id") + "/merge", admin, new JsonObject())
                        .status())
                .isEqualTo(409);
        assertThat(ids(city.get("/api/v1/duplicates?limit=500", admin)))
                .doesNotContain(ofCitizen.getLong("id"), ofSensor.getLong("id"));
        assertThat(ids(city.get("/api/v1/duplicates?state=dismissed&limit=500", admin)))
                .contains(ofSensor.getLong("id"));
    }

    @Test
    void aMergedEventEndsWithItsPrincipalIsOpenedWithItAndGetsItsOwnLifeBack(RunningServer city) {
        String admin = city.token(Role.ADMIN, "wang");
        String first = file(city, "dup-hotline", 0);
        String second = file(city, "dup-citizen", 5);
        assertThat(merge(city, second, first).status()).isEqualTo(200);

        String third = file(city, "dup-sensor", 10);
        long proposal = awaitProposal(city, third);
        city.closeEvent(first);
        assertThat(event(city, second).getString("status")).isEqualTo("CLOSED");
        assertThat(ids(city.get("/api/v1/duplicates?state=dismissed&limit=500", admin)))
                .as("nothing to decide about any more")
                .contains(proposal);
        assertThat(city.post(
                                "/api/v1/events/" + second + "/call-back",
                                city.token(Role.SOURCE, "dup-citizen"),
                                new JsonObject().put("rating", 5))
                        .status())
                .as("each of the reporters is asked")
                .isEqualTo(200);
        assertThat(city.post("/api/v1/events/" + second + "/reopen", admin, new JsonObject().put("reason", "it leaks"))
                        .response()
                        .body())
                .contains("it is merged into " + first);

        JsonObject why = new JsonObject().put("reason", "it leaks again");
        assertThat(city.post("/api/v1/events/" + first + "/reopen", admin, why).status())
                .isEqualTo(200);
        assertThat(event(city, second).getString("status")).isEqualTo("MERGED");

        Answer separated =
                city.post("/api/v1/events/" + second + "/separate", admin, new JsonObject().put("reason", "two pipes"));
        assertThat(separated.status()).as(separated.response().body()).isEqualTo(200);
        assertThat(separated.json().getString("status")).isEqualTo("FILED");
        assertThat(separated.json().getString("queueReason")).isEqualTo("separated from " + first + ": two pipes");
        assertThat(event(city, first).getJsonArray("merged")).isNull();
        assertThat(city.post(
                                "/api/v1/events/" + second + "/separate",
                                admin,
                                new JsonObject().put("reason", "two pipes"))
                        .status())
                .as("sent twice")
                .isEqualTo(200);
        Answer dispatched = city.post(
                "/api/v1/events/" + second + "/orders", admin, new JsonObject().put("unit", "water-supply-410100"));
        assertThat(dispatched.json().getString("status")).isEqualTo("DISPATCHED");
    }

    @Test
    void ofTwoWhoMergeEachIntoTheOtherAtOnceOneWins(RunningServer city) {
        String first = file(city, "dup-hotline", 0);
        String second = file(city, "dup-citizen", 5);
        CompletableFuture<Answer> one = CompletableFuture.supplyAsync(() -> merge(city, first, second));
        CompletableFuture<Answer> other = CompletableFuture.supplyAsync(() -> merge(city, second, first));
        assertThat(List.of(one.join().status(), other.join().status())).containsExactly(409, 200);
        assertThat(one.join().response().body()).contains("the one filed first stays");
        assertThat(merge(city, first, first).status()).isEqualTo(409);
    }

    @Test
    void whatIsMergedIntoAMergedEventGoesToItsPrincipalAndTakesItsOwnAlong(RunningServer city) {
        String first = file(city, "dup-hotline", 0);
        String second = file(city, "dup-citizen", 200);
        String third = file(city, "dup-sensor", 400);
        String fourth = file(city, "dup-member", 600);
        assertThat(merge(city, fourth, third).status()).isEqualTo(200);
        assertThat(merge(city, second, first).status()).isEqualTo(200);
        assertThat(merge(city, third, second).json().getString("mergedInto")).isEqualTo(first);
        assertThat(event(city, fourth).getString("mergedInto")).isEqualTo(first);
        assertThat(event(city, third).getJsonArray("merged")).isNull();
        assertThat(event(city, first).getJsonArray("merged")).containsExactly(second, third, fourth);
    }

    @Test
    void aCentreMergesInItsOwnAreaAlone(RunningServer city) {
        String first = file(city, "dup-hotline", 0);
        String second = file(city, "dup-citizen", 5);
        JsonObject into = new JsonObject().put("into", first).put("reason", "the same");
        Answer forbidden = city.post("/api/v1/events/" + second + "/merge", city.token(Role.CENTRE, "410185"), into);
        assertThat(forbidden.status()).isEqualTo(403);
        assertThat(city.post("/api/v1/events/" + second + "/merge", city.token(Role.SUPERVISOR, "li"), into)
                        .status())
                .isEqualTo(403);
        assertThat(city.post("/api/v1/events/" + second + "/merge", city.token(Role.CENTRE, "410100"), into)
                        .status())
                .isEqualTo(200);
        Answer wrong = city.post(
                "/api/v1/events/" + second + "/merge",
                city.token(Role.ADMIN, "wang"),
                new JsonObject().put("into", "x"));
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.response().body())
                .contains("/into")
                .contains("20260301-0000042")
                .contains("/reason");
    }

    @Test
    void aHundredReportsAtOnceAreProposedIntoOne(RunningServer city) {
        List<CompletableFuture<String>> filed = new ArrayList<>();
        ExecutorService callers = Executors.newFixedThreadPool(50);
        for (int i = 0; i < 100; i++) {
            int which = i;
            filed.add(CompletableFuture.supplyAsync(() -> file(city, "dup-caller-" + which, which % 10), callers));
        }
        List<String> numbers =
                filed.stream().map(CompletableFuture::join).sorted().toList();
        callers.shutdown();
        String admin = city.token(Role.ADMIN, "wang");
        List<JsonObject> found = new ArrayList<>();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (found.size() < 99 && System.nanoTime() < deadline) {
            found.clear();
            city.get("/api/v1/duplicates?limit=500", admin).json().getJsonArray("duplicates").stream()
                    .map(JsonObject.class::cast)
                    .filter(each -> numbers.contains(each.getString("event")))
                    .forEach(found::add);
        }
        assertThat(found).hasSize(99);
        assertThat(found).allMatch(each -> each.getString("principal").compareTo(each.getString("event")) < 0);
        assertThat(found.stream().filter(each -> each.getString("principal").equals(numbers.get(0))))
                .as("but for those that were committed and examined before the first")
                .hasSizeGreaterThan(50);
    }

    private Answer merge(RunningServer city, String number, String into) {
        return city.post(
                "/api/v1/events/" + number + "/merge",
                city.token(Role.ADMIN, "wang"),
                new JsonObject().put("into", into).put("reason", "the same pipe"));
    }

    private String file(RunningServer city, String source, double metres) {
        Answer filed = city.post(
                "/api/v1/events",
                city.token(Role.SOURCE, source),
                RunningServer.report(
                        source, RunningServer.unique("pipe"), PIPE_BURST, longitude, latitude + metres * METRES_NORTH));
        assertThat(filed.status()).as(filed.response().body()).isEqualTo(201);
        return filed.json().getString("number");
    }

    private static JsonObject proposed(Terminal centre, String event) {
        return centre.await(message -> message.getString("type").endsWith("duplicate.proposed")
                        && message.getString("subject").equals(event))
                .getJsonObject("data")
                .getJsonObject("duplicate");
    }

    private static JsonObject event(RunningServer city, String number) {
        return city.get("/api/v1/events/" + number, city.token(Role.ADMIN, "wang"))
                .json();
    }

    private static long awaitProposal(RunningServer city, String event) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (System.nanoTime() < deadline) {
            Optional<JsonObject> found = city
                    .get("/api/v1/duplicates?limit=500", city.token(Role.ADMIN, "wang"))
                    .json()
                    .getJsonArray("duplicates")
                    .stream()
                    .map(JsonObject.class::cast)
                    .filter(each -> each.getString("event").equals(event))
                    .findFirst();
            if (found.isPresent()) {
                return found.get().getLong("id");
            }
        }
        throw new AssertionError(event + " was not proposed");
    }

    private static List<String> actions(JsonObject event) {
        return event.getJsonArray("history").stream()
                .map(line -> ((JsonObject) line).getString("action"))
                .toList();
    }

    private static List<Long> ids(Answer page) {
        return page.json().getJsonArray("duplicates").stream()
                .map(each -> ((JsonObject) each).getLong("id"))
                .toList();
    }
}
