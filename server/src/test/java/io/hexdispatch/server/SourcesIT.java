package io.hexdispatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Role;
import io.hexdispatch.grid.coordinate.CoordinateSystem;
import io.hexdispatch.grid.coordinate.LonLat;
import io.hexdispatch.server.RunningServer.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sources that post in their own shape, too much, or although they are switched off. */
@ExtendWith({VertxExtension.class, RunningServer.Shared.class})
final class SourcesIT {
    private static final LonLat ZIJING_ROAD = new LonLat(113.02, 34.75);

    @Test
    void aMappingIsTriedSavedAndThenReadsWhatTheHotlineSends(RunningServer city) {
        String key = RunningServer.unique("hotline");
        String admin = city.token(Role.ADMIN, "wang");
        JsonObject sample = sample("1");

        JsonObject trial = city.post(
                        "/api/v1/sources/" + key + "/trial",
                        admin,
                        new JsonObject().put("source", hotline()).put("sample", sample))
                .json();
        assertThat(trial.getBoolean("wouldBeFiled")).as(trial.encode()).isTrue();
        assertThat(trial.getJsonObject("report").getString("category")).isEqualTo("02014");
        assertThat(trial.getJsonObject("location").getDouble("lon"))
                .isCloseTo(ZIJING_ROAD.longitude(), org.assertj.core.api.Assertions.within(1e-7));
        assertThat(city.get("/api/v1/sources/" + key, admin).status())
                .as("a trial saves nothing")
                .isEqualTo(404);

        assertThat(city.put("/api/v1/sources/" + key, admin, hotline().encode()).status())
                .isEqualTo(201);
        assertThat(city.put("/api/v1/sources/" + key, admin, hotline().encode()).status())
                .isEqualTo(200);

        String token = city.token(Role.SOURCE, key);
        Answer filed = city.post("/api/v1/sources/" + key + "/events", token, sample);
        assertThat(filed.status()).as(filed.json().encode()).isEqualTo(201);
        JsonObject event = filed.json();
        assertThat(event.getString("source")).isEqualTo(key);
        assertThat(event.getString("sourceEventId")).isEqualTo("1");
        assertThat(event.getJsonObject("category").getString("code")).isEqualTo("02014");
        assertThat(event.getJsonObject("location").getJsonObject("given").getString("crs"))
                .isEqualTo("gcj02");
        assertThat(event.getJsonObject("reporter").getString("phone")).isEqualTo("13800000000");
        assertThat(event.getString("occurredAt")).isEqualTo("2026-03-01T00:00:00Z");
        assertThat(city.post("/api/v1/sources/" + key + "/events", token, sample)
                        .status())
                .as("the same again is one event")
                .isEqualTo(200);

        JsonObject lot = city.post(
                        "/api/v1/sources/" + key + "/events",
                        token,
                        "application/json",
                        new JsonArray()
                                .add(sample("2"))
                                .add(new JsonObject().put("case", 7))
                                .encode())
                .json();
        assertThat(lot.getInteger("filed")).isEqualTo(1);
        assertThat(lot.getInteger("refused")).isEqualTo(1);
        assertThat(lot.encode()).contains("/case/id");

        assertThat(city.post("/api/v1/sources/" + key + "/events", city.token(Role.SOURCE, "another"), sample)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aTrialNamesEveryFaultByThePointersOfTheSourceAndFilesNothing(RunningServer city) {
        String key = RunningServer.unique("hotline");
        String admin = city.token(Role.ADMIN, "wang");
        JsonObject sample = sample("1");
        sample.getJsonObject("case").put("kind", "unknown").put("place", new JsonArray().add("113.02"));
        sample.put("what", " ");

        JsonObject trial = city.post(
                        "/api/v1/sources/" + key + "/trial",
                        admin,
                        new JsonObject().put("source", hotline()).put("sample", sample))
                .json();

        assertThat(trial.getBoolean("wouldBeFiled")).isFalse();
        assertThat(pointers(trial)).containsExactlyInAnyOrder("/case/kind", "/case/place/1", "/what");
        JsonObject lateOnly = city.post(
                        "/api/v1/sources/" + key + "/trial",
                        admin,
                        new JsonObject()
                                .put("source", hotline())
                                .put("sample", sample("1").put("at", "yesterday")))
                .json();
        assertThat(pointers(lateOnly)).containsExactly("/at");
        assertThat(lateOnly.getBoolean("wouldBeFiled"))
                .as("a field that may be left out must be right where it is there")
                .isFalse();
        assertThat(city.get("/api/v1/events?source=" + key, admin).json().getJsonArray("events"))
                .isEmpty();
    }

    @Test
    void anEnormousSampleIsTriedAndOneBeyondTheLimitIsRefused(RunningServer city) {
        String admin = city.token(Role.ADMIN, "wang");
        JsonObject sample = sample("1");
        JsonObject ballast = new JsonObject();
        for (int i = 0; i < 50_000; i++) {
            ballast.put("field-" + i, "value");
        }
        sample.put("ballast", ballast);
        JsonObject body = new JsonObject().put("source", hotline()).put("sample", sample);
        assertThat(city.post("/api/v1/sources/any/trial", admin, body).json().getBoolean("wouldBeFiled"))
                .isTrue();

        sample.put(
                "padding", List.of("x".repeat(900_000), "x".repeat(900_000), "x".repeat(900_000), "x".repeat(900_000)));
        assertThat(city.post("/api/v1/sources/any/trial", admin, body).status()).isEqualTo(413);
    }

    @Test
    void aDefinitionThatIsWrongIsRefusedFieldByField(RunningServer city) {
        JsonObject wrong = hotline().put("kind", "newspaper").put("limit", new JsonObject().put("perSecond", 0));
        wrong.getJsonObject("mapping")
                .put("crs", "epsg:4326")
                .put("categories", new JsonObject().put("a/b", "99999"))
                .getJsonObject("fields")
                .put("lon", "case/place")
                .put("colour", "/colour");

        Answer answer = city.put("/api/v1/sources/wrong", city.token(Role.ADMIN, "wang"), wrong.encode());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(pointers(answer.json()))
                .containsExactlyInAnyOrder(
                        "/kind",
                        "/limit/perSecond",
                        "/mapping/crs",
                        "/mapping/categories/a~1b",
                        "/mapping/fields/lon",
                        "/mapping/fields/colour");
    }

    @Test
    void aSourceIsSwitchedOffWhileTheServerRunsAndItsHistorySaysByWhom(RunningServer city) {
        String key = RunningServer.unique("video");
        String admin = city.token(Role.ADMIN, "wang");
        String token = city.token(Role.SOURCE, key);
        JsonObject report = RunningServer.report(key, "1", "02014", 113.02, 34.75);
        assertThat(city.post("/api/v1/events", token, report).status())
                .as("who is not registered may report")
                .isEqualTo(201);

        JsonObject off =
                new JsonObject().put("name", "video").put("kind", "video").put("on", false);
        try (Terminal observer = city.terminal(Role.ADMIN, "observer")) {
            city.put("/api/v1/sources/" + key, admin, off.encode());
            JsonObject told = observer.await(message -> key.equals(message.getString("subject")));
            assertThat(told.getString("type")).isEqualTo("io.hexdispatch.source.changed");
            assertThat(told.getJsonObject("data").getString("by")).isEqualTo("admin wang");
        }
        Answer refused = city.post("/api/v1/events", token, report);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().getString("detail")).contains("is switched off");

        assertThat(city.send(city.request("/api/v1/sources/" + key, admin)
                                .DELETE()
                                .build())
                        .status())
                .isEqualTo(204);
        assertThat(city.post("/api/v1/events", token, report).status()).isEqualTo(200);
        JsonArray changes =
                city.get("/api/v1/sources/" + key + "/history", admin).json().getJsonArray("changes");
        assertThat(changes).hasSize(2);
        assertThat(changes.getJsonObject(0).getBoolean("removed")).isTrue();
        assertThat(changes.getJsonObject(1).getJsonObject("source").getBoolean("on"))
                .isFalse();
    }

    @Test
    void aSourceOverItsLimitIsToldWhenToSendAgain(RunningServer city) {
        String key = RunningServer.unique("campaign");
        String token = city.token(Role.SOURCE, key);
        JsonObject slow = new JsonObject()
                .put("name", "campaign")
                .put("kind", "civilisation")
                .put("limit", new JsonObject().put("perSecond", 0.01).put("burst", 2));
        city.put("/api/v1/sources/" + key, city.token(Role.ADMIN, "wang"), slow.encode());
        JsonArray lot = new JsonArray();
        for (int i = 0; i < 4; i++) {
            lot.add(RunningServer.report(key, "lot-" + i, "02014", 113.02, 34.75));
        }
        JsonObject result = city.post("/api/v1/events", token, "application/json", lot.encode())
                .json();
        assertThat(result.getInteger("filed")).isEqualTo(2);
        assertThat(result.getJsonArray("results").getJsonObject(3).getInteger("status"))
                .isEqualTo(429);

        Answer refused =
                city.post("/api/v1/events", token, RunningServer.report(key, "one-more", "02014", 113.02, 34.75));

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.response().headers().firstValue("retry-after"))
                .hasValueSatisfying(
                        seconds -> assertThat(Integer.parseInt(seconds)).isBetween(90, 100));
    }

    @Test
    void onlyAnAdministratorEdits(RunningServer city) {
        for (Role role : List.of(Role.SOURCE, Role.CENTRE, Role.SUPERVISOR)) {
            assertThat(city.put(
                                    "/api/v1/sources/x",
                                    city.token(role, "410100"),
                                    hotline().encode())
                            .status())
                    .isEqualTo(403);
        }
        assertThat(city.get("/api/v1/sources", city.token(Role.SUPERVISOR, "s")).status())
                .isEqualTo(200);
    }

    private static List<String> pointers(JsonObject json) {
        return json.getJsonArray("errors").stream()
                .map(error -> ((JsonObject) error).getString("pointer"))
                .toList();
    }

    private static JsonObject sample(String id) {
        LonLat asPhonesSay = CoordinateSystem.GCJ02.fromWgs84(ZIJING_ROAD);
        return new JsonObject()
                .put(
                        "case",
                        new JsonObject()
                                .put("id", Integer.parseInt(id))
                                .put("kind", "信号灯")
                                .put(
                                        "place",
                                        new JsonArray()
                                                .add(String.valueOf(asPhonesSay.longitude()))
                                                .add(asPhonesSay.latitude())))
                .put("what", "信号灯不亮")
                .put("at", "2026-03-01 08:00:00")
                .put("caller/phone", "13800000000");
    }

    private static JsonObject hotline() {
        return new JsonObject()
                .put("name", "12345")
                .put("kind", "hotline-12345")
                .put("limit", new JsonObject().put("perSecond", 1000))
                .put(
                        "mapping",
                        new JsonObject()
                                .put(
                                        "fields",
                                        new JsonObject()
                                                .put("sourceEventId", "/case/id")
                                                .put("category", "/case/kind")
                                                .put("lon", "/case/place/0")
                                                .put("lat", "/case/place/1")
                                                .put("text", "/what")
                                                .put("occurredAt", "/at")
                                                .put("reporterPhone", "/caller~1phone"))
                                .put("categories", new JsonObject().put("信号灯", "02014"))
                                .put("crs", "gcj02")
                                .put("timeForm", "local"));
    }
}
