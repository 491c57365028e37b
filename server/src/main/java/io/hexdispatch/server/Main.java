package io.hexdispatch.server;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The product's command line. */
@Command(
        name = "hexdispatch",
        description = "Dispatches a city's events to the people who handle them.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ServeCommand.class,
            TokenCommand.class,
            WatchCommand.class,
            BoundariesCommand.class,
            SimulateCommand.class,
            AuditCommand.class,
            HelpCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all is well",
            "1:it could not be done; the message says why",
            "2:the command line is wrong",
            "3:the port is taken",
            "4:the audit was tampered with"
        },
        footer = {
            "",
            "Every option can also stand in the environment, --database-url as HEXDISPATCH_DATABASE_URL and so on,",
            "or in a file of key=value lines (database-url=...) that HEXDISPATCH_CONFIG names. The command line comes",
            "first, then the environment, then the file."
        })
public final class Main {
    static final int FAILED = 1;
    static final int PORT_TAKEN = 3;

    private Main() {}

    /** The version that the build wrote into the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"hexdispatch " + (version == null ? "(not from its jar)" : version)};
        }
    }

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setDefaultValueProvider(new Settings(System.getenv()))
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println("hexdispatch: " + failure.getMessage());
                    return failure instanceof PortTakenException ? PORT_TAKEN : FAILED;
                });
    }
}
