package io.hexdispatch.loadtests.scenario;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say which server a measurement starts, and with which Java. */
final class TestedServer {
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

    /** Asks a server that is ready. */
    interface Measurement {
        int of(ServerProcess server, Machine machine) throws Exception;
    }

    /** Starts the server, measures, and ends it. */
    int measure(Measurement measurement) throws Exception {
        Path home = serverJava == null ? Path.of(System.getProperty("java.home")) : serverJava;
        Path java = home.resolve("bin").resolve("java");
        Machine machine = Machine.here(Optional.of(java), serverJar);
        try (ServerProcess server = ServerProcess.start(java, serverJavaOptions, serverJar)) {
            server.awaitReady();
            return measurement.of(server, machine);
        }
    }
}
