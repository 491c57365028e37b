package io.hexdispatch.loadtests.scenario;

import io.hexdispatch.loadtests.scenario.DispatchReport.Step;
import io.hexdispatch.loadtests.scenario.DispatchReport.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures how long it takes from the report of an event to the order on the client, and how many events a second are held. */
@Command(
        name = "dispatch",
        description = {
            "Reports events at a fixed rate, takes the orders at the terminals of all units, and prints how long it took from the"
                    + " moment an event was due to the answer and to the order, all committed.",
            "Starts a server of its own, on loopback with a fresh database, unless --url names one that runs."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every order came once, to the right unit",
            "1:an order was lost, doubled or wrong, or an event refused at a rate that was asked for; or it could not be"
                    + " measured",
            "2:the command line is wrong"
        })
public final class DispatchCommand implements Callable<Integer> {
    private static final int RATE_MAX = 100_000;
    private static final int EVENTS_MAX = 5_000_000;
    private static final int SETTLE_SECONDS = 3;
    private static final double STEP_FACTOR = 1.5;
    private static final int REFINEMENTS = 2;
    private static final double THROUGHPUT_SHARE_MIN = 0.98;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--rate",
            paramLabel = "EVENTS",
            defaultValue = "100",
            description = "Events a second; with --find-highest, where to begin. Default: ${DEFAULT-VALUE}")
    private int rate;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "10",
            description = "How long each rate is measured, after it was held for " + SETTLE_SECONDS
                    + " s. Default: ${DEFAULT-VALUE}")
    private int seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "S",
            defaultValue = "20",
            description = "How long events are sent before the first rate, for the compilers of both programs. Default:"
                    + " ${DEFAULT-VALUE}")
    private int warmUpSeconds;

    @Option(
            names = "--warm-up-rate",
            paramLabel = "EVENTS",
            defaultValue = "200",
            description = "How many a second are sent then. Default: ${DEFAULT-VALUE}")
    private int warmUpRate;

    @Option(
            names = "--find-highest",
            description =
                    "Raises the rate by half until the p99 to the order exceeds --p99-max or fewer than 98 in 100 of the"
                            + " events get their orders in time, then looks in between")
    private boolean findHighest;

    @Option(
            names = "--p99-max",
            paramLabel = "MS",
            defaultValue = "50",
            description = "Milliseconds within which 99 of 100 events must have their order. Default: ${DEFAULT-VALUE}")
    private int p99MaxMillis;

    @Option(
            names = "--responders",
            paramLabel = "N",
            defaultValue = "1000",
            description =
                    "How many responders to take in. Each holds up to 100 orders; when all do, the unit gets an order"
                            + " alone. Default: ${DEFAULT-VALUE}")
    private int responders;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "256",
            description = "How many HTTP connections at most. Default: ${DEFAULT-VALUE}")
    private int connections;

    @Option(
            names = "--server-jar",
            paramLabel = "FILE",
            defaultValue = "server/target/hexdispatch.jar",
            description = "The server to start. Default: ${DEFAULT-VALUE}")
    private Path serverJar;

    @Option(
            names = "--server-java",
            paramLabel = "DIR",
            description = "The home of the Java that runs it. Default: the one that runs this")
    private Path serverJava;

    @Option(
            names = "--server-java-option",
            paramLabel = "OPTION",
            description = "An option for the Java that runs it, such as -Xmx1g; as often as needed")
    private List<String> serverJavaOptions = new ArrayList<>();

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "A server that runs already, with the default city and rules, such as http://127.0.0.1:8080. It"
                            + " keeps the events, orders and responders of the test")
    private URI url;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data folder of that server, from whose key the tokens are made")
    private Path data;

    @Option(
            names = "--bare",
            description =
                    "Measures, instead of the server, a bare program on the server's database that writes as many rows for"
                            + " each event and echoes to the terminals, and does nothing else: what can be had at most on this machine")
    private boolean bare;

    @Option(names = "--json", paramLabel = "FILE", description = "Also writes all figures to a file")
    private Path json;

    @Override
    public Integer call() throws Exception {
        check();
        if (url != null) {
            CityPlaces places = CityPlaces.ofDefaultCity();
            return measure(url, data, places, Machine.here(Optional.empty(), serverJar));
        }
        Path home = serverJava == null ? Path.of(System.getProperty("java.home")) : serverJava;
        Path java = home.resolve("bin").resolve("java");
        Machine machine = Machine.here(Optional.of(java), serverJar);
        try (ServerProcess server = ServerProcess.start(java, serverJavaOptions, serverJar)) {
            tell("the server starts");
            CityPlaces places = CityPlaces.ofDefaultCity();
            server.awaitReady();
            if (!bare) {
                return measure(server.address(), server.dataFolder(), places, machine);
            }
            try (BareProcess program = BareProcess.start(java, server.databasePort())) {
                return measure(program.address(), server.dataFolder(), places, machine);
            }
        }
    }

    private void check() {
        checkRange("--rate", rate, RATE_MAX);
        checkRange("--seconds", seconds, 86_400);
        checkRange("--p99-max", p99MaxMillis, 60_000);
        checkRange("--responders", responders, 1_000_000);
        checkRange("--connections", connections, 10_000);
        if (warmUpSeconds < 0 || warmUpSeconds > 3_600) {
            throw wrong("--warm-up: " + warmUpSeconds + " is not 0 to 3600");
        }
        checkRange("--warm-up-rate", warmUpRate, RATE_MAX);
        if ((long) rate * (seconds + SETTLE_SECONDS) + (long) warmUpRate * warmUpSeconds > EVENTS_MAX) {
            throw wrong("that would be more than " + EVENTS_MAX + " events, which is more than the books can hold");
        }
        if ((url == null) != (data == null)) {
            throw wrong("--url and --data belong together: a server that runs, and the folder with its key");
        }
        if (url != null && bare) {
            throw wrong("--bare needs the database of a server that is started here, so not --url");
        }
        if (url != null && (!"http".equals(url.getScheme()) || url.getHost() == null || url.getPort() < 0)) {
            throw wrong("--url: " + url + " is not like http://127.0.0.1:8080");
        }
    }

    private void checkRange(String option, int value, int max) {
        if (value < 1 || value > max) {
            throw wrong(option + ": " + value + " is not 1 to " + max);
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private int measure(URI server, Path dataFolder, CityPlaces places, Machine machine) throws Exception {
        DispatchReport report = new DispatchReport(machine, Duration.ofSeconds(seconds));
        Optional<Integer> highest = Optional.empty();
        List<String> troubles;
        try (DispatchLoad load =
                new DispatchLoad(server, BearerTokens.of(dataFolder), places, connections, !bare, this::tell)) {
            load.setUp(responders);
            if (warmUpSeconds > 0) {
                Tally warmUp = load.run(warmUpRate, Duration.ZERO, Duration.ofSeconds(warmUpSeconds));
                tell("warmed up by " + warmUp.sent + " events");
                report.add(new Step(warmUpRate, warmUp, Verdict.WARM_UP));
            }
            HighestRate.Trial trial = tried -> {
                Tally tally = load.run(tried, Duration.ofSeconds(SETTLE_SECONDS), Duration.ofSeconds(seconds));
                Step step = new Step(tried, tally, verdict(tried, tally));
                report.add(step);
                tell(DispatchReport.line(step));
                return step.verdict() == Verdict.HELD;
            };
            if (findHighest) {
                int rateMax = Math.min(RATE_MAX, EVENTS_MAX / (seconds + SETTLE_SECONDS));
                highest = Optional.of(new HighestRate(STEP_FACTOR, REFINEMENTS, rateMax).search(rate, trial));
            } else {
                trial.holds(rate);
            }
            troubles = load.troubles();
        }
        print(report, highest, troubles);
        return troubles.isEmpty() && report.steps().stream().allMatch(this::isFaultless) ? 0 : 1;
    }

    private Verdict verdict(int tried, Tally tally) {
        if (tally.isAbandoned()) {
            return Verdict.GIVEN_UP;
        }
        boolean held = tally.isTrue()
                && tally.isComplete()
                && tally.throughput() >= THROUGHPUT_SHARE_MIN * tried
                && tally.toOrder.getValueAtPercentile(99)
                        <= Duration.ofMillis(p99MaxMillis).toNanos();
        return held ? Verdict.HELD : Verdict.NOT_HELD;
    }

    /** A search goes beyond what the server can do, and there a server may refuse; at a rate that was asked for it may not. */
    private boolean isFaultless(Step step) {
        boolean mustTakeAll = !findHighest && step.verdict() != Verdict.WARM_UP;
        return step.tally().isTrue()
                && (!mustTakeAll || step.tally().isComplete() && step.verdict() != Verdict.GIVEN_UP);
    }

    private void print(DispatchReport report, Optional<Integer> highest, List<String> troubles) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        out.println();
        report.lines().forEach(out::println);
        troubles.forEach(out::println);
        highest.ifPresent(found -> out.println(
                found == 0
                        ? "Not even " + rate + " events/s held."
                        : "The highest rate that held: " + found + " events/s, with a p99 to the order of at most "
                                + p99MaxMillis + " ms."));
        out.flush();
        if (json != null) {
            Files.writeString(
                    json,
                    report.toJson().put("highestRate", highest.orElse(null)).encodePrettily());
        }
    }

    private void tell(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
