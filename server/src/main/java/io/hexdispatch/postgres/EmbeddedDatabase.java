package io.hexdispatch.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL of our own beside the server, for whoever has none. Its data lies in the data folder and outlives restarts; it
 * listens on loopback, on a port that the system chooses. Where its process dies it can be {@linkplain #revive revived}. Blocks: for a
 * worker thread.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final Duration START_MAX = Duration.ofSeconds(60);
    private static final long STOP_SECONDS_MAX = 30;
    private static final String PID_FILE = "postmaster.pid";
    /** The line of the pid file that holds the port, from 0. */
    private static final int PID_FILE_PORT = 3;

    private static final long REVIVAL_SECONDS_MAX = 120;
    private static final long END_SECONDS_MAX = 5;

    /** The library is made for tests and trades durability for speed; here what is committed must stay. */
    private static final Map<String, String> SETTINGS = Map.of(
            "fsync", "on",
            "synchronous_commit", "on",
            "max_connections", "100",
            "shared_buffers", "256MB",
            "max_wal_size", "2GB",
            // Nobody comes by a socket in the file system, and the file of one that was killed can keep the next from
            // starting.
            "unix_socket_directories", "",
            "timezone", "UTC");

    private final EmbeddedPostgres postgres;
    private final Path data;
    private final Path log;
    /** The folder of its programs. */
    private final Path programs;

    private ProcessHandle process;

    private EmbeddedDatabase(EmbeddedPostgres postgres, Path data, Path log) throws IOException {
        this.postgres = postgres;
        this.data = data;
        this.log = log;
        process = processIn(data)
                .orElseThrow(() -> new IOException("PostgreSQL started in " + data + " and is not there any more"));
        programs = Path.of(process.info().command().orElseThrow()).getParent();
    }

    /** Whether the folder holds a database that was made to its end. */
    public static boolean isIn(Path folder) {
        return Files.exists(controlFile(folder.resolve("data")));
    }

    /** The database in the folder, where it runs; only the user whose it is can read where. */
    public static Optional<DatabaseAddress> running(Path folder) throws IOException {
        Path data = folder.resolve("data");
        if (processIn(data).isEmpty()) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(data.resolve(PID_FILE));
        return lines.size() > PID_FILE_PORT
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
        Path log = folder.resolve("postgres.log");
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setOverrideWorkingDirectory(folder.resolve("binaries").toFile())
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(START_MAX)
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()));
        SETTINGS.forEach(builder::setServerConfig);
        return new EmbeddedDatabase(builder.start(), data, log);
    }

    public DatabaseAddress address() {
        return address(postgres.getPort());
    }

    private static DatabaseAddress address(int port) {
        return DatabaseAddress.parse("postgresql://postgres@localhost:" + port + "/postgres");
    }

    /**
     * Starts it again, on the same port, where its process has died; otherwise does nothing.
     *
     * @throws IOException if it does not start; it may the next time
     */
    public synchronized void revive() throws IOException {
        // One that was started, and whose start was not seen to its end, is as good.
        process = processIn(data).orElse(process);
        if (isRunning(process)) {
            return;
        }
        LOG.atWarn().addKeyValue("pid", process.pid()).log("the embedded PostgreSQL died; it is started again");
        forgetDead(data);
        StringBuilder options = new StringBuilder("-p ").append(postgres.getPort());
        SETTINGS.forEach(
                (name, value) -> options.append(" -c ").append(name).append('=').append(value));
        List<String> command = new ArrayList<>();
        if (LinuxUtils.isUnshareAvailable()) {
            // PostgreSQL does not run as root; the library starts it in a user namespace of its own, and so must we.
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(
                programs.resolve("pg_ctl").toString(),
                "start",
                "--pgdata",
                data.toString(),
                "--wait",
                "--timeout",
                Long.toString(REVIVAL_SECONDS_MAX),
                "--log",
                log.toString(),
                "--options",
                options.toString()));
        Process starting = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!starting.waitFor(REVIVAL_SECONDS_MAX, TimeUnit.SECONDS) || starting.exitValue() != 0) {
                throw new IOException("PostgreSQL does not start again; its own words are in " + log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while PostgreSQL started again", e);
        }
        process = processIn(data).orElseThrow(() -> new IOException("PostgreSQL started and is not there any more"));
    }

    /** Ends it, whatever state it and its files are in. */
    @Override
    public synchronized void close() throws IOException {
        List<ProcessHandle> sessions = process.descendants().toList();
        postgres.close();
        if (!isRunning(process)) {
            return;
        }
        // Its files may be gone, and the programs that would end it with them; or it may be stopped.
        LOG.atWarn()
                .addKeyValue("pid", process.pid())
                .log("the embedded PostgreSQL does not end when asked, and is ended");
        process.destroy();
        if (!ended(process, END_SECONDS_MAX)) {
            process.destroyForcibly();
            sessions.forEach(ProcessHandle::destroyForcibly);
            if (!ended(process, END_SECONDS_MAX)) {
                throw new IOException("PostgreSQL with process id " + process.pid() + " does not end");
            }
        }
    }

    /** Waits for the end of a process for some seconds, and gives whether it came. */
    private static boolean ended(ProcessHandle process, long seconds) throws IOException {
        long untilNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        try {
            while (isRunning(process)) {
                if (System.nanoTime() - untilNanos > 0) {
                    return false;
                }
                Thread.sleep(20);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while PostgreSQL started or stopped", e);
        }
    }

    /** One that ended and that its parent has not taken note of yet has no command any more, and does not run. */
    private static boolean isRunning(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    /** The PostgreSQL that runs in the folder, by the file that it leaves its process id in. */
    private static Optional<ProcessHandle> processIn(Path data) throws IOException {
        Path pidFile = data.resolve(PID_FILE);
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(pidFile);
        return lines.size() < 2 || !lines.get(1).equals(data.toAbsolutePath().toString())
                ? Optional.empty()
                : ProcessHandle.of(Long.parseLong(lines.get(0).strip())).filter(process -> process.info()
                        .command()
                        .filter(command -> command.endsWith("postgres"))
                        .isPresent());
    }

    /** PostgreSQL takes a process for running that ended and that nobody has taken note of, and would not start beside it. */
    private static void forgetDead(Path data) throws IOException {
        Path pidFile = data.resolve(PID_FILE);
        if (Files.exists(pidFile) && processIn(data).isEmpty()) {
            List<String> lines = Files.readAllLines(pidFile);
            if (lines.size() > 1 && lines.get(1).equals(data.toAbsolutePath().toString())) {
                Files.delete(pidFile);
            }
        }
    }

    /** After a kill -9 of the server its PostgreSQL lives on; it must end before another can open the same files. */
    private static void stopOrphan(Path data) throws IOException {
        Optional<ProcessHandle> orphan = processIn(data);
        if (orphan.isEmpty()) {
            forgetDead(data);
            return;
        }
        LOG.atInfo().addKeyValue("pid", orphan.get().pid()).log("stopping the PostgreSQL that a killed server left");
        orphan.get().destroy();
        if (!ended(orphan.get(), STOP_SECONDS_MAX)) {
            throw new IOException("the PostgreSQL with process id "
                    + orphan.get().pid() + " still runs in " + data + " and does not stop; end it by hand");
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
