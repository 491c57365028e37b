package io.hexdispatch.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL of our own beside the server, for whoever has none. Its data lies in the data folder and outlives restarts; it
 * listens on loopback, on a port that the system chooses. Blocks: for a worker thread.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final Duration START_MAX = Duration.ofSeconds(60);
    private static final long STOP_SECONDS_MAX = 30;
    /** The line of the pid file that holds the port. */
    private static final int PID_FILE_PORT = 3;

    private final EmbeddedPostgres postgres;

    private EmbeddedDatabase(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /** Whether the folder holds a database that was made to its end. */
    public static boolean isIn(Path folder) {
        return Files.exists(controlFile(folder.resolve("data")));
    }

    /** The database in the folder, where it runs; only the user whose it is can read where. */
    public static Optional<DatabaseAddress> running(Path folder) throws IOException {
        Path pidFile = folder.resolve("data/postmaster.pid");
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(pidFile);
        boolean lives = lines.size() > PID_FILE_PORT
                && ProcessHandle.of(Long.parseLong(lines.get(0).strip())).isPresent();
        return lives
                ? Optional.of(address(Integer.parseInt(lines.get(PID_FILE_PORT).strip())))
                : Optional.empty();
    }

    private static Path controlFile(Path data) {
        return data.resolve("global/pg_control");
    }

    /**
     * Starts PostgreSQL in a folder, which the caller holds for himself alone, and makes its files at the first time.
     *
     * @throws IOException if it does not start
     */
    public static EmbeddedDatabase start(Path folder) throws IOException {
        Path data = folder.resolve("data");
        Files.createDirectories(folder);
        stopOrphan(data);
        discardHalfMade(data);
        return new EmbeddedDatabase(EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setOverrideWorkingDirectory(folder.resolve("binaries").toFile())
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(START_MAX)
                // The library is made for tests and trades durability for speed; here what is committed must stay.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "100")
                .setServerConfig("shared_buffers", "256MB")
                .setServerConfig("max_wal_size", "2GB")
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("postgres.log").toFile()))
                .setErrorRedirector(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("postgres.log").toFile()))
                .start());
    }

    public DatabaseAddress address() {
        return address(postgres.getPort());
    }

    private static DatabaseAddress address(int port) {
        return DatabaseAddress.parse("postgresql://postgres@localhost:" + port + "/postgres");
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }

    /** After a kill -9 of the server its PostgreSQL lives on; it must end before another can open the same files. */
    private static void stopOrphan(Path data) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        List<String> lines = Files.readAllLines(pidFile);
        Optional<ProcessHandle> orphan =
                lines.size() < 2 || !lines.get(1).equals(data.toAbsolutePath().toString())
                        ? Optional.empty()
                        : ProcessHandle.of(Long.parseLong(lines.get(0).strip())).filter(process -> process.info()
                                .command()
                                .filter(command -> command.endsWith("postgres"))
                                .isPresent());
        if (orphan.isEmpty()) {
            return;
        }
        LOG.atInfo().addKeyValue("pid", orphan.get().pid()).log("stopping the PostgreSQL that a killed server left");
        orphan.get().destroy();
        try {
            orphan.get().onExit().get(STOP_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(
                    "the PostgreSQL with process id " + orphan.get().pid() + " still runs in " + data
                            + " and does not stop; end it by hand",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while an earlier PostgreSQL stopped", e);
        }
    }

    /** A folder without the control file was being made when the power failed: nothing was ever committed in it. */
    private static void discardHalfMade(Path data) throws IOException {
        if (!Files.isDirectory(data) || Files.exists(controlFile(data))) {
            return;
        }
        LOG.atInfo().addKeyValue("folder", data).log("making the database anew, an earlier start did not finish it");
        try (var files = Files.walk(data)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
