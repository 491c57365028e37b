package io.hexdispatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A roll call over time: sent again, reminded at half time, ended at its limit though the server was down. */
final class RollCallTimeIT {
    private static final String ROOT = "/api/v1/roll-calls/";
    private static final JsonObject NOTHING = new JsonObject();

    @TempDir
    private Path folder;

    private final ShiftedClock clock = new ShiftedClock();

    @Test
    void theSilentAreRemindedAtHalfTimeAndTheLimitHoldsOverARestart() throws Exception {
        Path city = SmallCity.write(SmallCity.withBorderAt("small-1", 113.62), folder.resolve("city.geojson"));
        String id;
        try (RunningServer server = start(city)) {
            server.putResponder("eager", "police-410105", 113.61, 34.71, 1);
            server.putResponder("silent", "police-410105", 113.63, 34.71, 1);
            try (Terminal eager = server.terminal(Role.RESPONDER, "eager");
                    Terminal silent = server.terminal(Role.RESPONDER, "silent")) {
                JsonObject called = server.post(
                                "/api/v1/roll-calls",
                                server.token(Role.CENTRE, "410105001"),
                                new JsonObject()
                                        .put("key", "night")
                                        .put("purpose", "real")
                                        .put("message", "暴雨红色预警，立即到岗")
                                        .put("limitSeconds", 600)
                                        .put(
                                                "audience",
                                                new JsonObject()
                                                        .put("responders", "on-duty")
                                                        .put("grids", new JsonArray().add("410105001"))))
                        .json();
                id = called.getString("id");
                assertThat(called.getInteger("called")).isEqualTo(2);
                assertThat(Instant.parse(called.getString("remindAt")))
                        .isEqualTo(Instant.parse(called.getString("calledAt")).plusSeconds(300));
                String first = silent.awaitType("rollcall.called").getString("id");
                eager.awaitType("rollcall.called");
                eager.command("rollcall.answer", id, NOTHING);

                // Not acknowledged, so it comes again; acknowledged, it does not.
                clock.shift(Duration.ofSeconds(15));
                assertThat(silent.awaitType("rollcall.called").getString("id")).isEqualTo(first);
                silent.send("rollcall.acknowledge", id, NOTHING);

                clock.shift(Duration.ofMinutes(5));
                JsonObject reminded = silent.awaitType("rollcall.reminded");
                assertThat(reminded.getString("id")).isEqualTo(id + "/reminded/1");
                // Back and forth again: they were reminded.
                clock.shift(Duration.ofMinutes(-3));
                clock.shift(Duration.ofMinutes(3));
                assertThat(eager.drain()).noneMatch(one -> one.getString("type").endsWith("rollcall.reminded"));
            }
        }
        clock.shift(Duration.ofMinutes(5));
        try (RunningServer server = start(city)) {
            String admin = server.token(Role.ADMIN, "duty");
            JsonObject ended = awaitEnd(server, id, admin);
            assertThat(ended.getString("cause")).isEqualTo("time-up");
            assertThat(ended.getInteger("reminders")).isEqualTo(1);
            assertThat(ended.getJsonObject("tally").getInteger("answered")).isEqualTo(1);
            assertThat(ended.getJsonObject("tally").getInteger("silent")).isEqualTo(1);
            try (Terminal silent = server.terminal(Role.RESPONDER, "silent")) {
                JsonObject late = silent.command("rollcall.answer", id, NOTHING);
                assertThat(late.getJsonObject("data").getJsonObject("own").getString("attendance"))
                        .isEqualTo("late");
                assertThat(silent.drain())
                        .as("a call that is over is not sent any more")
                        .noneMatch(one -> one.getString("type").endsWith("rollcall.called"));
            }
            JsonObject tally = server.get(ROOT + id, admin).json().getJsonObject("tally");
            assertThat(tally.getInteger("late")).isEqualTo(1);
            assertThat(tally.getInteger("silent")).isZero();
        }
    }

    private RunningServer start(Path city) throws Exception {
        return new RunningServer(folder.resolve("data"), Optional.of(city), Optional.empty(), clock);
    }

    private static JsonObject awaitEnd(RunningServer server, String id, String admin) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        JsonObject call = server.get(ROOT + id, admin).json();
        while (call.getString("state").equals("calling") && System.nanoTime() < deadline) {
            call = server.get(ROOT + id, admin).json();
        }
        return call;
    }
}
