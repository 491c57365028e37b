package io.hexdispatch.loadtests.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.loadtests.Main;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A short load against the packaged server, as a user would run it. */
class DispatchCommandIT {
    private static final int RATE = 50;
    private static final int SECONDS = 5;

    @Test
    void losesDoublesAndRefusesNothing(@TempDir Path folder) throws IOException {
        Path figures = folder.resolve("figures.json");
        StringWriter told = new StringWriter();
        CommandLine commandLine =
                Main.commandLine().setOut(new PrintWriter(told)).setErr(new PrintWriter(told));

        int exitCode = commandLine.execute(
                "dispatch",
                "--server-jar=" + System.getProperty("hexdispatch.jar"),
                "--rate=" + RATE,
                "--seconds=" + SECONDS,
                "--warm-up=2",
                "--warm-up-rate=" + RATE,
                "--responders=500",
                "--json=" + figures);

        assertThat(exitCode).as(told.toString()).isZero();
        JsonObject rates =
                new JsonObject(Files.readString(figures)).getJsonArray("rates").getJsonObject(1);
        for (String fault : new String[] {"lost", "doubled", "wrong", "wrongGrid", "refused", "unanswered"}) {
            assertThat(rates.getLong(fault)).as(fault).isZero();
        }
        long measured = RATE * SECONDS;
        assertThat(rates.getLong("filed")).isEqualTo(rates.getLong("sent")).isGreaterThan(measured);
        assertThat(rates.getLong("orders")).isGreaterThanOrEqualTo(rates.getLong("filed"));
        assertThat(rates.getJsonObject("dueToAnswer").getLong("count")).isEqualTo(measured);
        assertThat(rates.getJsonObject("dueToOrder").getLong("count")).isEqualTo(measured);
        assertThat(told.toString()).contains("POST to the order on the client").contains("machine ");
    }

    @Test
    void saysWhichJarIsMissing() {
        StringWriter told = new StringWriter();

        int exitCode = Main.commandLine().setErr(new PrintWriter(told)).execute("dispatch", "--server-jar=nowhere.jar");

        assertThat(exitCode).isEqualTo(1);
        assertThat(told.toString()).contains("nowhere.jar").contains("--server-jar");
    }

    @Test
    void refusesAnAddressWithoutTheFolderOfItsKey() {
        StringWriter told = new StringWriter();

        int exitCode =
                Main.commandLine().setErr(new PrintWriter(told)).execute("dispatch", "--url=http://127.0.0.1:8080");

        assertThat(exitCode).isEqualTo(2);
        assertThat(told.toString()).contains("--data");
    }
}
