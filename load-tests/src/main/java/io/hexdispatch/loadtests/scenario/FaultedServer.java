package io.hexdispatch.loadtests.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The packaged server to be broken: it can be killed and started again on the same port and data, and its own PostgreSQL stopped, let go
 * on and killed. Nothing is ever signalled but the server's process and those of the PostgreSQL whose process id stands in its folder.
 */
final class FaultedServer implements AutoCloseable {
    private static final Duration READY_MAX = Duration.ofMinutes(2);
    private static final Duration STOP_MAX = Duration.ofSeconds(60);
    /** Ten seconds and more: a start on a busy machine holds its thread up for two. */
    private static final Pattern STUCK = Pattern.compile("has been blocked for \\d{5,} ms");

    private static final Pattern USED = Pattern.compile("used (\\d+)K");

    private final List<String> command;
    private final URI address;
    private final Path folder;
    private final Path clockOffset;
    private final Thread stopHook = new Thread(this::close, "stop server");
    private Process process;

    /**
     * What a process holds at a moment.
     *
     * @param heapBytes after a collection of garbage; 0 where nobody could tell
     * @param descriptors open files and sockets
     */
    record Holdings(long heapBytes, long residentBytes, long descriptors, long threads) {}

    /** @param folder of the data, which is deleted at the end; it may lie on a file system of its own */
    FaultedServer(Path java, List<String> javaOptions, Path jar, Path folder) throws IOException {
        if (!Files.isRegularFile(jar)) {
            throw new IOException(
                    "there is no " + jar.toAbsolutePath() + "; mvn package makes it, --server-jar names it");
        }
        this.folder = folder;
        this.clockOffset = Files.writeString(folder.resolve("clock-offset"), "0");
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        address = URI.create("http://127.0.0.1:" + port);
        command = new ArrayList<>(List.of(java.toString()));
        command.addAll(javaOptions);
        command.addAll(List.of("-jar", jar.toString(), "serve", "--host", "127.0.0.1"));
        command.addAll(List.of("--port", String.valueOf(port), "--data", data().toString()));
        command.addAll(List.of("--clock-offset-file", clockOffset.toString()));
        Runtime.getRuntime().addShutdownHook(stopHook);
    }

    Path data() {
        return folder.resolve("data");
    }

    Path log() {
        return folder.resolve("server.log");
    }

    URI address() {
        return address;
    }

    void start() throws IOException {
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
    }

    /** Ends it at once, as a power failure would. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    boolean isReady() throws InterruptedException {
        try {
            return HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(address.resolve("/health/ready"))
                                            .timeout(Duration.ofSeconds(5))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notListening) {
            return false;
        }
    }

    /** Waits until the server can take events, and gives how long that took. */
    Duration awaitReady() throws IOException, InterruptedException {
        long began = System.nanoTime();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() - began > READY_MAX.toNanos()) {
                throw new IOException("the server " + (process.isAlive() ? "is not ready" : "ended") + ": " + log());
            }
            Thread.sleep(50);
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private Path pidFile() {
        return data().resolve("postgresql/data/postmaster.pid");
    }

    private Optional<ProcessHandle> postgres() throws IOException {
        return Files.exists(pidFile())
                ? ProcessHandle.of(Long.parseLong(
                                Files.readAllLines(pidFile()).get(0).strip()))
                        .filter(found -> found.info().command().orElse("").endsWith("postgres"))
                : Optional.empty();
    }

    private ProcessHandle runningPostgres() throws IOException {
        return postgres().orElseThrow(() -> new IOException("no PostgreSQL runs in " + data()));
    }

    int databasePort() throws IOException {
        return Integer.parseInt(Files.readAllLines(pidFile()).get(3).strip());
    }

    void killDatabase() throws IOException {
        runningPostgres().destroyForcibly();
    }

    /** Stops it and all its processes, and gives what lets them go on. */
    List<ProcessHandle> pauseDatabase() throws IOException, InterruptedException {
        ProcessHandle postgres = runningPostgres();
        List<ProcessHandle> processes = new ArrayList<>(List.of(postgres));
        signal("-STOP", processes);
        postgres.children().forEach(processes::add);
        signal("-STOP", processes);
        return processes;
    }

    static void signal(String signal, List<ProcessHandle> processes) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", signal));
        processes.forEach(process -> command.add(String.valueOf(process.pid())));
        new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor(10, TimeUnit.SECONDS);
    }

    /** Sets the server's clock, and its alone, by so many seconds. */
    void setClock(long offsetSeconds) throws IOException {
        Files.writeString(clockOffset, String.valueOf(offsetSeconds));
    }

    /** What it holds now, after a collection of garbage. */
    Holdings holdings() throws IOException, InterruptedException {
        jcmd("GC.run");
        long heap = jcmd("GC.heap_info")
                .lines()
                .filter(line -> !line.contains("etaspace") && !line.contains("class space"))
                .map(USED::matcher)
                .filter(Matcher::find)
                .mapToLong(used -> 1024 * Long.parseLong(used.group(1)))
                .sum();
        Path proc = Path.of("/proc/" + process.pid());
        long descriptors = 0;
        try (Stream<Path> open = Files.list(proc.resolve("fd"))) {
            descriptors = open.count();
        }
        long resident = 0;
        long threads = 0;
        for (String line : Files.readAllLines(proc.resolve("status"))) {
            if (line.startsWith("VmRSS:")) {
                resident = 1024 * Long.parseLong(line.replaceAll("\\D", ""));
            } else if (line.startsWith("Threads:")) {
                threads = Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        return new Holdings(heap, resident, descriptors, threads);
    }

    /** Whether threads wait for each other for ever. */
    boolean isDeadlocked() throws IOException, InterruptedException {
        return jcmd("Thread.print").contains("Java-level deadlock");
    }

    private String jcmd(String what) throws IOException, InterruptedException {
        Path jcmd = Path.of(command.get(0)).resolveSibling("jcmd");
        if (!Files.isExecutable(jcmd)) {
            return "";
        }
        Process asking = new ProcessBuilder(jcmd.toString(), String.valueOf(process.pid()), what)
                .redirectErrorStream(true)
                .start();
        String answer = new String(asking.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        asking.waitFor();
        return answer;
    }

    /** Lines of the log that say that something went wrong inside, or that a thread was stuck. */
    List<String> complaints() throws IOException {
        try (Stream<String> lines = Files.lines(log())) {
            return lines.filter(line ->
                            line.contains(" ERROR ") || STUCK.matcher(line).find())
                    .toList();
        }
    }

    /** Asks it to stop, ends what does not, and deletes its folder. */
    @Override
    public synchronized void close() {
        if (!Files.exists(folder)) {
            return;
        }
        try {
            if (process != null) {
                process.destroy();
                if (!process.waitFor(STOP_MAX.toSeconds(), TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                }
                Optional<ProcessHandle> left = postgres();
                if (left.isPresent()) {
                    signal("-CONT", List.of(left.get()));
                    left.get().destroy();
                    left.get()
                            .onExit()
                            .completeOnTimeout(null, 10, TimeUnit.SECONDS)
                            .join();
                }
            }
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            System.err.println("load-tests: something may have been left in " + folder + ": " + e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(stopHook);
        } catch (IllegalStateException alreadyShuttingDown) {
            // Then the hook runs, or has run.
        }
    }
}
