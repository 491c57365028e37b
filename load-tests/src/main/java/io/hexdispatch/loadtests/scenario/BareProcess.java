package io.hexdispatch.loadtests.scenario;

import io.hexdispatch.loadtests.Main;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** {@link BareProgram} in a process of its own, on loopback; it ends when it is closed or when this program is stopped. */
final class BareProcess implements AutoCloseable {
    private static final Duration READY_MAX = Duration.ofSeconds(30);
    private static final long LOOK_MILLIS = 50;

    private final Process process;
    private final int port;
    private final Thread stopHook;

    private BareProcess(Process process, int port) {
        this.process = process;
        this.port = port;
        this.stopHook = new Thread(process::destroy, "stop bare program");
        Runtime.getRuntime().addShutdownHook(stopHook);
    }

    /** Starts it and waits until it listens. @param databasePort of a PostgreSQL that has the server's tables */
    static BareProcess start(Path java, int databasePort) throws IOException, InterruptedException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Process process = new ProcessBuilder(List.of(
                        java.toString(),
                        "-cp",
                        ownJar(),
                        Main.class.getName(),
                        "bare-program",
                        "--port",
                        String.valueOf(port),
                        "--database-port",
                        String.valueOf(databasePort)))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BareProcess bare = new BareProcess(process, port);
        long deadlineNanos = System.nanoTime() + READY_MAX.toNanos();
        while (!bare.isListening()) {
            if (!process.isAlive() || System.nanoTime() - deadlineNanos > 0) {
                bare.close();
                throw new IOException("the bare program does not start");
            }
            Thread.sleep(LOOK_MILLIS);
        }
        return bare;
    }

    private static String ownJar() throws IOException {
        try {
            return Path.of(Main.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IOException("where this program lies is not known", e);
        }
    }

    private boolean isListening() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
        try {
            Runtime.getRuntime().removeShutdownHook(stopHook);
        } catch (IllegalStateException alreadyShuttingDown) {
            // Then the hook runs, or has run.
        }
    }
}
