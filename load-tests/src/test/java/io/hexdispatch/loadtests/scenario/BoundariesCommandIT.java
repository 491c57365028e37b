package io.hexdispatch.loadtests.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.loadtests.Main;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A small city loaded, compared and put live under load in the packaged server, as a user would run it. */
class BoundariesCommandIT {
    @Test
    void everyAnswerNamesTheMapThatWasLiveAndItsGridWhileMapsAreSwapped(@TempDir Path folder) throws IOException {
        Path figures = folder.resolve("figures.json");
        StringWriter told = new StringWriter();
        CommandLine commandLine =
                Main.commandLine().setOut(new PrintWriter(told)).setErr(new PrintWriter(told));

        int exitCode = commandLine.execute(
                "boundaries",
                "--server-jar=" + System.getProperty("hexdispatch.jar"),
                "--grids=1000",
                "--lookups=200",
                "--events=20",
                "--seconds=1",
                "--warm-up=1",
                "--responders=300",
                "--json=" + figures);

        assertThat(exitCode).as(told.toString()).isZero();
        JsonObject all = new JsonObject(Files.readString(figures));
        assertThat(all.getJsonArray("faults")).isEmpty();
        JsonArray phases = all.getJsonArray("phases");
        assertThat(phases.stream().map(phase -> ((JsonObject) phase).getString("what")))
                .isEqualTo(List.of("nothing changes", "activate, map at hand", "rollback", "activate, map built anew"));
        for (int i = 0; i < phases.size(); i++) {
            JsonObject phase = phases.getJsonObject(i);
            assertThat(phase.getLong("failed")).as(phase.encode()).isZero();
            assertThat(phase.getLong("wrong")).as(phase.encode()).isZero();
            assertThat(phase.getJsonObject("lookups").getLong("count")).isGreaterThan(200);
            assertThat(phase.getJsonObject("events").getLong("count")).isGreaterThan(20);
        }
    }

    @Test
    void refusesAWarmUpOfLessThanNoTime() {
        StringWriter told = new StringWriter();

        int exitCode = Main.commandLine().setErr(new PrintWriter(told)).execute("boundaries", "--warm-up=-1");

        assertThat(exitCode).isEqualTo(2);
        assertThat(told.toString()).contains("--warm-up: -1 is not 0 to 3600");
    }
}
