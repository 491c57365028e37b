package io.hexdispatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Role;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A small day is played against a server of its own, because it changes the rules; and wrong figures are noticed. */
class SimulationIT {
    @TempDir
    private static Path data;

    private static RunningServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new RunningServer(data);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private record Run(int exitCode, String output) {}

    @Test
    void aSmallDayEndsWithEqualBooksAndLeavesTheCityAsItWas() {
        Run run = simulate("--events", "300", "--seed", "7", "--run", "small");

        assertThat(run.output()).contains("300 of 300 events filed; the server's figures equal the books");
        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(server.get("/api/v1/rules", admin()).json().getJsonArray("versions").stream()
                        .map(each -> (JsonObject) each)
                        .filter(each -> each.getBoolean("live")))
                .singleElement()
                .satisfies(live -> assertThat(live.getInteger("version")).isOne());
        assertThat(server.get("/api/v1/sources/sim-small-heating", admin()).status())
                .isEqualTo(404);
        assertThat(server.get("/api/v1/responders/sim-small-police-410100-1", admin())
                        .json()
                        .getBoolean("onDuty"))
                .isFalse();

        Run again = simulate("--events", "100", "--run", "small");
        assertThat(again.output()).contains("choose another name with --run");
        assertThat(again.exitCode()).isEqualTo(1);
    }

    @Test
    void anEventFiledBehindItsBackIsNoticed() throws Exception {
        CompletableFuture<Run> running =
                CompletableFuture.supplyAsync(() -> simulate("--events", "300", "--seed", "8", "--run", "wrong"));
        // As soon as the simulation has begun, and before it compares.
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (System.nanoTime() < end
                && server.get("/api/v1/events?source=sim-wrong-hotline-12345&limit=1", admin())
                        .json()
                        .getJsonArray("events")
                        .isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        String number = server.post(
                        "/api/v1/events",
                        server.token(Role.SOURCE, "sim-wrong-religion"),
                        RunningServer.report("sim-wrong-religion", "behind-its-back", "90003", 113.66, 34.78))
                .json()
                .getString("number");

        Run run = running.get(120, TimeUnit.SECONDS);
        assertThat(run.output())
                .contains(number + ": the server has it, under source sim-wrong-religion, and the books do not")
                .contains("THE SERVER AND THE BOOKS DIFFER");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void whatIsWrongWithTheCommandLineIsSaid() {
        assertThat(simulate().output()).contains("say --day for the whole day, or --events NUMBER");
        assertThat(simulate("--events", "10").output()).contains("--events: 10 is not 100 to 100000");
        assertThat(simulate("--day", "--speed", "fast").output()).contains("--speed: \"fast\" is neither max nor");
        assertThat(simulate("--day", "--run", "A B").exitCode()).isEqualTo(2);
        assertThat(simulate("--day", "--url", "localhost:8080").exitCode()).isEqualTo(2);
    }

    private static String admin() {
        return server.token(Role.ADMIN, "test");
    }

    private static Run simulate(String... options) {
        List<String> arguments = new ArrayList<>(List.of("simulate", "--data", data.toString()));
        if (!List.of(options).contains("--url")) {
            arguments.addAll(List.of("--url", "http://127.0.0.1:" + server.port()));
        }
        arguments.addAll(List.of(options));
        StringWriter output = new StringWriter();
        PrintWriter writer = new PrintWriter(output, true);
        CommandLine commandLine = Main.commandLine().setOut(writer).setErr(writer);
        int exitCode = commandLine.execute(arguments.toArray(String[]::new));
        writer.flush();
        return new Run(exitCode, output.toString());
    }
}
