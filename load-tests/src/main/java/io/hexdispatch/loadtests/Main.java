package io.hexdispatch.loadtests;

import io.hexdispatch.loadtests.benchmark.BenchmarkCommand;
import io.hexdispatch.loadtests.benchmark.ExactnessCommand;
import io.hexdispatch.loadtests.benchmark.ReportCommand;
import io.hexdispatch.loadtests.benchmark.TailCommand;
import io.hexdispatch.loadtests.fuzz.FuzzCommand;
import io.hexdispatch.loadtests.scenario.BareProgram;
import io.hexdispatch.loadtests.scenario.BoundariesCommand;
import io.hexdispatch.loadtests.scenario.DispatchCommand;
import io.hexdispatch.loadtests.scenario.FaultsCommand;
import io.hexdispatch.loadtests.scenario.FiguresCommand;
import io.hexdispatch.loadtests.scenario.RestartCommand;
import io.hexdispatch.loadtests.scenario.RollCallCommand;
import io.hexdispatch.loadtests.scenario.SoakCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The command line of the measurements. */
@Command(
        name = "load-tests",
        description = "Measures HexDispatch and checks what it answers while it is measured.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ReportCommand.class,
            BenchmarkCommand.class,
            ExactnessCommand.class,
            TailCommand.class,
            DispatchCommand.class,
            BoundariesCommand.class,
            FiguresCommand.class,
            FuzzCommand.class,
            FaultsCommand.class,
            SoakCommand.class,
            RollCallCommand.class,
            RestartCommand.class,
            BareProgram.class,
            HelpCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:measured, and every answer was right",
            "1:an answer was wrong, or it could not be measured; the message says why",
            "2:the command line is wrong"
        })
public final class Main {
    private static final int FAILED = 1;

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The command line, for whoever runs it inside another program. */
    public static CommandLine commandLine() {
        return new CommandLine(new Main()).setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println("load-tests: " + failure.getMessage());
            return FAILED;
        });
    }
}
