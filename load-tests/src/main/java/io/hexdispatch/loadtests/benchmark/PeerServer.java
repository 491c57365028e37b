package io.hexdispatch.loadtests.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A server that a benchmark measures beside the index: started here, on a port of loopback that the system chose, with its data
 * in a temporary folder, and ended here, at the latest when the JVM ends.
 */
final class PeerServer implements AutoCloseable {
    private static final int START_SECONDS_MAX = 30;
    private static final int STOP_SECONDS_MAX = 10;
    private static final Path DEBIAN_POSTGRESQL = Path.of("/usr/lib/postgresql");

    /** Tries to work with a server that may not be ready yet, and throws as long as it is not. */
    @FunctionalInterface
    interface Probe {
        void connect(int port) throws Exception;
    }

    private final Path folder;
    private final Process process;
    private final int port;
    private final Thread onExit = new Thread(this::stop);

    private PeerServer(Path folder, int port, List<String> command) throws IOException {
        this.folder = folder;
        this.port = port;
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    /** Where the program of Redis is; empty where it is not installed. */
    static Optional<Path> redisProgram() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(entry -> Path.of(entry, "redis-server"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The folder of the newest PostgreSQL that has PostGIS, by the paths of Debian; empty where there is none. */
    static Optional<Path> postgisPrograms() {
        if (!Files.isDirectory(DEBIAN_POSTGRESQL)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(DEBIAN_POSTGRESQL)) {
            return versions.filter(version -> Files.exists(Path.of("/usr/share/postgresql")
                            .resolve(version.getFileName())
                            .resolve("extension/postgis.control")))
                    .max(Comparator.comparingInt(
                            version -> Integer.parseInt(version.getFileName().toString())))
                    .map(version -> version.resolve("bin"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a server's program says of its version: of a line such as "postgres (PostgreSQL) 15.8" or "Redis server v=7.0", the number. */
    static String versionOf(Path program) {
        try {
            Process process = new ProcessBuilder(program.toString(), "--version").start();
            String line = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return line.replaceFirst("(?s)^\\D*([0-9.]+).*$", "$1");
        } catch (IOException e) {
            return "of unknown version";
        }
    }

    /** @throws IllegalStateException if Redis is not installed, or does not start */
    static PeerServer redis(Probe probe) throws IOException {
        Path program = redisProgram()
                .orElseThrow(() ->
                        new IllegalStateException("redis-server is not installed (apt-get install redis-server)"));
        Path folder = Files.createTempDirectory("redis");
        int port = freePort();
        PeerServer server = new PeerServer(
                folder,
                port,
                List.of(
                        program.toString(),
                        "--port",
                        Integer.toString(port),
                        "--bind",
                        "127.0.0.1",
                        "--dir",
                        folder.toString(),
                        "--save",
                        "",
                        "--appendonly",
                        "no"));
        return server.awaited(probe);
    }

    /** @throws IllegalStateException if PostGIS is not installed, or does not start */
    static PeerServer postgis(Probe probe) throws IOException {
        Path programs = postgisPrograms()
                .orElseThrow(() -> new IllegalStateException(
                        "PostGIS is not installed (apt-get install postgresql-15-postgis-3)"));
        Path folder = Files.createTempDirectory("postgis");
        String data = folder.resolve("data").toString();
        run(
                folder,
                asOrdinaryUser(
                        programs.resolve("initdb").toString(),
                        "-D",
                        data,
                        "-U",
                        "postgres",
                        "-A",
                        "trust",
                        "--no-sync"));
        int port = freePort();
        PeerServer server = new PeerServer(
                folder,
                port,
                asOrdinaryUser(
                        programs.resolve("postgres").toString(),
                        "-D",
                        data,
                        "-p",
                        Integer.toString(port),
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "unix_socket_directories=",
                        "-c",
                        "shared_buffers=512MB",
                        "-c",
                        "jit=off"));
        return server.awaited(probe);
    }

    /** PostgreSQL refuses to run as root; in a user namespace without a mapping, root is nobody. */
    private static List<String> asOrdinaryUser(String... command) {
        List<String> all = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            all.addAll(List.of("unshare", "--user"));
        }
        all.addAll(List.of(command));
        return all;
    }

    private static void run(Path folder, List<String> command) throws IOException {
        Path log = folder.resolve("command.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(START_SECONDS_MAX, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException(String.join(" ", command) + " failed: " + Files.readString(log));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    int port() {
        return port;
    }

    private PeerServer awaited(Probe probe) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS_MAX);
        while (true) {
            try {
                probe.connect(port);
                return this;
            } catch (Exception notReady) {
                if (System.nanoTime() > end || !process.isAlive()) {
                    String log = Files.readString(folder.resolve("log"));
                    close();
                    throw new IllegalStateException("the server did not start: " + log, notReady);
                }
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                close();
                throw new IllegalStateException("interrupted", e);
            }
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(onExit);
        stop();
    }

    private void stop() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            System.err.println("the temporary folder " + folder + " could not be removed: " + e);
        }
    }
}
