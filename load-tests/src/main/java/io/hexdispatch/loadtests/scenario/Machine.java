package io.hexdispatch.loadtests.scenario;

import com.sun.management.OperatingSystemMXBean;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Where figures were read, without which they mean nothing.
 *
 * @param load the processes that wanted to run in the minute before the start, by which one sees whether others were at work
 * @param serverJava empty where the server was not started here
 * @param commit of the checkout in which the server's jar lies; empty where it lies in none
 */
record Machine(
        Instant at,
        String processor,
        int cores,
        long memoryBytes,
        String system,
        double load,
        String java,
        Optional<String> serverJava,
        Optional<String> commit) {
    private static final long COMMAND_SECONDS_MAX = 10;

    /** @param serverCommand the Java command that runs the server; empty where it runs already */
    static Machine here(Optional<Path> serverCommand, Path serverJar) {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new Machine(
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                processorName(),
                system.getAvailableProcessors(),
                system.getTotalMemorySize(),
                system.getName() + " " + system.getVersion() + " " + system.getArch(),
                system.getSystemLoadAverage(),
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                serverCommand.flatMap(Machine::versionOf),
                commitOf(serverJar));
    }

    private static String processorName() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown processor");
        } catch (IOException notLinux) {
            return "unknown processor";
        }
    }

    /** Java tells its version in three lines, of which the last names the virtual machine. */
    private static Optional<String> versionOf(Path java) {
        return output(List.of(java.toString(), "-version")).map(text -> text.lines()
                .filter(line -> line.contains(" VM "))
                .findFirst()
                .orElse(text)
                .strip());
    }

    private static Optional<String> commitOf(Path serverJar) {
        Path folder = serverJar.toAbsolutePath().getParent();
        return output(List.of("git", "-C", folder.toString(), "describe", "--always", "--dirty", "--abbrev=10"));
    }

    private static Optional<String> output(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            boolean isWell = process.waitFor(COMMAND_SECONDS_MAX, TimeUnit.SECONDS) && process.exitValue() == 0;
            return isWell ? Optional.of(text) : Optional.empty();
        } catch (IOException noSuchCommand) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** For people, in a few lines. */
    List<String> lines() {
        return Arrays.asList(
                String.format(
                        Locale.ROOT,
                        "machine    %d cores (%s), %.0f GB, %s; load %.1f before the run",
                        cores,
                        processor,
                        memoryBytes / 1e9,
                        system,
                        load),
                "generator  " + java,
                "server     " + serverJava.orElse("(runs already, its Java is not known)") + ", commit "
                        + commit.orElse("not known") + ", " + at);
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("at", at.toString())
                .put("processor", processor)
                .put("cores", cores)
                .put("memoryBytes", memoryBytes)
                .put("system", system)
                .put("load", load)
                .put("java", java)
                .put("serverJava", serverJava.orElse(null))
                .put("commit", commit.orElse(null));
    }
}
