package io.hexdispatch.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The PostgreSQL that a server under test started for itself, to be stopped, let go on and killed; by its process id and no other. */
final class OwnPostgres {
    private final Path data;
    private final List<ProcessHandle> paused = new ArrayList<>();

    /** @param data the data folder of the server */
    OwnPostgres(Path data) {
        this.data = data;
    }

    private ProcessHandle postmaster() throws IOException {
        return ProcessHandle.of(Long.parseLong(Files.readAllLines(data.resolve("postgresql/data/postmaster.pid"))
                        .get(0)
                        .strip()))
                .orElseThrow();
    }

    /** Ends it at once, as a lack of memory would. */
    void kill() throws IOException {
        postmaster().destroyForcibly();
    }

    /** Stops it with all its processes, until they may {@linkplain #goOn go on}. */
    void pause() throws Exception {
        paused.add(postmaster());
        signal("-STOP", paused);
        postmaster().children().forEach(paused::add);
        signal("-STOP", paused);
    }

    void goOn() throws Exception {
        signal("-CONT", paused);
        paused.clear();
    }

    private static void signal(String signal, List<ProcessHandle> processes) throws Exception {
        List<String> command = new ArrayList<>(List.of("kill", signal));
        processes.forEach(process -> command.add(Long.toString(process.pid())));
        new ProcessBuilder(command).start().waitFor(10, TimeUnit.SECONDS);
    }
}
