package io.hexdispatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Role;
import io.hexdispatch.grid.index.HexCells;
import io.hexdispatch.server.RunningServer.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A small city through ten weeks: two waterlogged streets a week in the west all the time, and in the last week a dozen in the east; and
 * what is made of it.
 */
class HotSpotsIT {
    private static final String WATER = "90006";
    private static final String NOISE = "93003";
    private static final double EAST = 113.63;
    private static final double WEST = 113.61;
    private static final int WEEKS = 10;

    @TempDir
    private static Path folder;

    private static final ShiftedClock CLOCK = new ShiftedClock();
    private static RunningServer server;
    private static String admin;
    private static String county;
    private static String elsewhere;
    private static Instant to;
    /** The last week as parameters: what other tests file comes after it. */
    private static String period;

    @BeforeAll
    static void tenWeeks() throws Exception {
        CLOCK.shift(Duration.ofDays(-7 * WEEKS));
        Path city = SmallCity.write(SmallCity.withBorderAt("small-1", 113.62), folder.resolve("city.geojson"));
        server = new RunningServer(folder.resolve("data"), Optional.of(city), Optional.empty(), CLOCK);
        admin = server.token(Role.ADMIN, "wang");
        county = server.token(Role.CENTRE, "410105");
        elsewhere = server.token(Role.CENTRE, "410102");
        for (int week = 0; week < WEEKS; week++) {
            file(WATER, WEST, 2);
            file(NOISE, WEST, 3);
            if (week == WEEKS - 1) {
                file(WATER, EAST, 12);
            }
            CLOCK.shift(Duration.ofDays(week == WEEKS - 1 ? 6 : 7));
        }
        to = CLOCK.instant();
        period = "&from=" + to.minus(Duration.ofDays(7)) + "&to=" + to;
    }

    @AfterAll
    static void end() {
        server.close();
    }

    private static List<String> file(String category, double longitude, int count) {
        JsonArray reports = new JsonArray();
        for (int i = 0; i < count; i++) {
            reports.add(
                    RunningServer.report("test", RunningServer.unique("hot"), category, longitude + i * 1e-5, 34.71));
        }
        Answer answer =
                server.post("/api/v1/events", server.token(Role.SOURCE, "test"), "application/json", reports.encode());
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        return answer.json().getJsonArray("results").stream()
                .map(each -> ((JsonObject) each).getJsonObject("event").getString("number"))
                .toList();
    }

    private static JsonObject get(String path, String token) {
        Answer answer = server.get(path, token);
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        return answer.json();
    }

    private static List<JsonObject> objects(JsonObject json, String list) {
        return json.getJsonArray(list).stream().map(JsonObject.class::cast).toList();
    }

    private static String cell(double longitude, int resolution) {
        return HexCells.text(HexCells.parent(HexCells.cellAt(longitude, 34.71), Math.min(resolution, 10)));
    }

    @Test
    void theOutbreakIsTheHotSpotAndTheUsualStreetIsNone() {
        for (int resolution : new int[] {8, 9, 10, 11}) {
            JsonObject spots =
                    get("/api/v1/hot-spots?category=" + WATER + "&resolution=" + resolution + period, county);
            assertThat(spots.getInteger("weeks")).isEqualTo(8);
            assertThat(spots.getInteger("significant")).isBetween(1, 2);
            JsonObject first = objects(spots, "cells").get(0);
            assertThat(HexCells.parse(first.getString("cell")).getAsLong())
                    .isEqualTo(HexCells.cellAt(first.getDouble("lon"), first.getDouble("lat"), resolution));
            assertThat(first.getBoolean("significant")).isTrue();
            assertThat(first.getDouble("qValue")).isLessThan(0.05);
            if (resolution < 11) {
                assertThat(first.getString("cell")).isEqualTo(cell(EAST, resolution));
                assertThat(first.getInteger("count")).isEqualTo(12);
            }
            assertThat(objects(spots, "cells").stream()
                            .mapToInt(each -> each.getInteger("count"))
                            .sum())
                    .as("no event is lost at resolution " + resolution)
                    .isEqualTo(14)
                    .isEqualTo(spots.getInteger("count"));
        }
        JsonObject usual = objects(
                        get("/api/v1/hot-spots?category=" + WATER + "&resolution=8" + period, county), "cells")
                .get(1);
        assertThat(usual.getString("cell")).isEqualTo(cell(WEST, 8));
        assertThat(usual.getDouble("expected")).isEqualTo(2.0);
        assertThat(usual.getDouble("ratio")).isEqualTo(1.0);
        assertThat(usual.getBoolean("significant")).isFalse();
    }

    @Test
    void theHexagonsGoToAnyMapAsGeoJson() {
        Answer answer = server.get("/api/v1/hot-spots?format=geojson&category=" + WATER + period, admin);
        assertThat(answer.response().headers().firstValue("content-type")).contains("application/geo+json");
        JsonObject feature = objects(answer.json(), "features").get(0);
        JsonArray ring =
                feature.getJsonObject("geometry").getJsonArray("coordinates").getJsonArray(0);
        assertThat(ring).hasSize(7);
        assertThat(ring.getJsonArray(0)).isEqualTo(ring.getJsonArray(6));
        assertThat(feature.getJsonObject("properties").getInteger("count")).isEqualTo(12);
    }

    @Test
    void aCentreSeesItsOwnAreaAndOthersNone() {
        assertThat(server.get("/api/v1/hot-spots", elsewhere).status())
                .as("no grid of the map")
                .isEqualTo(403);
        assertThat(server.get("/api/v1/hot-spots?grid=nowhere", county).status())
                .isEqualTo(400);
        String west = server.token(Role.CENTRE, SmallCity.WEST);
        assertThat(get("/api/v1/hot-spots?category=" + WATER + period, west).getInteger("count"))
                .isEqualTo(2);
        assertThat(get("/api/v1/hot-spots?category=" + WATER + "&grid=" + SmallCity.EAST + period, county)
                        .getInteger("count"))
                .isEqualTo(12);
        assertThat(server.get("/api/v1/hot-spots", server.token(Role.UNIT, "gas"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void whatIsWrongIsNamed() {
        for (String wrong : List.of(
                "resolution=16",
                "resolution=x",
                "q=0",
                "q=2",
                "category=99999",
                "categoryKind=thing",
                "usual=other",
                "from=yesterday",
                "from=2026-11-02T00:00:00Z&to=2026-11-01T00:00:00Z",
                "from=1999-11-02T00:00:00Z",
                "format=xml",
                "limit=0",
                "weeks=53",
                "resolutoin=8")) {
            Answer answer = server.get("/api/v1/hot-spots?" + wrong, admin);
            assertThat(answer.status()).as(wrong).isEqualTo(400);
            assertThat(answer.json().getString("detail")).startsWith(wrong.split("=")[0] + ": ");
        }
        Instant first = to.minus(Duration.ofDays(7 * WEEKS + 3));
        assertThat(server.get("/api/v1/hot-spots?from=" + first + "&to=" + first.plusSeconds(60), admin)
                        .json()
                        .getString("detail"))
                .contains("less than a week after the first event");
    }

    @Test
    void thePlaceThatComesAgainIsListedWithItsRelapses() {
        JsonObject found = get(
                "/api/v1/repeated-places?category=" + NOISE + "&to=" + to + "&from="
                        + to.minus(Duration.ofDays(7 * WEEKS + 1)),
                county);
        assertThat(found.getInteger("count")).isEqualTo(1);
        JsonObject place = objects(found, "places").get(0);
        assertThat(place.getInteger("count")).isEqualTo(3 * WEEKS);
        assertThat(place.getInteger("relapses")).isZero();
        List<JsonObject> events = objects(place, "events");
        assertThat(events).hasSize(3 * WEEKS);

        server.closeEvent(events.get(0).getString("number"));
        List<String> later = file(NOISE, WEST, 1);
        JsonObject relapsed = objects(
                        get(
                                "/api/v1/repeated-places?category=" + NOISE + "&from="
                                        + to.minus(Duration.ofDays(7 * WEEKS + 1)),
                                county),
                        "places")
                .get(0);
        assertThat(relapsed.getInteger("relapses")).isEqualTo(1);
        JsonObject last = objects(relapsed, "events").get(3 * WEEKS);
        assertThat(last.getString("number")).isEqualTo(later.get(0));
        assertThat(last.getBoolean("relapse")).isTrue();
        assertThat(get("/api/v1/repeated-places?least=1000", admin).getInteger("count"))
                .isZero();
    }

    @Test
    void theTrendSaysWhetherItIsMoreThanChance() {
        JsonObject trends = get("/api/v1/trends?" + period.substring(1), county);
        JsonObject water = objects(trends, "trends").get(0);
        assertThat(water.getJsonObject("category").getString("code")).isEqualTo(WATER);
        assertThat(water.getInteger("count")).isEqualTo(14);
        assertThat(water.getJsonObject("previous").getDouble("changePercent")).isEqualTo(600.0);
        JsonObject usual = water.getJsonObject("usual");
        assertThat(usual.getJsonArray("counts")).hasSize(8);
        assertThat(usual.getDouble("mean")).isEqualTo(2.0);
        assertThat(usual.getDouble("low")).isGreaterThan(1);
        assertThat(usual.getBoolean("moreThanChance")).isTrue();
        assertThat(objects(trends, "trends").get(1).getJsonObject("usual").getBoolean("moreThanChance"))
                .isFalse();
    }

    @Test
    void aHotSpotIsProposedTakenUpWorkedAndClosedAsATopic() {
        String path = "/api/v1/topics/proposals?resolution=9&category=" + WATER + period;
        JsonObject proposed = server.post(path, county, new JsonObject()).json();
        assertThat(objects(proposed, "topics")).hasSize(1);
        JsonObject topic = objects(proposed, "topics").get(0);
        assertThat(topic.getBoolean("new")).isTrue();
        assertThat(topic.getString("origin")).isEqualTo("HOT_SPOT");
        JsonObject again = server.post(path, county, new JsonObject()).json();
        assertThat(objects(again, "topics").get(0).getLong("id")).isEqualTo(topic.getLong("id"));
        assertThat(objects(again, "topics").get(0).getBoolean("new")).isFalse();

        String at = "/api/v1/topics/" + topic.getLong("id");
        assertThat(get(at, county).getInteger("events")).isEqualTo(12);
        Answer tooEarly = server.post(at + "/measure", county, note("清淤"));
        assertThat(tooEarly.status()).isEqualTo(409);
        assertThat(tooEarly.json().getString("state")).isEqualTo("PROPOSED");
        assertThat(tooEarly.json().getJsonArray("possible")).contains("accept", "dismiss");

        assertThat(server.post(at + "/accept", county, new JsonObject()).status())
                .isEqualTo(200);
        assertThat(server.post(at + "/accept", county, new JsonObject()).status())
                .as("the same by the same is done already")
                .isEqualTo(200);
        assertThat(server.post(at + "/accept", admin, new JsonObject()).status())
                .isEqualTo(409);
        assertThat(server.post(at + "/measure", county, note("清淤管道 200 米")).status())
                .isEqualTo(200);

        List<String> later = file(WATER, EAST, 1);
        assertThat(objects(get(at + "/events", county), "events").get(0).getString("number"))
                .as("an event filed later that fits comes to it by itself")
                .isEqualTo(later.get(0));
        String noise = file(NOISE, EAST, 1).get(0);
        assertThat(server.post(at + "/include", county, event(noise)).status()).isEqualTo(200);
        assertThat(server.post(at + "/exclude", county, event(later.get(0))).status())
                .isEqualTo(200);
        JsonObject page = get(at + "/events?limit=5", county);
        assertThat(objects(page, "events").get(0).getString("number")).isEqualTo(noise);
        assertThat(page.encode()).doesNotContain(later.get(0));
        assertThat(objects(get(page.getString("next"), county), "events")).hasSize(5);

        assertThat(server.post(at + "/close", county, new JsonObject()).status())
                .as("it must be said what came of it")
                .isEqualTo(400);
        assertThat(server.post(at + "/close", county, note("治理完成")).json().getString("status"))
                .isEqualTo("CLOSED");
        file(WATER, EAST, 1);
        JsonObject closed = get(at, county);
        assertThat(closed.getInteger("events"))
                .as("nothing comes to a closed one")
                .isEqualTo(13);
        assertThat(objects(closed, "history"))
                .extracting(entry -> entry.getString("action"))
                .containsExactly("make", "accept", "measure", "include", "exclude", "close");
        JsonObject effect = closed.getJsonObject("effect");
        assertThat(effect.getJsonObject("before").getInteger("count")).isEqualTo(12);
        assertThat(effect.getJsonObject("usual").getInteger("count")).isZero();
        assertThat(effect.getJsonObject("during").getInteger("count")).isEqualTo(1);

        assertThat(server.get(at, elsewhere).status()).isEqualTo(404);
        assertThat(server.post(at + "/reopen", elsewhere, note("?")).status()).isEqualTo(404);
        assertThat(server.post(at + "/reopen", server.token(Role.SUPERVISOR, "li"), note("?"))
                        .status())
                .isEqualTo(403);
        assertThat(get(at, server.token(Role.SUPERVISOR, "li")).getString("status"))
                .isEqualTo("CLOSED");
        assertThat(get("/api/v1/topics?status=closed", county).encode()).contains("\"id\":" + topic.getLong("id"));
        assertThat(get("/api/v1/topics", server.token(Role.CENTRE, SmallCity.WEST))
                        .encode())
                .as("that of the whole county is not the grid's")
                .doesNotContain("\"id\":" + topic.getLong("id") + ",");
    }

    @Test
    void aTopicMadeByHandTwiceIsOneHoweverManyMakeItAtOnce() {
        JsonObject wish = new JsonObject()
                .put("title", "西网格噪声")
                .put("category", NOISE)
                .put("origin", "REPEATED_PLACE")
                .put("grid", SmallCity.WEST)
                .put("from", to.minus(Duration.ofDays(7 * WEEKS + 1)).toString())
                .put(
                        "place",
                        new JsonObject().put("lon", WEST).put("lat", 34.71).put("radiusMetres", 100));
        List<CompletableFuture<Answer>> calls = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> server.post("/api/v1/topics", county, wish)))
                .toList();
        List<Answer> answers = calls.stream().map(CompletableFuture::join).toList();
        assertThat(answers).extracting(Answer::status).containsOnlyOnce(201).containsOnly(200, 201);
        assertThat(answers.stream().map(answer -> answer.json().getLong("id")).distinct())
                .hasSize(1);
        String at = "/api/v1/topics/" + answers.get(0).json().getLong("id");
        assertThat(get(at, server.token(Role.CENTRE, SmallCity.WEST)).getInteger("events"))
                .isGreaterThanOrEqualTo(3 * WEEKS);
        List<CompletableFuture<Answer>> ends = List.of("accept", "dismiss").stream()
                .map(action ->
                        CompletableFuture.supplyAsync(() -> server.post(at + "/" + action, county, note(action))))
                .toList();
        assertThat(ends.stream().map(CompletableFuture::join).map(Answer::status))
                .as("one of two that exclude each other")
                .containsExactlyInAnyOrder(200, 409);
    }

    @Test
    void theCentresAboveATopicHearOfItOnceAndNobodyElseDoes() {
        JsonObject wish = new JsonObject()
                .put("title", "东网格噪声")
                .put("category", NOISE)
                .put(
                        "place",
                        new JsonObject().put("lon", EAST).put("lat", 34.71).put("radiusMetres", 80));
        try (Terminal above = server.terminal(Role.CENTRE, "410105");
                Terminal below = server.terminal(Role.CENTRE, SmallCity.WEST)) {
            String id = server.post("/api/v1/topics", county, wish)
                    .json()
                    .getLong("id")
                    .toString();
            String at = "/api/v1/topics/" + id;
            server.post("/api/v1/topics", county, wish);
            server.post(at + "/accept", county, new JsonObject());
            server.post(at + "/accept", county, new JsonObject());
            server.post(at + "/close", county, note("安静了"));

            List<JsonObject> heard = heard(above).stream()
                    .filter(message -> id.equals(message.getString("subject")))
                    .toList();
            assertThat(heard)
                    .extracting(message -> message.getString("type"))
                    .containsExactly(
                            "io.hexdispatch.topic.proposed",
                            "io.hexdispatch.topic.changed",
                            "io.hexdispatch.topic.changed");
            assertThat(heard.get(0).getJsonObject("data").getJsonObject("topic").getString("title"))
                    .isEqualTo("东网格噪声");
            JsonObject last = heard.get(2).getJsonObject("data");
            assertThat(last.getJsonObject("topic").getString("status")).isEqualTo("CLOSED");
            assertThat(last.getJsonObject("entry").getString("note")).isEqualTo("安静了");
            assertThat(heard(below))
                    .extracting(message -> message.getString("type"))
                    .noneMatch(type -> type.contains("topic"));
        }
    }

    /** All that came until what is said now is answered, and so before. */
    private static List<JsonObject> heard(Terminal terminal) {
        String now = terminal.send("order.accept", "20260301-0000001-1", new JsonObject());
        List<JsonObject> heard = new ArrayList<>();
        terminal.await(message -> {
            heard.add(message);
            return now.equals(message.getJsonObject("data").getString("command"));
        });
        return heard;
    }

    @Test
    void aTopicThatIsWrongIsRefusedByItsFields() {
        assertThat(server.post("/api/v1/topics", county, new JsonObject())
                        .json()
                        .getJsonArray("errors")
                        .encode())
                .contains("/title", "/category", "/cells");
        JsonObject wish = new JsonObject()
                .put("title", "x")
                .put("category", WATER)
                .put("cells", new JsonArray().add("88").add(7));
        assertThat(server.post("/api/v1/topics", county, wish)
                        .json()
                        .getJsonArray("errors")
                        .encode())
                .contains("/cells/0", "/cells/1");
        wish.put("cells", new JsonArray().add(cell(EAST, 8)));
        assertThat(server.post("/api/v1/topics", county, wish.copy().put("grid", "410100"))
                        .status())
                .as("the city is above the county")
                .isEqualTo(403);
        assertThat(server.post("/api/v1/topics", county, wish.copy().put("from", "2999-01-01T00:00:00Z"))
                        .status())
                .isEqualTo(400);
        assertThat(server.post("/api/v1/topics/proposals", county, new JsonObject())
                        .json()
                        .getString("detail"))
                .startsWith("category: ");
        for (String id : List.of("0", "x", "99999999999999999999", "4711")) {
            assertThat(server.get("/api/v1/topics/" + id, admin).status()).isEqualTo(404);
        }
    }

    private static JsonObject note(String text) {
        return new JsonObject().put("note", text);
    }

    private static JsonObject event(String number) {
        return new JsonObject().put("event", number);
    }
}
