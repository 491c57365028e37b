package io.hexdispatch.loadtests.scenario;

import io.hexdispatch.loadtests.scenario.FaultStage.Outcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Breaks what can break under load, and looks whether the promises were kept. */
@Command(
        name = "faults",
        description = {
            "Inflicts one fault after another on a server of its own under load, each on a fresh one, and checks after each: every"
                    + " acknowledged event stands once, every open order came to its unit, the histories explain the states, nothing is"
                    + " stuck, and memory and descriptors are back where they were.",
            "Starts and kills processes of its own alone, on loopback."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every promise was kept",
            "1:something broke, or could not be tried; the table says what",
            "2:the command line is wrong"
        })
public final class FaultsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--list", description = "Prints the faults and inflicts none")
    private boolean list;

    @Option(names = "--only", paramLabel = "NAME", description = "This fault alone; as often as needed")
    private List<String> only = new ArrayList<>();

    @Option(names = "--rounds", paramLabel = "N", description = "How often each is inflicted. Default: see --list")
    private Integer rounds;

    @Option(
            names = "--rate",
            paramLabel = "EVENTS",
            defaultValue = "100",
            description = "Events a second meanwhile. Default: ${DEFAULT-VALUE}")
    private int rate;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "From which the random moments come. Default: ${DEFAULT-VALUE}")
    private long seed;

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

    @Override
    public Integer call() throws Exception {
        if (list) {
            Arrays.stream(Fault.values()).forEach(fault -> out().printf(
                            "%-16s %2d times: %s%n", fault.text(), fault.rounds(), fault.what()));
            out().flush();
            return 0;
        }
        if (rate < 1 || rate > 10_000 || rounds != null && (rounds < 1 || rounds > 10_000)) {
            throw new ParameterException(spec.commandLine(), "--rate and --rounds are 1 to 10000");
        }
        List<Fault> faults = only.isEmpty()
                ? List.of(Fault.values())
                : only.stream()
                        .map(name -> Fault.of(name)
                                .orElseThrow(() -> new ParameterException(
                                        spec.commandLine(), "--only: there is no fault " + name + "; see --list")))
                        .toList();
        CityPlaces places = CityPlaces.ofDefaultCity();
        List<Outcome> outcomes = new ArrayList<>();
        List<String> untried = new ArrayList<>();
        for (Fault fault : faults) {
            tell("");
            tell(fault.text() + ": " + fault.what());
            try {
                Outcome outcome = play(fault, places);
                outcomes.add(outcome);
                tell(fault.text() + (outcome.isWhole() ? ": kept" : ": BROKEN"));
                outcome.faults().forEach(found -> tell("    " + found));
            } catch (IOException e) {
                tell("not tried to its end: " + e.getMessage());
                untried.add(fault.text() + ": " + e.getMessage());
            }
        }
        print(outcomes, untried);
        return untried.isEmpty() && outcomes.stream().allMatch(Outcome::isWhole) ? 0 : 1;
    }

    private Outcome play(Fault fault, CityPlaces places) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("hexdispatch-faults-");
        boolean isMounted = false;
        try {
            Optional<Integer> megabytes = fault.ownDiskMegabytes();
            if (megabytes.isPresent()) {
                run("mount", "-t", "tmpfs", "-o", "size=" + megabytes.get() + "m", "tmpfs", folder.toString());
                isMounted = true;
            }
            Path data = Files.createDirectory(folder.resolve("server"));
            Path java = Path.of(System.getProperty("java.home")).resolve("bin").resolve("java");
            FaultedServer server = new FaultedServer(java, serverJavaOptions, serverJar, data);
            try (FaultStage stage = new FaultStage(server, folder, places, seed, this::tell)) {
                boolean isWhole = false;
                try {
                    Outcome outcome = stage.play(fault, rounds == null ? fault.rounds() : rounds, rate);
                    isWhole = outcome.isWhole();
                    return outcome;
                } finally {
                    if (!isWhole) {
                        keepLog(fault, server.log());
                    }
                }
            }
        } finally {
            if (isMounted) {
                run("umount", folder.toString());
            }
            Files.deleteIfExists(folder);
        }
    }

    /** Whoever wants to know why something broke needs it, and everything else is deleted. */
    private void keepLog(Fault fault, Path log) throws IOException {
        Path kept = Files.createTempFile("hexdispatch-" + fault.text() + "-", ".log");
        Files.copy(log, kept, StandardCopyOption.REPLACE_EXISTING);
        tell("the log of the server is kept: " + kept);
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException(String.join(" ", command) + " (which takes root): " + said.strip());
        }
    }

    private void print(List<Outcome> outcomes, List<String> untried) {
        tell("");
        tell(String.format(
                Locale.ROOT,
                "%-16s %6s %9s %7s %9s %8s %7s %9s %13s %11s  %s",
                "fault",
                "rounds",
                "events",
                "503",
                "no answer",
                "silence",
                "orders",
                "histories",
                "heap MB",
                "descriptors",
                "verdict"));
        for (Outcome outcome : outcomes) {
            tell(String.format(
                    Locale.ROOT,
                    "%-16s %6d %9d %7d %9d %6.1f s %7d %9d %5d -> %4d %4d -> %4d  %s",
                    outcome.fault().text(),
                    outcome.rounds(),
                    outcome.acknowledged(),
                    outcome.refusals(),
                    outcome.failures(),
                    outcome.silence().toMillis() / 1e3,
                    outcome.findings().orders(),
                    outcome.findings().histories(),
                    outcome.before().heapBytes() / 1_000_000,
                    outcome.after().heapBytes() / 1_000_000,
                    outcome.before().descriptors(),
                    outcome.after().descriptors(),
                    outcome.isWhole() ? "kept" : "BROKEN"));
            outcome.faults().forEach(fault -> tell("    " + fault));
        }
        untried.forEach(line -> tell("not tried to its end: " + line));
        tell("");
        tell(
                "events: acknowledged, each found once and under its number; silence: the longest time without an acknowledgement;"
                        + " orders: open at the end, each came to its unit; histories: read step by step");
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private void tell(String line) {
        out().println(line);
        out().flush();
    }
}
