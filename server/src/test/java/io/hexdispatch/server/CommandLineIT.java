package io.hexdispatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.postgres.EmbeddedDatabase;
import io.hexdispatch.server.ServerProcess.Run;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program as people type it. */
@ExtendWith(VertxExtension.class)
final class CommandLineIT {
    @Test
    void aTokenStandsAloneOnItsLine(@TempDir Path data) throws Exception {
        Run run = ServerProcess.run("token", "--role", "centre", "--for", "410100", "--data", data.toString());
        assertThat(run.exitCode()).isZero();
        assertThat(run.output()).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+\\R");
    }

    @Test
    void aTakenPortIsToldPlainlyAndLeavesNothingBehind(@TempDir Path data) throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = String.valueOf(other.getLocalPort());
            Run run = ServerProcess.run("serve", "--port", port, "--data", data.toString());
            assertThat(run.output()).contains("port " + port + " on 127.0.0.1 is taken", "--port");
            assertThat(run.exitCode()).isEqualTo(3);
            assertThat(ServerProcess.runsPostgres(data)).isFalse();
        }
    }

    @Test
    void aServerStopsCleanlyAndStartsAgainWithNothingLost(Vertx vertx, @TempDir Path data) throws Exception {
        String number;
        try (ServerProcess first = ServerProcess.start("serve", "--port", "0", "--data", data.toString())) {
            int port = first.awaitReady();
            Run second = ServerProcess.run("serve", "--port", "0", "--data", data.toString());
            assertThat(second.output()).contains("another server uses the data folder");
            assertThat(second.exitCode()).isEqualTo(1);
            number = report(port, token(data), 201);
            Terminal client = Terminal.connect(vertx, port, token(data, "centre", "410100"));
            assertThat(first.stop()).isEqualTo(143);
            assertThat(client.awaitClose()).isEqualTo((short) 1001);
            assertThat(first.output()).contains("Stopped; nothing acknowledged is lost.");
            assertThat(ServerProcess.runsPostgres(data)).isFalse();
        }
        try (ServerProcess again = ServerProcess.start("serve", "--port", "0", "--data", data.toString())) {
            assertThat(report(again.awaitReady(), token(data), 200)).isEqualTo(number);
        }
    }

    @Test
    void aServerRunsOnAPostgresOfItsOwner(@TempDir Path folder) throws Exception {
        try (EmbeddedDatabase own = EmbeddedDatabase.start(folder.resolve("own"))) {
            String url = own.address().toString();
            Path data = folder.resolve("data");
            try (ServerProcess server =
                    ServerProcess.start("serve", "--port", "0", "--data", data.toString(), "--database-url", url)) {
                report(server.awaitReady(), token(data), 201);
                assertThat(data.resolve("postgresql")).doesNotExist();
                Run second = ServerProcess.run(
                        "serve",
                        "--port",
                        "0",
                        "--data",
                        folder.resolve("other").toString(),
                        "--database-url",
                        url);
                assertThat(second.output()).contains("another server uses the database");
                assertThat(second.exitCode()).isEqualTo(1);
            }
        }
    }

    @Test
    void theDemonstrationShowsOrdersGoingOut(@TempDir Path data) throws Exception {
        try (ServerProcess server = ServerProcess.start("serve", "--demo", "--port", "0", "--data", data.toString())) {
            int port = server.awaitReady();
            assertThat(server.output()).contains("demonstration", "curl -s", "watch --url", "supervisor");
            try (ServerProcess watch = ServerProcess.start(
                    "watch", "--url", "http://127.0.0.1:" + port, "--token", token(data, "centre", "410100"))) {
                watch.awaitOutput("event.filed");
            }
        }
    }

    @Test
    void theDemonstrationCityIsExportedAndServesAsACityFile(@TempDir Path folder) throws Exception {
        Path geoJson = folder.resolve("city.geojson");
        Path shapefile = folder.resolve("city.zip");
        assertThat(ServerProcess.run("boundaries", "export", "--to", geoJson.toString())
                        .output())
                .contains("22,909 grids");
        assertThat(ServerProcess.run("boundaries", "export", "--to", shapefile.toString())
                        .exitCode())
                .isZero();
        assertThat(Files.size(shapefile)).isPositive();
        Path data = folder.resolve("data");
        try (ServerProcess server =
                ServerProcess.start("serve", "--port", "0", "--data", data.toString(), "--city", geoJson.toString())) {
            report(server.awaitReady(), token(data), 201);
        }
        Path broken =
                Files.writeString(folder.resolve("broken.geojson"), "{\"type\":\"FeatureCollection\",\"features\":[");
        Run refused = ServerProcess.run("serve", "--port", "0", "--data", data.toString(), "--city", broken.toString());
        assertThat(refused.output()).contains("broken.geojson", "hexdispatch boundaries load");
        assertThat(refused.exitCode()).isEqualTo(1);
        Run unread = ServerProcess.run(
                "serve", "--port", "0", "--data", folder.resolve("new").toString(), "--city", broken.toString());
        assertThat(unread.output()).contains("broken.geojson", "line 1");
        assertThat(unread.exitCode()).isEqualTo(1);
    }

    @Test
    void boundariesGoFromTheFileToTheRollback(@TempDir Path folder) throws Exception {
        Path first = SmallCity.write(SmallCity.withBorderAt("small-1", 113.62), folder.resolve("first.geojson"));
        Path moved = SmallCity.write(SmallCity.withBorderAt("small-2", 113.61), folder.resolve("moved.geojson"));
        Path page = folder.resolve("report.html");
        Run checked = ServerProcess.run("boundaries", "check", moved.toString(), "--report", page.toString());
        assertThat(checked.output()).contains("5 grids", "0 errors", "this could go live");
        assertThat(checked.exitCode()).isZero();
        assertThat(page).content().contains("moved.geojson");

        Path data = folder.resolve("data");
        try (ServerProcess server =
                ServerProcess.start("serve", "--port", "0", "--data", data.toString(), "--city", first.toString())) {
            String url = "http://127.0.0.1:" + server.awaitReady();
            String token = token(data, "gis", "wang");
            Run loaded = boundaries(url, token, "load", moved.toString(), "--title", "新边界", "--activate");
            assertThat(loaded.output()).contains("live v");
            assertThat(loaded.exitCode()).isZero();
            String version = boundaries(url, token, "list")
                    .output()
                    .lines()
                    .filter(line -> line.startsWith("live"))
                    .map(line -> line.split("\\s+")[1])
                    .findFirst()
                    .orElseThrow();
            assertThat(boundaries(url, token, "diff", version, "--from", "small-1")
                            .output())
                    .contains("small-1 -> " + version, SmallCity.EAST);
            Run relocated = boundaries(url, token, "activate", version, "--relocate-events");
            assertThat(relocated.output()).contains("live " + version, "0 of 0 open events lie in other grids now");
            Path exported = folder.resolve("exported.gpkg");
            assertThat(boundaries(url, token, "export", version, "--to", exported.toString())
                            .exitCode())
                    .isZero();
            assertThat(ServerProcess.run("boundaries", "check", exported.toString())
                            .exitCode())
                    .isZero();
            Run back = boundaries(url, token, "rollback", "--reason", "a slip");
            assertThat(back.output()).startsWith("live small-1");
            assertThat(boundaries(url, token, "rollback").output()).contains("nothing was live before");
            assertThat(boundaries(url, "no-token", "list").exitCode()).isEqualTo(1);
        }
        Path broken = Files.writeString(folder.resolve("broken.zip"), "PK");
        Run refused = ServerProcess.run("boundaries", "check", broken.toString());
        assertThat(refused.output()).contains("broken.zip");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(ServerProcess.run(
                                "boundaries", "check", folder.resolve("none").toString())
                        .exitCode())
                .isEqualTo(2);
    }

    private static Run boundaries(String url, String token, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("boundaries"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--url", url, "--token", token));
        return ServerProcess.run(all.toArray(String[]::new));
    }

    private static String token(Path data) throws Exception {
        return token(data, "source", "grid-member");
    }

    private static String token(Path data, String role, String who) throws Exception {
        return ServerProcess.run("token", "--role", role, "--for", who, "--data", data.toString())
                .output()
                .strip();
    }

    /** Reports always the same event, and gives its number. */
    private static String report(int port, String token, int expectedStatus) throws Exception {
        var answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/events"))
                                .header("Authorization", "Bearer " + token)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(
                                        RunningServer.report("grid-member", "one", "90009", 113.66, 34.42)
                                                .encode()))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(expectedStatus);
        return new io.vertx.core.json.JsonObject(answer.body()).getString("number");
    }
}
