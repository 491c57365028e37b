package io.hexdispatch.loadtests.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Runs micro-benchmarks. */
@Command(
        name = "benchmark",
        customSynopsis = "load-tests benchmark [REGEX...] [JMH OPTIONS]",
        description = "Runs the micro-benchmarks whose names match, with the options of JMH, such as"
                + " \"benchmark LocateBenchmark -p grids=1000 -prof gc\".")
public final class BenchmarkCommand implements Callable<Integer> {
    /** Whatever stands there is for JMH to understand. */
    @Unmatched
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws RunnerException, CommandLineOptionException {
        new Runner(new CommandLineOptions(arguments.toArray(String[]::new))).run();
        return 0;
    }
}
