package io.hexdispatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Role;
import io.hexdispatch.server.RunningServer.Answer;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A reviewer works through what calls for a second look, and a sample of everything else. */
@ExtendWith({VertxExtension.class, RunningServer.Shared.class})
final class ReviewIT {
    private static final double LONGITUDE = 113.02;
    private static final double LATITUDE = 34.75;

    @Test
    void anEventIsOnEachListAsLongAsItCallsForALook(RunningServer city) {
        String admin = city.token(Role.ADMIN, "wang");
        String number = file(city, "90004");
        assertThat(list(city, "callbacks")).doesNotContain(number);
        city.closeEvent(number);
        assertThat(list(city, "callbacks")).contains(number);
        assertThat(list(city, "dissatisfied")).doesNotContain(number);

        rate(city, number, 2);
        assertThat(list(city, "callbacks")).doesNotContain(number);
        assertThat(list(city, "dissatisfied")).contains(number);
        rate(city, number, 4);
        assertThat(list(city, "dissatisfied")).doesNotContain(number);

        String suspended = file(city, "90004");
        JsonObject wish = new JsonObject()
                .put("reason", "the ground is frozen")
                .put("until", Instant.now().plus(Duration.ofDays(3)).toString());
        city.post("/api/v1/events/" + suspended + "/suspend", admin, wish);
        approve(city, suspended, "suspend");
        assertThat(list(city, "suspended")).contains(suspended);
        city.post("/api/v1/events/" + suspended + "/resume", admin, new JsonObject());
        assertThat(list(city, "suspended")).doesNotContain(suspended);

        city.post("/api/v1/events/" + suspended + "/void", admin, new JsonObject().put("reason", "a test"));
        approve(city, suspended, "void");
        assertThat(list(city, "voided")).contains(suspended);
        assertThat(city.get("/api/v1/review/voided", city.token(Role.UNIT, "police-410100"))
                        .status())
                .isEqualTo(403);
        assertThat(numbers(city.get("/api/v1/review/voided?limit=500", city.token(Role.CENTRE, "410184"))))
                .as("another county's")
                .doesNotContain(suspended);
        assertThat(numbers(city.get("/api/v1/review/voided?area=410181&limit=500", admin)))
                .contains(suspended);
        assertThat(city.get("/api/v1/review/voided?area=nowhere", admin).status())
                .isEqualTo(400);
    }

    @Test
    void aSampleIsDrawnAgainFromItsSeedAndReviewed(RunningServer city) {
        List<String> filed = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            filed.add(file(city, i % 3 == 0 ? "02014" : "90004"));
        }
        String county = city.token(Role.CENTRE, "410181");
        JsonObject frame = new JsonObject()
                .put("seed", RunningServer.unique("week"))
                .put("from", Instant.now().minus(Duration.ofHours(1)).toString())
                .put("to", Instant.now().toString())
                .put("size", 6);
        Answer drawn = city.post("/api/v1/review/samples", county, frame);
        assertThat(drawn.status()).as(drawn.response().body()).isEqualTo(200);
        JsonObject sample = drawn.json();
        assertThat(sample.getString("area")).isEqualTo("410181");
        assertThat(sample.getInteger("population")).isGreaterThanOrEqualTo(12);
        assertThat(sample.getJsonArray("items")).hasSize(6).allSatisfy(item -> assertThat(
                        ((JsonObject) item).getString("county"))
                .isEqualTo("410181"));
        assertThat(sample.getJsonArray("items").stream()
                        .map(item -> ((JsonObject) item).getString("majorClass"))
                        .distinct())
                .contains("event 02", "event 90");
        assertThat(city.post("/api/v1/review/samples", county, frame).json())
                .as("the same frame again is the same sample")
                .isEqualTo(sample);

        String path = "/api/v1/review/samples/" + sample.getLong("id");
        String event = sample.getJsonArray("items").getJsonObject(0).getString("event");
        JsonObject finding = new JsonObject().put("finding", "defective").put("note", "no photograph");
        for (int sent = 0; sent < 2; sent++) {
            Answer found = city.post(path + "/items/" + event, county, finding);
            assertThat(found.json().getJsonArray("findings"))
                    .as(found.response().body())
                    .hasSize(1);
        }
        assertThat(city.post(path + "/items/" + event, county, new JsonObject().put("finding", "in-order"))
                        .json()
                        .getJsonArray("findings"))
                .as("what was found first stays")
                .hasSize(2);
        JsonObject reviewed = city.get(path, county).json();
        assertThat(reviewed.getInteger("reviewed")).isEqualTo(1);
        assertThat(reviewed.getInteger("defective")).isZero();
        assertThat(city.get("/api/v1/review/samples", county).json().getJsonArray("samples").stream()
                        .map(each -> ((JsonObject) each).getLong("id")))
                .contains(sample.getLong("id"));

        assertThat(city.get(path, city.token(Role.CENTRE, "410184")).status()).isEqualTo(404);
        Answer silent = city.post(path + "/items/" + event, county, new JsonObject().put("finding", "defective"));
        assertThat(silent.status()).isEqualTo(400);
        assertThat(silent.response().body()).contains("/note");
        assertThat(city.post(path + "/items/20260301-0000001", county, finding).status())
                .isEqualTo(404);
        assertThat(city.post(
                                "/api/v1/review/samples",
                                county,
                                frame.copy()
                                        .put("to", Instant.now().plusSeconds(60).toString()))
                        .status())
                .isEqualTo(400);
        assertThat(city.post("/api/v1/review/samples", county, new JsonObject()).status())
                .as("the last week, with a seed of its own")
                .isEqualTo(200);
    }

    private static String file(RunningServer city, String category) {
        String source = "review";
        return city.post(
                        "/api/v1/events",
                        city.token(Role.SOURCE, source),
                        RunningServer.report(source, RunningServer.unique("review"), category, LONGITUDE, LATITUDE))
                .json()
                .getString("number");
    }

    private static void rate(RunningServer city, String number, int stars) {
        city.post(
                "/api/v1/events/" + number + "/call-back",
                city.token(Role.ADMIN, "wang"),
                new JsonObject().put("rating", stars));
    }

    private static void approve(RunningServer city, String number, String action) {
        Answer approved = city.post(
                "/api/v1/events/" + number + "/approve",
                city.token(Role.ADMIN, "li"),
                new JsonObject().put("action", action));
        assertThat(approved.status()).as(approved.response().body()).isEqualTo(200);
    }

    private static List<String> list(RunningServer city, String list) {
        return numbers(city.get("/api/v1/review/" + list + "?limit=500", city.token(Role.SUPERVISOR, "zhao")));
    }

    private static List<String> numbers(Answer page) {
        return page.json().getJsonArray("events").stream()
                .map(each -> ((JsonObject) each).getString("number"))
                .toList();
    }
}
