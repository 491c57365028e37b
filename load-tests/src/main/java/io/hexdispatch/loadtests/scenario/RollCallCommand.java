package io.hexdispatch.loadtests.scenario;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures how long a roll call to all who are connected takes, and what a connection costs that nobody uses. */
@Command(
        name = "roll-call",
        description = {
            "Connects the terminals of many responders to a fresh server, calls all of them, has each acknowledge and answer at"
                    + " once, and prints how long it took until the last was counted.",
            "Prints as well what the idle connections cost the server."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everybody was called once and counted once",
            "1:somebody was not, or it could not be measured",
            "2:the command line is wrong"
        })
public final class RollCallCommand implements Callable<Integer> {
    /** A process may have 20,000 open files on the machines that this is for, and a client's port is taken from 28,000. */
    private static final int CLIENTS_MAX = 19_000;

    private static final double[] PERCENTILES = {50, 99, 100};

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--clients",
            paramLabel = "N",
            defaultValue = "15000",
            description = "How many responders are connected and called. Default: ${DEFAULT-VALUE}")
    private int clients;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "6",
            description =
                    "How many calls, one after the other; the first are for the compilers of both programs. Default:"
                            + " ${DEFAULT-VALUE}")
    private int rounds;

    @Mixin
    private TestedServer server;

    @Option(names = "--json", paramLabel = "FILE", description = "Also writes all figures to a file")
    private Path json;

    @Override
    public Integer call() throws Exception {
        checkRange("--clients", clients, CLIENTS_MAX);
        checkRange("--rounds", rounds, 1_000);
        return server.measure(this::measure);
    }

    private void checkRange(String option, int value, int max) {
        if (value < 1 || value > max) {
            throw new ParameterException(spec.commandLine(), option + ": " + value + " is not 1 to " + max);
        }
    }

    private int measure(ServerProcess process, Machine machine) throws Exception {
        JsonObject report = new JsonObject().put("machine", machine.toJson()).put("clients", clients);
        JsonArray calls = new JsonArray();
        boolean isRight = true;
        try (RollCallLoad load = new RollCallLoad(process.address(), BearerTokens.of(process.dataFolder()))) {
            load.takeIn(CityPlaces.ofDefaultCity(), clients);
            long heapBefore = process.heapBytes();
            long memoryBefore = process.memoryBytes();
            double seconds = load.connect(clients);
            tell(String.format(Locale.ROOT, "%d terminals connected within %.1f s", clients, seconds));
            long heap = (process.heapBytes() - heapBefore) / clients;
            long memory = (process.memoryBytes() - memoryBefore) / clients;
            report.put("heapBytesPerConnection", heap).put("memoryBytesPerConnection", memory);
            tell(String.format(
                    Locale.ROOT,
                    "An idle connection costs %.1f KB of heap (live after a collection); the process grew by %.1f KB for each.",
                    heap / 1e3,
                    memory / 1e3));
            tell("");
            tell(
                    "ms from the call        called: half   99 %    all | answered: half   99 %    all | all counted   wrong");
            for (int round = 1; round <= rounds; round++) {
                RollCallLoad.Round done = load.call(round);
                calls.add(new JsonObject()
                        .put("calledNanos", percentiles(done.called()))
                        .put("answeredNanos", percentiles(done.answered()))
                        .put("countedNanos", done.countedNanos())
                        .put("faults", new JsonArray(done.faults())));
                tell(line(round, done));
                done.faults().forEach(fault -> tell("  WRONG: " + fault));
                isRight &= done.faults().isEmpty();
            }
        }
        tell("");
        machine.lines().forEach(this::tell);
        if (json != null) {
            Files.writeString(json, report.put("rounds", calls).encodePrettily());
        }
        return isRight ? 0 : 1;
    }

    private static String line(int round, RollCallLoad.Round done) {
        JsonArray called = percentiles(done.called());
        JsonArray answered = percentiles(done.answered());
        return String.format(
                Locale.ROOT,
                "round %-3d                %10.0f %6.0f %6.0f | %14.0f %6.0f %6.0f | %11.0f %7d",
                round,
                called.getLong(0) / 1e6,
                called.getLong(1) / 1e6,
                called.getLong(2) / 1e6,
                answered.getLong(0) / 1e6,
                answered.getLong(1) / 1e6,
                answered.getLong(2) / 1e6,
                done.countedNanos() / 1e6,
                done.faults().size());
    }

    private static JsonArray percentiles(Histogram histogram) {
        JsonArray array = new JsonArray();
        for (double percentile : PERCENTILES) {
            array.add(histogram.getValueAtPercentile(percentile));
        }
        return array;
    }

    private void tell(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
