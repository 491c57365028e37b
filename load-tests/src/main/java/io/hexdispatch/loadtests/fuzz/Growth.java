package io.hexdispatch.loadtests.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a server holds when nothing is under way.
 *
 * @param heapBytes after two collections; -1 where there is no jcmd beside its java
 * @param descriptors open files and sockets; -1 where the system does not tell
 */
record Growth(long heapBytes, long descriptors, long connections) {
    private static final long HEAP_BYTES_MAX = 48L << 20;
    private static final long DESCRIPTORS_MAX = 24;
    private static final Pattern USED = Pattern.compile("used (\\d+)K");
    private static final Pattern CONNECTIONS = Pattern.compile("(?m)^hexdispatch_connections (\\d+)");

    /** @param metrics the server's figures as it hands them out */
    static Growth of(Path java, long pid, String metrics) throws IOException, InterruptedException {
        Path jcmd = java.resolveSibling("jcmd");
        long heap = -1;
        if (Files.isExecutable(jcmd)) {
            run(jcmd, pid, "GC.run");
            run(jcmd, pid, "GC.run");
            Matcher used = USED.matcher(run(jcmd, pid, "GC.heap_info"));
            heap = used.find() ? Long.parseLong(used.group(1)) << 10 : -1;
        }
        long descriptors = -1;
        Path open = Path.of("/proc/" + pid + "/fd");
        if (Files.isReadable(open)) {
            try (Stream<Path> files = Files.list(open)) {
                descriptors = files.count();
            }
        }
        Matcher connections = CONNECTIONS.matcher(metrics);
        return new Growth(heap, descriptors, connections.find() ? Long.parseLong(connections.group(1)) : 0);
    }

    private static String run(Path jcmd, long pid, String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        process.waitFor(30, TimeUnit.SECONDS);
        return said;
    }

    /** What has grown since more than chance explains. */
    Optional<String> since(Growth before) {
        if (heapBytes > 0 && before.heapBytes > 0 && heapBytes - before.heapBytes > HEAP_BYTES_MAX) {
            return Optional.of("the heap grew from " + before + " to " + this);
        }
        if (descriptors - before.descriptors > DESCRIPTORS_MAX) {
            return Optional.of("descriptors stay open: from " + before + " to " + this);
        }
        return connections > before.connections
                ? Optional.of("connections stay open: from " + before + " to " + this)
                : Optional.empty();
    }

    @Override
    public String toString() {
        return (heapBytes < 0 ? "unknown heap" : heapBytes / (1 << 20) + " MiB heap after collection") + ", "
                + descriptors + " descriptors, " + connections + " WebSockets";
    }
}
