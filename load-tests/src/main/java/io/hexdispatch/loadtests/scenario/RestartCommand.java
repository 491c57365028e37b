package io.hexdispatch.loadtests.scenario;

import io.hexdispatch.loadtests.scenario.DeadlineWatch.Lateness;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures how soon a server with a full database takes events again, and whether its deadlines fire on time then. */
@Command(
        name = "restart",
        description = {
            "Fills the database of a fresh server with open events, each with a running deadline, and with responders; restarts it and"
                    + " prints how long it took until it was ready and until it filed an event.",
            "Then lets deadlines fall due, evenly and many in one moment, and prints how late each was told over the WebSocket."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every deadline was told once",
            "1:one was not told, or twice; or it could not be measured",
            "2:the command line is wrong"
        })
public final class RestartCommand implements Callable<Integer> {
    private static final int RESPONDERS_MAX = 1_000_000;
    private static final Duration EVENLY = Duration.ofSeconds(30);
    private static final Duration UNTIL_DUE = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long SEED = 410_100;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "How many open events. Default: ${DEFAULT-VALUE}")
    private int events;

    @Option(
            names = "--responders",
            paramLabel = "N",
            defaultValue = "100000",
            description = "How many responders. Default: ${DEFAULT-VALUE}")
    private int responders;

    @Option(
            names = "--due",
            paramLabel = "N",
            defaultValue = "200",
            description = "How many deadlines fall due a second, for 30 s. Default: ${DEFAULT-VALUE}")
    private int due;

    @Option(
            names = "--together",
            paramLabel = "N",
            defaultValue = "2000",
            description = "How many fall due in one moment after that. Default: ${DEFAULT-VALUE}")
    private int together;

    @Mixin
    private TestedServer server;

    @Option(names = "--json", paramLabel = "FILE", description = "Also writes all figures to a file")
    private Path json;

    @Override
    public Integer call() throws Exception {
        if (events < due * EVENLY.toSeconds() + together || responders < 1 || responders > RESPONDERS_MAX) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--events is at least 30 times --due and --together in all, --responders is 1 to "
                            + RESPONDERS_MAX);
        }
        return server.measure(this::measure);
    }

    private int measure(ServerProcess process, Machine machine) throws Exception {
        JsonObject report = new JsonObject()
                .put("machine", machine.toJson())
                .put("events", events)
                .put("responders", responders);
        BearerTokens tokens = BearerTokens.of(process.dataFolder());
        CityPlaces places = CityPlaces.ofDefaultCity();
        long original;
        try (RollCallLoad load = new RollCallLoad(process.address(), tokens)) {
            load.takeIn(places, responders);
        }
        String admin = tokens.token("admin", "load-test");
        Reports reports = new Reports(places, "restart-" + System.currentTimeMillis() + "-", SEED);
        original = file(process, tokens, reports, 1);
        tell(responders + " responders taken in");
        try (Connection connection = DriverManager.getConnection(process.databaseUrl(), "postgres", "")) {
            new ClonedEvents(connection, original).write(events, responders, written -> {
                if (written % 200_000 == 0) {
                    tell(written + " events written");
                }
            });
        }
        long beganNanos = System.nanoTime();
        process.stop();
        double stopSeconds = since(beganNanos);
        beganNanos = System.nanoTime();
        process.startAgain();
        process.awaitReady();
        double readySeconds = since(beganNanos);
        file(process, tokens, reports, 2);
        double filedSeconds = since(beganNanos);
        tell(String.format(
                Locale.ROOT,
                "stopped within %.1f s; started anew, ready after %.1f s, the first event filed after %.1f s; at most %.0f MB",
                stopSeconds,
                readySeconds,
                filedSeconds,
                process.memoryBytesMax().orElse(0) / 1e6));
        report.put("stopSeconds", stopSeconds).put("readySeconds", readySeconds).put("filedSeconds", filedSeconds);

        // A server's timer reads the moments at its start, so they are set before another one.
        Instant first = Instant.now().plus(UNTIL_DUE).plusMillis((long) (2e3 * (stopSeconds + readySeconds)));
        try (Connection connection = DriverManager.getConnection(process.databaseUrl(), "postgres", "")) {
            new ClonedEvents(connection, original).fallDue(first, due, EVENLY, together);
        }
        process.stop();
        process.startAgain();
        process.awaitReady();
        List<Lateness> latenesses;
        try (DeadlineWatch watch =
                new DeadlineWatch(process.address(), admin, original, first, due, EVENLY, together)) {
            latenesses = watch.await(PATIENCE);
        }
        tell("");
        tell(String.format(
                Locale.ROOT,
                "%d deadlines run, of which %d a second fall due for 30 s, and %d at once:",
                events,
                due,
                together));
        JsonArray figures = new JsonArray();
        boolean isRight = true;
        for (Lateness each : latenesses) {
            tell(each.toString());
            figures.add(each.toJson());
            isRight &= each.isRight();
        }
        tell("");
        machine.lines().forEach(this::tell);
        if (json != null) {
            Files.writeString(json, report.put("deadlines", figures).encodePrettily());
        }
        return isRight ? 0 : 1;
    }

    private static double since(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }

    /** Files an event and gives its serial number. */
    private static long file(ServerProcess process, BearerTokens tokens, Reports reports, long number)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(process.address().resolve("/api/v1/events"))
                .header("Authorization", "Bearer " + tokens.token("source", Reports.SOURCE))
                .header("Content-Type", "application/json")
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(
                        reports.body(number, reports.place()).getBytes()))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 201) {
            throw new IOException("an event was answered " + answer.statusCode() + ": " + answer.body());
        }
        return Long.parseLong(new JsonObject(answer.body()).getString("number").split("-")[1]);
    }

    private void tell(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
