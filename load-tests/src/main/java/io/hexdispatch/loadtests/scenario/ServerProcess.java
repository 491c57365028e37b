package io.hexdispatch.loadtests.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The packaged server in a process of its own, with a data folder of its own that is deleted at the end. On loopback. It ends when
 * it is closed or when this program is stopped, and its PostgreSQL with it.
 */
public final class ServerProcess implements AutoCloseable {
    private static final Duration READY_MAX = Duration.ofMinutes(2);
    private static final Duration STOP_MAX = Duration.ofSeconds(60);
    private static final int LOG_LINES_TOLD = 10;
    /** The server's limits for one caller, as the environment sets them. */
    private static final List<String> UNLIMITED = List.of(
            "HEXDISPATCH_RATE_PER_TOKEN",
            "HEXDISPATCH_RATE_PER_ADDRESS",
            "HEXDISPATCH_CONNECTIONS_PER_TOKEN",
            "HEXDISPATCH_CONNECTIONS_PER_ADDRESS");

    private static final Pattern USED = Pattern.compile("used (\\d+)K");

    private final List<String> command;
    private final Path java;
    private final URI address;
    private final Path folder;
    private final Thread stopHook = new Thread(this::end, "stop server");
    private Process process;

    private ServerProcess(List<String> command, Path java, URI address, Path folder) throws IOException {
        this.command = List.copyOf(command);
        this.java = java;
        this.address = address;
        this.folder = folder;
        this.process = launch();
        Runtime.getRuntime().addShutdownHook(stopHook);
    }

    /**
     * Starts the server; {@link #awaitReady()} tells when it can be spoken to.
     *
     * @param java the command that runs it
     * @param options of {@code serve}, beside those for host, port and data folder
     * @throws IOException if there is no such jar, or it cannot be run
     */
    public static ServerProcess start(Path java, List<String> javaOptions, Path jar, String... options)
            throws IOException {
        if (!Files.isRegularFile(jar)) {
            throw new IOException(
                    "there is no " + jar.toAbsolutePath() + "; mvn package makes it, --server-jar names it");
        }
        Path folder = Files.createTempDirectory("hexdispatch-load-");
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(javaOptions);
        command.addAll(List.of("-jar", jar.toString(), "serve", "--host", "127.0.0.1"));
        command.addAll(List.of(
                "--port", String.valueOf(port), "--data", dataFolder(folder).toString()));
        command.addAll(List.of(options));
        return new ServerProcess(command, java, URI.create("http://127.0.0.1:" + port), folder);
    }

    private Process launch() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log(folder).toFile()));
        // A load comes by few tokens from one address: what the server can do is measured, not what it lets one caller
        // do.
        UNLIMITED.forEach(setting -> builder.environment().put(setting, "0"));
        return builder.start();
    }

    /** Stops the server as an operator would; its data stays. @throws IOException if it does not end */
    void stop() throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_MAX.toSeconds(), TimeUnit.SECONDS)) {
            throw new IOException("the server does not stop within " + STOP_MAX.toSeconds() + " s");
        }
    }

    /** Starts it once more on the same data and port. */
    void startAgain() throws IOException {
        process = launch();
    }

    /** Where its own PostgreSQL listens on loopback; the user is {@code postgres}. */
    int databasePort() throws IOException {
        return Integer.parseInt(Files.readAllLines(dataFolder().resolve("postgresql/data/postmaster.pid"))
                .get(3)
                .strip());
    }

    /** The same for JDBC. */
    String databaseUrl() throws IOException {
        return "jdbc:postgresql://127.0.0.1:" + databasePort() + "/postgres";
    }

    public URI address() {
        return address;
    }

    public Path dataFolder() {
        return dataFolder(folder);
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Where it writes its log. */
    public Path log() {
        return log(folder);
    }

    /** How much of its heap is alive, after it was asked to collect what is not. */
    long heapBytes() throws IOException, InterruptedException {
        Path jcmd = java.resolveSibling("jcmd");
        String pid = String.valueOf(process.pid());
        run(jcmd.toString(), pid, "GC.run");
        // Of the G1 collector: "garbage-first heap   total 409600K, used 87654K [..."
        Matcher used = USED.matcher(run(jcmd.toString(), pid, "GC.heap_info"));
        if (!used.find()) {
            throw new IOException(jcmd + " does not tell how much of the heap is used");
        }
        return 1024 * Long.parseLong(used.group(1));
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + output);
        }
        return output;
    }

    /** The memory that the server's own process has now, without its PostgreSQL. */
    long memoryBytes() throws IOException {
        return status("VmRSS:").orElseThrow(() -> new IOException("this system does not tell what a process takes"));
    }

    /** The most memory that the server's own process had so far, without its PostgreSQL; empty where the system does not tell. */
    OptionalLong memoryBytesMax() throws IOException {
        return status("VmHWM:");
    }

    private OptionalLong status(String name) throws IOException {
        Path status = Path.of("/proc/" + process.pid() + "/status");
        if (!Files.isReadable(status)) {
            return OptionalLong.empty();
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst();
    }

    private static Path dataFolder(Path folder) {
        return folder.resolve("data");
    }

    private static Path log(Path folder) {
        return folder.resolve("server.log");
    }

    /** Another program may take the port before the server does; the server then says so and ends. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** @throws IOException if the server ends instead, or takes too long; with the last lines of its log */
    public void awaitReady() throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        long deadlineNanos = System.nanoTime() + READY_MAX.toNanos();
        while (process.isAlive() && System.nanoTime() - deadlineNanos < 0) {
            try {
                if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException notYetListening) {
                // Asked again below.
            }
            Thread.sleep(100);
        }
        throw new IOException((process.isAlive()
                        ? "the server is not ready after " + READY_MAX.toSeconds() + " s"
                        : "the server ended with exit code " + process.exitValue())
                + "; it said last:\n" + lastLines());
    }

    private String lastLines() throws IOException {
        List<String> lines = Files.readAllLines(log(folder));
        return lines.stream().skip(Math.max(0, lines.size() - LOG_LINES_TOLD)).collect(Collectors.joining("\n"));
    }

    private synchronized void end() {
        if (!Files.exists(folder)) {
            return;
        }
        process.destroy();
        try {
            if (!process.waitFor(STOP_MAX.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        endLeftDatabase();
        deleteFolder();
    }

    /** A server that ends as it should ends its PostgreSQL; one that was killed leaves it behind, and its process id in a file. */
    private void endLeftDatabase() {
        Path file = dataFolder().resolve("postgresql/data/postmaster.pid");
        try {
            if (Files.exists(file)) {
                ProcessHandle.of(Long.parseLong(Files.readAllLines(file).get(0).strip()))
                        .filter(left -> left.info().command().orElse("").endsWith("postgres"))
                        .ifPresent(left -> {
                            left.destroy();
                            left.onExit()
                                    .orTimeout(STOP_MAX.toSeconds(), TimeUnit.SECONDS)
                                    .join();
                        });
            }
        } catch (IOException | CompletionException e) {
            System.err.println("load-tests: a PostgreSQL may have been left in " + folder + ": " + e);
        }
    }

    private void deleteFolder() {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            System.err.println("load-tests: " + folder + " could not be deleted: " + e);
        }
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(stopHook);
        } catch (IllegalStateException alreadyShuttingDown) {
            // Then the hook runs, or has run.
        }
    }
}
