package io.hexdispatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Role;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deadlines as those see them who must meet them: warned, missed, escalated, over a restart and a clock that jumps. */
class DeadlinesIT {
    private static final String RULES =
            """
            version: 1
            title: test
            departments:
              - {code: gas, name: Gas}
            units:
              - {code: gas-city, name: City gas, department: gas, area: 410100}
            escalations:
              - {code: street, centre: own, after: 1 hour, next: county}
              - {code: county, centre: county}
            deadlines: {acceptance: 30 minutes, disposal: 5 working days, escalation: street, calendar: round-the-clock}
            default:
              lead: gas
            rules:
              - {categories: [02*], lead: gas}
            """;

    @TempDir
    private Path folder;

    private final ShiftedClock clock = new ShiftedClock();

    @Test
    void aDeadlineWarnsIsMissedAndClimbsOverARestartAndAClockThatJumps() throws Exception {
        Path rules = Files.writeString(folder.resolve("rules.yaml"), RULES);
        Path city = SmallCity.write(SmallCity.withBorderAt("small-1", 113.62), folder.resolve("city.geojson"));
        String number;
        try (RunningServer server = start(city, rules);
                Terminal unit = server.terminal(Role.UNIT, "gas-city");
                Terminal street = server.terminal(Role.CENTRE, "410105001")) {
            JsonObject filed = server.post(
                            "/api/v1/events",
                            server.token(Role.SOURCE, "test"),
                            RunningServer.report("test", "deadline-1", "90003", 113.61, 34.71))
                    .json();
            number = filed.getString("number");
            Instant filedAt = Instant.parse(filed.getString("filedAt"));
            List<JsonObject> deadlines = deadlines(server, "/api/v1/events/" + number + "/deadlines", "410105");
            assertThat(deadlines)
                    .extracting(each -> each.getString("kind"))
                    .containsExactlyInAnyOrder("disposal", "acceptance");
            JsonObject acceptance =
                    deadlines.get(deadlines.get(0).getString("kind").equals("acceptance") ? 0 : 1);
            assertThat(acceptance.getString("order")).isEqualTo(number + "-1");
            assertThat(Instant.parse(acceptance.getString("dueAt"))).isEqualTo(filedAt.plus(Duration.ofMinutes(30)));
            assertThat(acceptance.getBoolean("overdue")).isFalse();

            clock.shift(Duration.ofMinutes(23));
            JsonObject warning = unit.awaitType("deadline.warning");
            assertThat(warning.getString("subject")).isEqualTo(number + "-1");
            assertThat(warning.getJsonObject("data").getJsonObject("deadline").getString("kind"))
                    .isEqualTo("acceptance");
            assertThat(street.awaitType("deadline.warning").getString("id")).isEqualTo(warning.getString("id"));
            // Back and forth again: it was told.
            clock.shift(Duration.ofHours(-1));
            clock.shift(Duration.ofHours(1));
        }
        clock.shift(Duration.ofMinutes(8));
        try (RunningServer server = start(city, rules)) {
            JsonObject missed = awaitHistory(server, number, "deadline-overdue");
            assertThat(missed.getString("reason"))
                    .contains("acceptance within 30 minutes")
                    .contains("told centre 410105001");
            assertThat(deadlines(server, "/api/v1/deadlines?overdue=true", "410105"))
                    .singleElement()
                    .satisfies(each -> assertThat(each.getBoolean("overdue")).isTrue());
            assertThat(deadlines(server, "/api/v1/deadlines", "410105")).hasSize(2);
            assertThat(deadlines(server, "/api/v1/deadlines", "410181")).isEmpty();

            try (Terminal county = server.terminal(Role.CENTRE, "410105")) {
                clock.shift(Duration.ofHours(1));
                JsonObject escalated = county.awaitType("deadline.escalated");
                assertThat(escalated.getJsonObject("data").getJsonObject("told").getString("id"))
                        .isEqualTo("410105");
            }
            JsonObject event = server.get("/api/v1/events/" + number, server.token(Role.ADMIN, "test"))
                    .json();
            assertThat(event.getJsonArray("history").stream().map(line -> ((JsonObject) line).getString("action")))
                    .containsExactly(
                            "file", "dispatch", "follow", "deadline-warning", "deadline-overdue", "deadline-escalated");

            String admin = server.token(Role.ADMIN, "test");
            assertThat(server.post(
                                    "/api/v1/orders/" + number + "-1/accept",
                                    server.token(Role.UNIT, "gas-city"),
                                    new JsonObject())
                            .status())
                    .isEqualTo(200);
            assertThat(deadlines(server, "/api/v1/deadlines?overdue=true", "410105"))
                    .isEmpty();
            assertThat(server.get("/api/v1/deadlines?overdue=perhaps", admin).status())
                    .isEqualTo(400);
            assertThat(server.get("/api/v1/deadlines?dueFrom=now", admin).status())
                    .isEqualTo(400);
            assertThat(server.get("/api/v1/events/20260101-0000001/deadlines", admin)
                            .status())
                    .isEqualTo(404);
            assertThat(server.get("/api/v1/deadlines", server.token(Role.SOURCE, "test"))
                            .status())
                    .isEqualTo(403);
        }
    }

    private RunningServer start(Path city, Path rules) throws Exception {
        return new RunningServer(folder.resolve("data"), Optional.of(city), Optional.of(rules), clock);
    }

    private static List<JsonObject> deadlines(RunningServer server, String path, String centre) {
        return server.get(path, server.token(Role.CENTRE, centre)).json().getJsonArray("deadlines").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    /** The line of the history, as soon as it is there. */
    private static JsonObject awaitHistory(RunningServer server, String number, String action) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < end) {
            Optional<JsonObject> line = server
                    .get("/api/v1/events/" + number, server.token(Role.ADMIN, "test"))
                    .json()
                    .getJsonArray("history")
                    .stream()
                    .map(JsonObject.class::cast)
                    .filter(each -> each.getString("action").equals(action))
                    .findFirst();
            if (line.isPresent()) {
                return line.get();
            }
        }
        throw new AssertionError("no " + action + " in the history of " + number);
    }
}
