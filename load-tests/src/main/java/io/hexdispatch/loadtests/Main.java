package io.hexdispatch.loadtests;

import io.hexdispatch.loadtests.benchmark.BenchmarkCommand;
import io.hexdispatch.loadtests.benchmark.ExactnessCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the load tests. */
@Command(
        name = "load-tests",
        description = "Measures HexDispatch.",
        mixinStandardHelpOptions = true,
        subcommands = {BenchmarkCommand.class, ExactnessCommand.class})
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }
}
