package io.hexdispatch.loadtests.scenario;

import io.hexdispatch.loadtests.scenario.FaultedServer.Holdings;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Keeps a server under the same load for long, and looks whether it stays as it is. */
@Command(
        name = "soak",
        description = {
            "Keeps a server of its own under constant load, prints every minute what it holds and how fast it answers, and says at the"
                    + " end whether memory and latency were flat."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:memory and latency were flat, and nothing was lost",
            "1:they were not",
            "2:the command line is wrong"
        })
public final class SoakCommand implements Callable<Integer> {
    private static final int RESPONDERS = 5_000;
    /** The first minutes are the compilers'. */
    private static final int WARM_UP_MINUTES = 1;

    private static final double HEAP_GROWTH_MAX = 1.2;
    private static final long HEAP_BYTES_PER_EVENT = 1_000;
    private static final double LATENCY_GROWTH_MAX = 1.5;
    private static final double LATENCY_MILLIS_MORE_MAX = 5;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--minutes",
            paramLabel = "M",
            defaultValue = "60",
            description = "How long, 3 or more. Default: ${DEFAULT-VALUE}")
    private int minutes;

    @Option(
            names = "--rate",
            paramLabel = "EVENTS",
            defaultValue = "100",
            description = "Events a second. Default: ${DEFAULT-VALUE}")
    private int rate;

    @Option(
            names = "--server-jar",
            paramLabel = "FILE",
            defaultValue = "server/target/hexdispatch.jar",
            description = "The server to start. Default: ${DEFAULT-VALUE}")
    private Path serverJar;

    @Option(
            names = "--server-java-option",
            paramLabel = "OPTION",
            description = "An option for the Java that runs it, such as -Xmx1g; as often as needed")
    private List<String> serverJavaOptions = new ArrayList<>();

    private record Minute(Holdings holdings, long events, double p50, double p99) {}

    @Override
    public Integer call() throws Exception {
        if (minutes < 3 || minutes > 100_000 || rate < 1 || rate > 10_000) {
            throw new ParameterException(spec.commandLine(), "--minutes is 3 to 100000, --rate 1 to 10000");
        }
        Path folder = Files.createTempDirectory("hexdispatch-soak-");
        Path java = Path.of(System.getProperty("java.home")).resolve("bin").resolve("java");
        FaultedServer server = new FaultedServer(java, serverJavaOptions, serverJar, folder);
        try {
            server.start();
            server.awaitReady();
            BearerTokens tokens = BearerTokens.of(server.data());
            try (FaultClients clients = new FaultClients(server.address(), tokens, CityPlaces.ofDefaultCity(), 1)) {
                clients.setUp(RESPONDERS);
                return soak(server, clients, tokens);
            }
        } finally {
            server.close();
        }
    }

    private int soak(FaultedServer server, FaultClients clients, BearerTokens tokens)
            throws IOException, InterruptedException {
        List<Minute> all = new ArrayList<>();
        tell("minute  events  heap MB  resident MB  descriptors  threads   p50 ms   p99 ms   max ms");
        clients.begin(rate);
        for (int minute = 1; minute <= minutes; minute++) {
            TimeUnit.MINUTES.sleep(1);
            Histogram latency = clients.await(
                    "the books", () -> Future.succeededFuture(clients.books().takeLatency()));
            // Afterwards, because the collection of garbage takes its time.
            Holdings holdings = server.holdings();
            Minute now = new Minute(
                    holdings,
                    clients.books().acknowledged(),
                    latency.getValueAtPercentile(50) / 1e6,
                    latency.getValueAtPercentile(99) / 1e6);
            all.add(now);
            tell(String.format(
                    Locale.ROOT,
                    "%6d %7d %8d %12d %12d %8d %8.1f %8.1f %8.1f",
                    minute,
                    now.events(),
                    holdings.heapBytes() / 1_000_000,
                    holdings.residentBytes() / 1_000_000,
                    holdings.descriptors(),
                    holdings.threads(),
                    now.p50(),
                    now.p99(),
                    latency.getMaxValue() / 1e6));
        }
        List<String> faults = new ArrayList<>();
        if (!clients.settle(Duration.ofSeconds(60))) {
            faults.add(clients.books().open() + " reports were not acknowledged");
        }
        faults.addAll(new FaultCheck(server.address(), clients, tokens.token("admin", "soak"))
                .check()
                .faults());
        faults.addAll(server.complaints());
        if (clients.books().refusals() > 0) {
            faults.add(clients.books().refusals() + " reports were answered with 503");
        }
        compare(all.get(WARM_UP_MINUTES), all.get(all.size() - 1), faults);
        tell(faults.isEmpty() ? "Flat: memory and latency stayed as they were, and nothing was lost." : "Not flat:");
        faults.forEach(this::tell);
        return faults.isEmpty() ? 0 : 1;
    }

    private static void compare(Minute first, Minute last, List<String> faults) {
        long mayHold = (long) (HEAP_GROWTH_MAX * first.holdings().heapBytes())
                + HEAP_BYTES_PER_EVENT * (last.events() - first.events());
        if (last.holdings().heapBytes() > mayHold) {
            faults.add("the heap grew to " + last.holdings().heapBytes() / 1_000_000 + " MB");
        }
        if (last.holdings().descriptors() > first.holdings().descriptors() + 20) {
            faults.add("the open descriptors grew to " + last.holdings().descriptors());
        }
        if (last.p99() > LATENCY_GROWTH_MAX * first.p99() + LATENCY_MILLIS_MORE_MAX) {
            faults.add("the p99 grew from " + first.p99() + " to " + last.p99() + " ms");
        }
    }

    private void tell(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
