package io.hexdispatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server stops within seconds, and leaves nothing running, also where its database is in no state to be stopped. */
final class StopWithoutDatabaseIT {
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(30);

    @Test
    void stopsWhereTheDatabaseIsPaused(@TempDir Path data) throws Exception {
        try (ServerProcess server = ServerProcess.start("serve", "--port", "0", "--data", data.toString())) {
            server.awaitReady();
            long postgres = postgresOf(data);
            OwnPostgres paused = new OwnPostgres(data);
            paused.pause();
            try {
                assertStops(server, postgres);
            } finally {
                paused.goOn();
            }
        }
    }

    @Test
    void stopsWhereTheFilesOfTheDatabaseAreGone(@TempDir Path data) throws Exception {
        try (ServerProcess server = ServerProcess.start("serve", "--port", "0", "--data", data.toString())) {
            server.awaitReady();
            long postgres = postgresOf(data);
            delete(data.resolve("postgresql"));
            assertStops(server, postgres);
        }
    }

    /** All that is in a folder in which others are still writing. */
    private static void delete(Path folder) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (Files.exists(folder)) {
            assertThat(System.nanoTime()).as("the files go").isLessThan(deadline);
            try (var files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            } catch (DirectoryNotEmptyException | UncheckedIOException written) {
                // Deleted at the next look.
            }
        }
    }

    private static long postgresOf(Path data) throws Exception {
        List<String> lines = Files.readAllLines(data.resolve("postgresql/data/postmaster.pid"));
        return Long.parseLong(lines.get(0).strip());
    }

    private static void assertStops(ServerProcess server, long postgres) throws Exception {
        long began = System.nanoTime();
        server.stop();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(STOPPED_WITHIN);
        assertThat(server.output()).contains("Stopped; nothing acknowledged is lost.");
        assertThat(ProcessHandle.of(postgres)
                        .filter(process -> process.info().command().isPresent()))
                .as("the PostgreSQL that it started")
                .isEmpty();
    }
}
