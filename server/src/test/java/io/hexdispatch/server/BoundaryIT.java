package io.hexdispatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Role;
import io.hexdispatch.server.RunningServer.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a boundary file to a live map and back, as GIS staff do it. */
final class BoundaryIT {
    private static final String FIRST = "small-1";
    /** Between the border of the first map and that of the second. */
    private static final double CONTESTED = 113.615;

    @TempDir
    private Path folder;

    private Path cityFile;
    private RunningServer city;

    @BeforeEach
    void start() throws Exception {
        cityFile = SmallCity.write(SmallCity.withBorderAt(FIRST, 113.62), folder.resolve("city.geojson"));
        city = new RunningServer(folder.resolve("data"), cityFile);
    }

    @AfterEach
    void stop() {
        city.close();
    }

    @Test
    void aFileBecomesAVersionGoesLiveAndIsTakenBack() throws Exception {
        String gis = city.token(Role.GIS, "wang");
        JsonObject before = report("before", CONTESTED);
        assertThat(baseGrid(before)).isEqualTo(SmallCity.WEST);
        city.putResponder("between", "police-410100", CONTESTED, 34.71, 5);
        city.send(city.request("/api/v1/devices", admin())
                .header("Content-Type", "text/csv")
                .PUT(java.net.http.HttpRequest.BodyPublishers.ofString("id,kind,name,lon,lat\ncamera-between,camera,c,"
                        + CONTESTED + ",34.71\ncamera-west,camera,c,113.601,34.71\n"))
                .build());

        String version;
        try (Terminal staff = city.terminal(Role.GIS, "wang");
                Terminal centre = city.terminal(Role.CENTRE, "410105")) {
            version = load("moved.geojson", 113.61);
            assertThat(staff.await(message -> message.getString("type").endsWith("job.changed")
                                    && message.getJsonObject("data").encode().contains("\"DONE\""))
                            .getJsonObject("data")
                            .encode())
                    .contains(version);
            JsonObject kept = city.get("/api/v1/boundaries/" + version, gis).json();
            assertThat(kept.getString("file")).isEqualTo("moved.geojson");
            assertThat(kept.getString("loadedBy")).isEqualTo("gis wang");
            assertThat(kept.getString("sha256")).hasSize(64);
            assertThat(kept.getInteger("grids")).isEqualTo(5);
            assertThat(kept.getLong("errors")).isZero();
            assertThat(kept.getBoolean("live")).isFalse();
            assertThat(baseGrid(report("loaded", CONTESTED))).isEqualTo(SmallCity.WEST);

            JsonObject difference = city.get("/api/v1/boundaries/" + version + "/difference", gis)
                    .json();
            assertThat(difference.getJsonObject("moved").getInteger("count")).isEqualTo(2);
            assertThat(difference.getJsonObject("openEvents").getInteger("count"))
                    .isEqualTo(2);
            assertThat(difference.getJsonObject("openEvents").encode()).contains(before.getString("number"));
            assertThat(difference.getJsonObject("responders").encode()).contains("between");
            assertThat(difference.getJsonObject("devices").getInteger("count")).isEqualTo(1);
            assertThat(difference.getJsonObject("devices").encode()).contains("camera-between");
            assertThat(difference.getJsonObject("squareMetresChangingHands").getDouble("CELL"))
                    // 0.01 degrees of longitude at 34.71 north, 0.02 of latitude
                    .isBetween(2.0e6, 2.1e6);

            city.post("/api/v1/boundaries/" + version + "/activate", gis, new JsonObject().put("reason", "new border"));
            assertThat(centre.awaitType("map.activated").getString("subject")).isEqualTo(version);
            JsonObject after = report("after", CONTESTED);
            assertThat(after.getString("mapVersion")).isEqualTo(version);
            assertThat(baseGrid(after)).isEqualTo(SmallCity.EAST);
            JsonObject stillBefore = city.get("/api/v1/events/" + before.getString("number"), admin())
                    .json();
            assertThat(baseGrid(stillBefore)).as("open events keep their grid").isEqualTo(SmallCity.WEST);
            assertThat(stillBefore.getString("mapVersion")).isEqualTo(FIRST);
        }

        restart();
        assertThat(locate(CONTESTED).getString("mapVersion")).isEqualTo(version);

        assertThat(city.post("/api/v1/boundaries/rollback", gis, new JsonObject().put("reason", "a slip"))
                        .json()
                        .getString("version"))
                .isEqualTo(FIRST);
        assertThat(locate(CONTESTED).encode()).contains(SmallCity.WEST).contains(FIRST);
        assertThat(city.post("/api/v1/boundaries/rollback", gis, "application/json", "")
                        .status())
                .as("nothing was live before the first")
                .isEqualTo(409);

        JsonArray activations = city.get("/api/v1/boundaries", city.token(Role.SUPERVISOR, "s"))
                .json()
                .getJsonArray("activations");
        assertThat(activations.stream().map(one -> ((JsonObject) one).getString("reason")))
                .containsExactly("a slip", "new border", "what the server was first started with");
    }

    @Test
    void openEventsAreLocatedAnewWhereSomebodyAsksForIt() throws Exception {
        JsonObject moving = report("moving", CONTESTED);
        JsonObject staying = report("staying", 113.605);
        JsonObject outside = report("outside", 113.70);
        String version = load("moved.geojson", 113.61);
        String path = "/api/v1/boundaries/" + version + "/relocate";
        assertThat(city.post(path, admin(), "application/json", "").status())
                .as("it is not live yet")
                .isEqualTo(409);
        city.post("/api/v1/boundaries/" + version + "/activate", admin(), "application/json", "");
        try (Terminal centre = city.terminal(Role.CENTRE, "410105");
                Terminal loser = city.terminal(Role.CENTRE, SmallCity.WEST)) {
            Answer done = city.post(path, city.token(Role.GIS, "wang"), new JsonObject().put("reason", "council"));
            assertThat(done.json())
                    .isEqualTo(new JsonObject().put("lookedAt", 3).put("relocated", 1));
            assertThat(centre.awaitType("event.changed").getString("subject")).isEqualTo(moving.getString("number"));
            assertThat(loser.awaitType("event.changed")
                            .getJsonObject("data")
                            .getJsonObject("event")
                            .encode())
                    .as("who has it no more learns where it is now")
                    .contains(moving.getString("number"), SmallCity.EAST)
                    .doesNotContain(SmallCity.WEST);
        }
        JsonObject after = event(moving);
        assertThat(baseGrid(after)).isEqualTo(SmallCity.EAST);
        assertThat(after.getString("mapVersion")).isEqualTo(version);
        JsonObject order = after.getJsonArray("orders").getJsonObject(0);
        order.remove("deliveries");
        assertThat(order).isEqualTo(moving.getJsonArray("orders").getJsonObject(0));
        JsonArray history = after.getJsonArray("history");
        JsonObject last = history.getJsonObject(history.size() - 1);
        assertThat(last.getString("action")).isEqualTo("relocate");
        assertThat(last.getString("reason"))
                .isEqualTo("from " + SmallCity.WEST + " of map " + FIRST + " to " + SmallCity.EAST + " of map "
                        + version + ": council");
        assertThat(event(staying).getString("mapVersion")).isEqualTo(FIRST);
        assertThat(event(outside).getString("mapVersion")).isEqualTo(FIRST);

        assertThat(city.post(path, admin(), "application/json", "").json())
                .as("a second time nothing changes")
                .isEqualTo(new JsonObject().put("lookedAt", 3).put("relocated", 0));
        assertThat(event(moving).getJsonArray("history")).isEqualTo(history);
        JsonObject page =
                city.post(path + "?limit=2", admin(), "application/json", "").json();
        assertThat(page.getInteger("lookedAt")).isEqualTo(2);
        JsonObject rest = city.post(page.getString("next"), admin(), "application/json", "")
                .json();
        assertThat(rest).isEqualTo(new JsonObject().put("lookedAt", 1).put("relocated", 0));
        assertThat(city.post(path + "?after=" + outside.getString("number"), admin(), "application/json", "")
                        .json()
                        .getInteger("lookedAt"))
                .isZero();
        assertThat(city.post(path + "?after=x", admin(), "application/json", "")
                        .response()
                        .body())
                .contains("after: ");
        assertThat(city.post(path, city.token(Role.CENTRE, "410100"), "application/json", "")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void theDifferenceCountsAllEventsAndDevicesHoweverManyPagesTheyFill() throws Exception {
        int events = 2_003;
        for (int from = 0; from < events; from += 1_000) {
            JsonArray batch = new JsonArray();
            for (int i = from; i < Math.min(events, from + 1_000); i++) {
                batch.add(RunningServer.report("12345", "page-" + i, "90009", CONTESTED, 34.71));
            }
            assertThat(city.post("/api/v1/events", admin(), "application/json", batch.encode())
                            .json()
                            .getInteger("filed"))
                    .isEqualTo(batch.size());
        }
        int devices = 5_002;
        StringBuilder table = new StringBuilder("id,kind,name,lon,lat\n");
        for (int i = 0; i < devices; i++) {
            table.append("page-")
                    .append(i)
                    .append(",sensor,s,")
                    .append(CONTESTED)
                    .append(",34.71\n");
        }
        city.send(city.request("/api/v1/devices", admin())
                .header("Content-Type", "text/csv")
                .PUT(BodyPublishers.ofString(table.toString()))
                .build());

        JsonObject difference = city.get(
                        "/api/v1/boundaries/" + load("moved.geojson", 113.61) + "/difference",
                        city.token(Role.GIS, "wang"))
                .json();

        assertThat(difference.getJsonObject("openEvents").getInteger("count")).isEqualTo(events);
        assertThat(difference.getJsonObject("openEvents").getJsonArray("listed"))
                .hasSize(1_000);
        assertThat(difference.getJsonObject("devices").getInteger("count")).isEqualTo(devices);
        assertThat(difference.getJsonObject("devices").getJsonArray("listed")).hasSize(1_000);
    }

    @Test
    void anEventIsWorkedOnWhileItIsLocatedAnew() throws Exception {
        List<JsonObject> filed = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            filed.add(report("worked-" + i, CONTESTED));
        }
        String version = load("moved.geojson", 113.61);
        city.post("/api/v1/boundaries/" + version + "/activate", admin(), "application/json", "");
        String path = "/api/v1/boundaries/" + version + "/relocate";
        CompletableFuture<Integer> once = CompletableFuture.supplyAsync(() -> relocated(path));
        CompletableFuture<Integer> twice = CompletableFuture.supplyAsync(() -> relocated(path));
        for (JsonObject event : filed) {
            for (Object order : event.getJsonArray("orders")) {
                assertThat(city.post(
                                        "/api/v1/orders/" + ((JsonObject) order).getString("id") + "/accept",
                                        admin(),
                                        "application/json",
                                        "")
                                .status())
                        .isEqualTo(200);
            }
        }
        assertThat(once.get() + twice.get()).as("each once").isEqualTo(filed.size());
        for (JsonObject event : filed) {
            JsonObject after = event(event);
            assertThat(after.getString("status")).isEqualTo("IN_PROGRESS");
            assertThat(baseGrid(after)).isEqualTo(SmallCity.EAST);
            assertThat(after.getJsonArray("history").encode()).containsOnlyOnce("\"relocate\"");
        }
    }

    private int relocated(String path) {
        return city.post(path, admin(), "application/json", "").json().getInteger("relocated");
    }

    private JsonObject event(JsonObject filed) {
        return city.get("/api/v1/events/" + filed.getString("number"), admin()).json();
    }

    @Test
    void aReportComesInTheFormThatIsAskedFor() {
        String path = "/api/v1/boundaries/" + load("city.geojson", 113.61) + "/report";
        assertThat(text(path, "application/json")).startsWith("{\"title\":\"city.geojson\"");
        assertThat(text(path, "text/html")).startsWith("<!DOCTYPE html>").contains("city.geojson");
        assertThat(text(path, "application/geo+json")).contains("\"FeatureCollection\"");
        assertThat(city.get("/api/v1/boundaries/" + FIRST + "/report", admin()).status())
                .as("what it began with was not checked as a file")
                .isEqualTo(404);
    }

    @Test
    void everyVersionIsHandedOutInEveryForm() throws Exception {
        for (String format : List.of("geojson", "shapefile", "geopackage")) {
            byte[] file = city.bytes("/api/v1/boundaries/" + FIRST + "/export?format=" + format, admin());
            Path written = Files.write(folder.resolve("out." + format), file);
            // What was handed out can be brought in again.
            JsonObject job = loaded(written, "again." + format, "");
            assertThat(job.getString("state")).as(job.encode()).isEqualTo("DONE");
            JsonObject difference = city.get("/api/v1/boundaries/" + job.getString("version") + "/difference", admin())
                    .json();
            assertThat(difference.getJsonObject("moved").getInteger("count")).isZero();
            assertThat(difference.getJsonObject("renamed").getInteger("count")).isZero();
        }
        assertThat(city.get("/api/v1/boundaries/" + FIRST + "/export?format=dwg", admin())
                        .response()
                        .body())
                .contains("geojson, shapefile or geopackage");
        assertThat(leftBehind()).isEmpty();
    }

    @Test
    void aFileWithErrorsIsKeptForItsReportAndCannotGoLive() throws Exception {
        Path broken = folder.resolve("broken.geojson");
        Files.writeString(
                broken, Files.readString(cityFile).replace("\"code\":\"" + SmallCity.EAST + "\"", "\"code\":null"));
        JsonObject job = loaded(broken, "broken.geojson", "");
        assertThat(job.getString("state")).as(job.encode()).isEqualTo("DONE");
        String version = job.getString("version");
        assertThat(city.get("/api/v1/boundaries/" + version, admin()).json().getLong("errors"))
                .isPositive();
        assertThat(text("/api/v1/boundaries/" + version + "/report", "application/json"))
                .contains("\"code_missing\"");
        Answer refused = city.post("/api/v1/boundaries/" + version + "/activate", admin(), "application/json", "");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.response().body()).contains("errors");
        assertThat(locate(CONTESTED).getString("mapVersion")).isEqualTo(FIRST);
    }

    @Test
    void whatIsNoBoundaryFileFailsByItsNameAndLeavesNothingBehind() throws Exception {
        Path nonsense = Files.writeString(folder.resolve("nonsense"), "nonsense");
        JsonObject job = loaded(nonsense, "../../etc/边界.zip", "");
        assertThat(job.getString("state")).isEqualTo("FAILED");
        assertThat(job.getString("problem")).startsWith("边界.zip, offset 0");
        assertThat(city.get("/api/v1/boundaries", admin()).json().getJsonArray("versions"))
                .hasSize(1);
        assertThat(leftBehind()).isEmpty();
        assertThat(upload(nonsense, "a.zip", "&crss=gcj02").status()).isEqualTo(400);
        assertThat(upload(nonsense, "a.zip", "&encoding=klingon").response().body())
                .contains("encoding: ");
        assertThat(upload(nonsense, "", "").status()).isEqualTo(400);
    }

    @Test
    void aFileThatSaysItIsTooLargeIsRefusedBeforeItComes() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", city.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("POST /api/v1/boundaries?file=a.zip HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + admin()
                                    + "\r\nContent-Length: 2000000000\r\n\r\nPK")
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .as("the answer, and then the end of the connection")
                    .startsWith("HTTP/1.1 413");
        }
        assertThat(leftBehind()).isEmpty();
    }

    @Test
    void anUploadThatIsCutOffLeavesNothingBehind() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", city.port())) {
            socket.getOutputStream()
                    .write(("POST /api/v1/boundaries?file=a.zip HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + admin()
                                    + "\r\nContent-Length: 20000\r\n\r\nPK")
                            .getBytes(StandardCharsets.US_ASCII));
            until(() -> !leftBehind().isEmpty());
        }
        until(() -> leftBehind().isEmpty());
        assertThat(city.get("/api/v1/jobs", admin()).json().getJsonArray("jobs"))
                .isEmpty();
    }

    @Test
    void reportsAndLookUpsGoOnWhileMapsAreSwapped() throws Exception {
        String second = load("moved.geojson", 113.61);
        AtomicBoolean swapping = new AtomicBoolean(true);
        CompletableFuture<Set<String>> reporting = CompletableFuture.supplyAsync(() -> {
            Set<String> versions = new HashSet<>();
            for (int i = 0; swapping.get() || i < 20; i++) {
                JsonObject filed = report("swap-" + i, CONTESTED);
                versions.add(filed.getString("mapVersion"));
                assertThat(baseGrid(filed))
                        .isEqualTo(filed.getString("mapVersion").equals(FIRST) ? SmallCity.WEST : SmallCity.EAST);
                JsonObject located = locate(CONTESTED);
                assertThat(located.encode())
                        .contains(located.getString("mapVersion").equals(FIRST) ? SmallCity.WEST : SmallCity.EAST);
            }
            return versions;
        });
        for (int i = 0; i < 10; i++) {
            String next = i % 2 == 0 ? second : FIRST;
            assertThat(city.post("/api/v1/boundaries/" + next + "/activate", admin(), "application/json", "")
                            .json()
                            .getBoolean("live"))
                    .isTrue();
        }
        swapping.set(false);
        assertThat(reporting.get()).isSubsetOf(FIRST, second).contains(FIRST);
    }

    @Test
    void anotherCityFileThanThatOfTheDatabaseIsRefusedAtTheStart() throws Exception {
        city.close();
        Path other = SmallCity.write(SmallCity.withBorderAt("small-2", 113.63), folder.resolve("other.geojson"));
        try {
            assertThat(org.assertj.core.api.Assertions.catchThrowable(
                            () -> new RunningServer(folder.resolve("data"), other)))
                    .rootCause()
                    .hasMessageContaining(FIRST)
                    .hasMessageContaining("hexdispatch boundaries load");
        } finally {
            city = new RunningServer(folder.resolve("data"), cityFile);
        }
    }

    private void restart() throws Exception {
        city.close();
        city = new RunningServer(folder.resolve("data"), cityFile);
    }

    private String admin() {
        return city.token(Role.ADMIN, "admin");
    }

    /** Brings the small city in with its border elsewhere, and gives the version. */
    private String load(String name, double border) {
        Path file = SmallCity.write(SmallCity.withBorderAt("ignored", border), folder.resolve("upload-" + border));
        JsonObject job = loaded(file, name, "");
        assertThat(job.getString("state")).as(job.encode()).isEqualTo("DONE");
        return job.getString("version");
    }

    private Answer upload(Path file, String name, String parameters) {
        try {
            return city.send(city.request(
                            "/api/v1/boundaries?file="
                                    + java.net.URLEncoder.encode(name, StandardCharsets.UTF_8)
                                    + parameters,
                            city.token(Role.GIS, "wang"))
                    .POST(BodyPublishers.ofFile(file))
                    .build());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonObject loaded(Path file, String name, String parameters) {
        Answer accepted = upload(file, name, parameters);
        assertThat(accepted.status()).as(accepted.response().body()).isEqualTo(202);
        String job = accepted.response().headers().firstValue("Location").orElseThrow();
        JsonObject[] state = {accepted.json()};
        until(() -> {
            state[0] = city.get(job, city.token(Role.GIS, "wang")).json();
            return Set.of("DONE", "FAILED").contains(state[0].getString("state"));
        });
        return state[0];
    }

    private JsonObject report(String id, double longitude) {
        return city.post(
                        "/api/v1/events",
                        admin(),
                        RunningServer.report("12345", RunningServer.unique(id), "90009", longitude, 34.71))
                .json();
    }

    private JsonObject locate(double longitude) {
        return city.get("/api/v1/locate?lon=" + longitude + "&lat=34.71", admin())
                .json();
    }

    private static String baseGrid(JsonObject event) {
        return event.getJsonArray("grids").getJsonObject(0).getString("code");
    }

    private String text(String path, String accept) {
        Answer answer = city.send(
                city.request(path, admin()).header("Accept", accept).GET().build());
        assertThat(answer.response().headers().firstValue("Content-Type").orElseThrow())
                .startsWith(accept);
        return answer.response().body();
    }

    private List<Path> leftBehind() {
        try (Stream<Path> files = Files.list(folder.resolve("data/uploads"))) {
            return files.toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Looks until it holds, and fails when it does not hold in a long time. */
    private static void until(java.util.function.BooleanSupplier condition) {
        long deadline = System.nanoTime() + java.util.concurrent.TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("it does not come to hold");
            }
            Thread.onSpinWait();
        }
    }
}
