package io.hexdispatch.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.hexdispatch.access.Role;
import io.hexdispatch.server.RunningServer.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** While its database is away the server refuses what needs it and goes on with the rest, and takes it up again by itself. */
final class OutageIT {
    private static final String SOURCE = "outage";
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(15);
    private static final Duration BACK_WITHIN = Duration.ofSeconds(30);

    @TempDir
    static Path data;

    private static final ShiftedClock CLOCK = new ShiftedClock();
    private static RunningServer server;
    private static OwnPostgres postgres;

    @BeforeAll
    static void start() throws Exception {
        server = new RunningServer(data, Optional.empty(), Optional.empty(), CLOCK);
        postgres = new OwnPostgres(data);
        server.putResponder("outage-responder", "water-supply-410181", 113.02, 34.75, 100);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Answer report(String id) {
        return server.post(
                "/api/v1/events",
                server.token(Role.SOURCE, SOURCE),
                RunningServer.report(SOURCE, id, "90009", 113.02, 34.75));
    }

    private static void awaitReady() throws InterruptedException {
        long untilNanos = System.nanoTime() + BACK_WITHIN.toNanos();
        while (server.get("/health/ready", "").status() != 200) {
            if (System.nanoTime() - untilNanos > 0) {
                fail("the server did not take its database up again");
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private static void assertFiledOnce(String id, String number) {
        List<String> numbers = new ArrayList<>();
        String path = "/api/v1/events?limit=500";
        while (path != null) {
            JsonObject page = server.get(path, server.token(Role.ADMIN, "test")).json();
            page.getJsonArray("events").stream()
                    .map(JsonObject.class::cast)
                    .filter(event -> event.getString("sourceEventId").equals(id))
                    .forEach(event -> numbers.add(event.getString("number")));
            path = page.getString("next");
        }
        assertThat(numbers).containsExactly(number);
    }

    /** As the server counts them in memory. */
    private static int openOrdersOfTheResponder() {
        return server.get("/api/v1/locate?lon=113.02&lat=34.75&k=1", server.token(Role.ADMIN, "test"))
                .json()
                .getJsonArray("responders")
                .getJsonObject(0)
                .getInteger("openOrders");
    }

    private static int openOrdersInTheDatabase() throws SQLException {
        try (Connection connection = connect();
                var rows = connection
                        .createStatement()
                        .executeQuery("SELECT count(*) FROM dispatch_order WHERE responder = 'outage-responder'"
                                + " AND status = 'DISPATCHED'")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + databasePort() + "/postgres?user=postgres");
    }

    private static int databasePort() {
        try {
            return Integer.parseInt(Files.readAllLines(data.resolve("postgresql/data/postmaster.pid"))
                    .get(3)
                    .strip());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void whileThePausedDatabaseSaysNothingWritesAreRefusedLookUpsGoOnAndNothingIsFiledTwice() throws Exception {
        String id = RunningServer.unique("paused");
        String gis = server.token(Role.GIS, "gis");
        String owed = report(RunningServer.unique("paused"))
                .json()
                .getJsonArray("orders")
                .getJsonObject(0)
                .getString("id");
        try (Terminal terminal = server.terminal(Role.RESPONDER, "outage-responder")) {
            // Whoever is still being told what he is owed when the database goes away is let go.
            terminal.await(message -> owed.equals(message.getString("subject")));
            postgres.pause();
            try {
                long began = System.nanoTime();
                Answer first = report(id);
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(ANSWERED_WITHIN);
                assertThat(first.status()).isEqualTo(503);
                assertThat(first.response().headers().firstValue("Retry-After")).contains("1");
                assertThat(first.json().getString("detail")).contains("Send the same request again");

                began = System.nanoTime();
                Answer second = report(RunningServer.unique("paused"));
                assertThat(second.status()).isEqualTo(503);
                assertThat(second.response().headers().firstValue("Retry-After"))
                        .contains("1");
                assertThat(second.json().getString("detail")).contains("nothing was changed");
                assertThat(Duration.ofNanos(System.nanoTime() - began))
                        .as("once it is known to be away, nobody waits for it")
                        .isLessThan(Duration.ofSeconds(2));

                assertThat(server.get("/health/ready", "").status()).isEqualTo(503);
                assertThat(server.get("/health/live", "").status()).isEqualTo(200);
                assertThat(server.get("/api/v1/locate?lon=113.02&lat=34.75", gis)
                                .status())
                        .isEqualTo(200);
                assertThat(server.get("/api/v1/locate?lon=113.02&lat=34.75&k=1", server.token(Role.ADMIN, "test"))
                                .status())
                        .isEqualTo(200);
                assertThat(server.bytes("/tiles/grids/3/6/3.mvt", gis)).isNotNull();
                assertThat(server.get("/api/v1/figures?figure=events", server.token(Role.ADMIN, "test"))
                                .status())
                        .isIn(400, 503);
                assertThat(terminal.socket().isClosed()).isFalse();
            } finally {
                postgres.goOn();
            }
            awaitReady();
            Answer again = report(id);
            assertThat(again.status()).isIn(200, 201);
            assertFiledOnce(id, again.json().getString("number"));
            String order = again.json().getJsonArray("orders").getJsonObject(0).getString("id");
            assertThat(terminal.await(message -> order.equals(message.getString("subject")))
                            .getString("type"))
                    .as("the client stayed connected")
                    .endsWith("order.dispatched");
        }
        assertThat(openOrdersOfTheResponder()).isEqualTo(openOrdersInTheDatabase());
    }

    @Test
    void aDatabaseThatWasKilledIsStartedAgainAndNothingAcknowledgedIsLost() throws Exception {
        Map<String, String> acknowledged = new LinkedHashMap<>();
        Answer answer = null;
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        // Its processes live on for a moment; what they commit counts like everything else.
        for (int i = 0; answer == null || answer.status() != 503; i++) {
            assertThat(System.nanoTime()).as("reports are refused").isLessThan(deadline);
            String id = RunningServer.unique("killed");
            answer = report(id);
            if (answer.status() == 201) {
                acknowledged.put(id, answer.json().getString("number"));
            }
            if (i == 0) {
                postgres.kill();
            }
        }
        awaitReady();

        assertThat(acknowledged).isNotEmpty();
        for (Map.Entry<String, String> each : acknowledged.entrySet()) {
            assertFiledOnce(each.getKey(), each.getValue());
        }
        assertThat(report(RunningServer.unique("killed")).status()).isEqualTo(201);
        assertThat(openOrdersOfTheResponder()).isEqualTo(openOrdersInTheDatabase());
    }

    @Test
    void whoTakesAllConnectionsOfTheDatabaseTakesNoneOfTheServers() throws Exception {
        List<Connection> taken = new ArrayList<>();
        try {
            while (true) {
                taken.add(connect());
            }
        } catch (SQLException noneLeft) {
            assertThat(noneLeft.getSQLState()).isEqualTo("53300");
            assertThat(report(RunningServer.unique("crowded")).status()).isEqualTo(201);
            assertThat(server.get("/health/ready", "").status()).isEqualTo(200);
        } finally {
            for (Connection connection : taken) {
                connection.close();
            }
        }
    }

    @Test
    void aConnectionThatIsBrokenIsReplacedAndMemoryStaysTrue() throws Exception {
        report(RunningServer.unique("broken"));
        try (Connection connection = connect();
                var ended = connection
                        .createStatement()
                        .executeQuery("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                                + " WHERE application_name LIKE 'hexdispatch-%'")) {
            assertThat(ended.next()).isTrue();
        }
        awaitReady();
        String id = RunningServer.unique("broken");
        long untilNanos = System.nanoTime() + BACK_WITHIN.toNanos();
        Answer answer = report(id);
        while (answer.status() == 503 && System.nanoTime() - untilNanos < 0) {
            TimeUnit.MILLISECONDS.sleep(50);
            answer = report(id);
        }
        assertThat(answer.status()).isIn(200, 201);
        assertFiledOnce(id, answer.json().getString("number"));
        assertThat(openOrdersOfTheResponder()).isEqualTo(openOrdersInTheDatabase());
    }

    @Test
    void whatIsOwedComesAlsoWhereTheClockWasSetBackSinceItWasFiled() {
        String order = report(RunningServer.unique("clock"))
                .json()
                .getJsonArray("orders")
                .getJsonObject(0)
                .getString("id");
        CLOCK.shift(Duration.ofHours(-1));
        try {
            try (Terminal terminal = server.terminal(Role.RESPONDER, "outage-responder")) {
                terminal.await(message -> order.equals(message.getString("subject")));
                terminal.await(message -> order.equals(message.getString("subject")));
                // Twice: at the connection, and again because it was not acknowledged.
            }
            Answer later = report(RunningServer.unique("clock"));
            assertThat(later.status()).isEqualTo(201);
            JsonArray history = server.get(
                            "/api/v1/events/" + later.json().getString("number"), server.token(Role.ADMIN, "test"))
                    .json()
                    .getJsonArray("history");
            assertThat(history).isNotEmpty();
        } finally {
            CLOCK.shift(Duration.ofHours(1));
        }
    }
}
