package io.hexdispatch.server;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged program in a process of its own. */
final class ServerProcess implements AutoCloseable {
    private static final Path JAR = Path.of(System.getProperty("hexdispatch.jar"));
    private static final Pattern ADDRESS = Pattern.compile("HTTP +http://127\\.0\\.0\\.1:([0-9]+)/");
    private static final Duration START_MAX = Duration.ofSeconds(60);
    private static final long STOP_SECONDS_MAX = 60;

    private final Process process;
    private final Path output;

    private ServerProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts the program with arguments, its output in a file. */
    static ServerProcess start(String... arguments) throws IOException {
        Path output = Files.createTempFile("hexdispatch-output", ".txt");
        List<String> command = new ArrayList<>(List.of(java(), "-Xmx1g", "-jar", JAR.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new ServerProcess(process, output);
    }

    private static String java() {
        return ProcessHandle.current().info().command().orElse("java");
    }

    /** The port that a server says it listens on, once it is ready. */
    int awaitReady() throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        long deadline = System.nanoTime() + START_MAX.toNanos();
        while (System.nanoTime() < deadline && process.isAlive()) {
            Matcher matcher = ADDRESS.matcher(output());
            if (matcher.find()) {
                int port = Integer.parseInt(matcher.group(1));
                int status = http.send(
                                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/ready"))
                                        .build(),
                                BodyHandlers.discarding())
                        .statusCode();
                if (status == 200) {
                    return port;
                }
            }
            process.waitFor(50, TimeUnit.MILLISECONDS);
        }
        throw new IllegalStateException("the server is not ready: " + output());
    }

    /** Waits until the program has printed a text. */
    void awaitOutput(String text) throws Exception {
        long deadline = System.nanoTime() + START_MAX.toNanos();
        while (!output().contains(text)) {
            if (System.nanoTime() > deadline || !process.isAlive()) {
                throw new AssertionError("\"" + text + "\" was not printed: " + output());
            }
            process.waitFor(50, TimeUnit.MILLISECONDS);
        }
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    /** Ends the process at once, as a power failure would. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS);
    }

    /** Asks the process to end, as Ctrl-C does, and gives its exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        return awaitExit();
    }

    int awaitExit() throws InterruptedException {
        if (!process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("the process does not end");
        }
        return process.exitValue();
    }

    /** Runs the program to its end. */
    record Run(int exitCode, String output) {}

    static Run run(String... arguments) throws Exception {
        try (ServerProcess program = start(arguments)) {
            int exitCode = program.awaitExit();
            return new Run(exitCode, program.output());
        }
    }

    @Override
    public void close() throws IOException {
        try {
            if (process.isAlive()) {
                stop();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Files.deleteIfExists(output);
    }

    /** Whether a PostgreSQL still runs in a data folder. */
    static boolean runsPostgres(Path data) {
        File pidFile = data.resolve("postgresql/data/postmaster.pid").toFile();
        return pidFile.exists();
    }
}
