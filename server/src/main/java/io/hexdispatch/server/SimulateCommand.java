package io.hexdispatch.server;

import io.hexdispatch.security.TokenKey;
import io.hexdispatch.security.Tokens;
import io.hexdispatch.simulation.Simulation;
import io.hexdispatch.simulation.Simulation.Outcome;
import io.hexdispatch.simulation.SimulationReport;
import io.hexdispatch.simulation.SimulationWish;
import io.hexdispatch.simulation.day.CityDay;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Plays a day of the city against a running server, and says whether its figures are right. */
@Command(
        name = "simulate",
        description = {
            "Plays a reproducible day of the city against a running server, as its sources, responders, units and centres would,"
                    + " keeps books of it, and in the end says what happened and whether the server's figures equal the books.",
            "",
            "It takes in responders, devices and sources of its own, which it switches off in the end, and puts rules live that"
                    + " give one category a minute for acceptance, which it takes back. What it reported stays. It is for a"
                    + " server on which nobody works, and not beside \"serve --demo\", whose terminals work the same orders."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the books and the server agree, and with --day everything happened",
            "1:they differ, something never happened, or it could not be played; what is printed says which",
            "2:the command line is wrong"
        },
        footer = {
            "",
            "Examples:",
            "  hexdispatch simulate --day --speed max            a whole day, as fast as the server answers",
            "  hexdispatch simulate --day --speed 60             a minute of the day a second: 24 minutes",
            "  hexdispatch simulate --events 300 --seed 7        a small day, another one"
        })
final class SimulateCommand implements Callable<Integer> {
    private static final Duration TOKENS_VALID = Duration.ofDays(3);
    private static final double SPEED_MAX = 100_000;
    private static final int AT_ONCE_MAX = 1_000;
    private static final long STOP_SECONDS_MAX = 60;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--day",
            description = "The whole day, " + CityDay.WHOLE_DAY + " events, in which everything must happen")
    private boolean day;

    @Option(
            names = "--events",
            paramLabel = "NUMBER",
            description = "A smaller or larger day, from " + CityDay.EVENTS_MIN + " to " + CityDay.EVENTS_MAX
                    + " events, in which deadlines are not waited for")
    private Integer events;

    @Option(
            names = "--speed",
            paramLabel = "SPEED",
            defaultValue = "max",
            description =
                    "How many seconds of the day go by in a second: 1 is real time, 60 a minute a second; or max, as fast"
                            + " as the server answers. Default: ${DEFAULT-VALUE}")
    private String speed;

    @Option(
            names = "--at-once",
            paramLabel = "NUMBER",
            defaultValue = "64",
            description = "With --speed max, how many events are under way at once. Default: ${DEFAULT-VALUE}")
    private int atOnce;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            defaultValue = "20250301",
            description = "The same number is the same day. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(
            names = "--run",
            paramLabel = "NAME",
            description = "Stands in the keys of its sources, sim-NAME-heating and so on. Default: made of the time")
    private String run;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8080",
            description = "The server. Default: ${DEFAULT-VALUE}")
    private URI url;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "hexdispatch-data",
            description =
                    "The server's data folder, whose key signs the tokens of all who play. Default: ${DEFAULT-VALUE}")
    private Path data;

    @Override
    public Integer call() throws Exception {
        SimulationWish wish = wish();
        if (!Files.isDirectory(data)) {
            throw wrong("--data: there is no folder " + data.toAbsolutePath() + "; a server makes it when it starts");
        }
        PrintWriter out = spec.commandLine().getOut();
        ProgressLine line = new ProgressLine(spec.commandLine().getErr(), System.console() != null);
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        CountDownLatch printed = new CountDownLatch(1);
        Thread stop = null;
        try {
            Tokens tokens = new Tokens(vertx, TokenKey.in(data));
            Simulation simulation =
                    new Simulation(vertx, wish, actor -> tokens.issue(actor, TOKENS_VALID), new Steps(line)::show);
            out.println("Simulation " + wish.run() + ": " + String.format("%,d", wish.events()) + " events, seed "
                    + seed + ", speed " + speed + ", against " + url);
            out.flush();
            CompletableFuture<Outcome> playing = new CompletableFuture<>();
            vertx.runOnContext(start -> Future.succeededFuture()
                    .compose(now -> simulation.play())
                    .onSuccess(playing::complete)
                    .onFailure(playing::completeExceptionally));
            stop = new Thread(() -> await(vertx, simulation, printed), "stop");
            Runtime.getRuntime().addShutdownHook(stop);
            Outcome outcome = playing.get();
            line.end();
            SimulationReport report = new SimulationReport(outcome);
            report.lines().forEach(out::println);
            out.flush();
            return report.isWell(wish.isWholeDay()) ? 0 : Main.FAILED;
        } catch (ExecutionException e) {
            line.end();
            throw new StartException(
                    "the day could not be played: " + e.getCause().getMessage(), e);
        } finally {
            printed.countDown();
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
            forget(stop);
        }
    }

    /** Ctrl-C: the day ends at once, and what happened until then is printed. */
    private static void await(Vertx vertx, Simulation simulation, CountDownLatch printed) {
        vertx.runOnContext(now -> simulation.stop());
        try {
            printed.await(STOP_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void forget(Thread stop) {
        if (stop != null) {
            try {
                Runtime.getRuntime().removeShutdownHook(stop);
            } catch (IllegalStateException isStopping) {
                // The hook that would be forgotten runs, and waits for this.
            }
        }
    }

    private SimulationWish wish() {
        if (day == (events != null)) {
            throw wrong("say --day for the whole day, or --events NUMBER for another");
        }
        int count = day ? CityDay.WHOLE_DAY : events;
        if (count < CityDay.EVENTS_MIN || count > CityDay.EVENTS_MAX) {
            throw wrong("--events: " + count + " is not " + CityDay.EVENTS_MIN + " to " + CityDay.EVENTS_MAX);
        }
        if (atOnce < 1 || atOnce > AT_ONCE_MAX) {
            throw wrong("--at-once: " + atOnce + " is not 1 to " + AT_ONCE_MAX);
        }
        if (url.getHost() == null || !List.of("http", "https").contains(String.valueOf(url.getScheme()))) {
            throw wrong("--url: " + url + " is not like http://127.0.0.1:8080");
        }
        String name = run == null ? Long.toString(System.currentTimeMillis() / 1_000, Character.MAX_RADIX) : run;
        if (!name.matches("[a-z0-9-]{1,24}")) {
            throw wrong("--run: \"" + name + "\" is not 1 to 24 small letters, digits and hyphens");
        }
        return new SimulationWish(url, seed, count, speed(), atOnce, name, day);
    }

    private OptionalDouble speed() {
        if (speed.equals("max")) {
            return OptionalDouble.empty();
        }
        try {
            double times = Double.parseDouble(speed);
            if (times > 0 && times <= SPEED_MAX) {
                return OptionalDouble.of(times);
            }
        } catch (NumberFormatException notANumber) {
            // told below, like a number out of range
        }
        throw wrong("--speed: \"" + speed + "\" is neither max nor a number above 0, up to " + (long) SPEED_MAX);
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** The time of the day on a line that moves, or in a file a line for each tenth of the day. */
    private record Steps(ProgressLine line) {
        void show(String step, long done, long total) {
            boolean isPlaying = step.startsWith("playing");
            line.show(
                    isPlaying && System.console() == null ? "playing: " + 10 * (10 * done / total) + " %" : step,
                    done,
                    total);
        }
    }
}
