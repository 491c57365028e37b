package io.hexdispatch.server;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.demo.DemoCity;
import io.hexdispatch.postgres.DatabaseAddress;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the server until it is told to stop. */
@Command(
        name = "serve",
        description = "Runs the server. Ctrl-C stops it; what was acknowledged is kept.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ServeCommand implements Callable<Integer> {
    private static final Duration DEMO_TOKENS_VALID = Duration.ofDays(30);
    private static final long STOP_SECONDS_MAX = 45;
    private static final long CLOSE_SECONDS_MAX = 3;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "Where to listen; 0 lets the system choose. Default: ${DEFAULT-VALUE}")
    private int port;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "The address to listen on; 0.0.0.0 for all. Default: ${DEFAULT-VALUE}, this machine alone")
    private String host;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "hexdispatch-data",
            description = "The folder of the token key and the embedded PostgreSQL. Default: ${DEFAULT-VALUE}")
    private Path data;

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            description =
                    "An own PostgreSQL: postgresql://user:password@host:port/database, with"
                            + " ?sslmode=verify-full&sslrootcert=FILE where the way there is not safe. Default: the embedded one")
    private String databaseUrl;

    @Option(
            names = "--city",
            paramLabel = "FILE",
            description =
                    "The grids that a new database begins with, as GeoJSON. Default: Zhengzhou as a demonstration")
    private Path city;

    @Option(
            names = "--rules",
            paramLabel = "FILE",
            description = "The assignment rules as YAML. Default: sample rules for Zhengzhou")
    private Path rules;

    @Option(
            names = "--demo",
            description = "Also plays a city: responders, events now and then, and terminals that work the orders;"
                    + " prints a token for each role")
    private boolean demo;

    @Mixin
    private ProtectionOptions protection;

    @Option(
            names = "--clock-offset-file",
            paramLabel = "FILE",
            hidden = true,
            description = "For tests: by how many seconds the clock is wrong, read again and again")
    private Path clockOffset;

    @Override
    public Integer call() throws Exception {
        ServerConfig config = config();
        PrintWriter out = spec.commandLine().getOut();
        Vertx vertx = Vertx.vertx();
        CountDownLatch stopped = new CountDownLatch(1);
        try {
            HexDispatchServer server = new HexDispatchServer(
                    config, clockOffset == null ? Clock.systemUTC() : new WrongClock(clockOffset));
            vertx.deployVerticle(server)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(vertx, server, out), "stop"));
            greet(server, out);
            if (demo) {
                vertx.deployVerticle(new DemoCity(
                                server.tokens(),
                                server.map().current(),
                                server.rules(),
                                server.port(),
                                server.speaksTls()))
                        .onFailure(failure -> {
                            out.println("The demonstration does not play: " + failure.getMessage());
                            out.flush();
                        });
            }
            stopped.await();
            return 0;
        } catch (ExecutionException e) {
            vertx.close().toCompletionStage().toCompletableFuture().get(STOP_SECONDS_MAX, TimeUnit.SECONDS);
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private ServerConfig config() {
        if (port < 0 || port > 65_535) {
            throw new ParameterException(spec.commandLine(), "--port: " + port + " is not a port, which is 0 to 65535");
        }
        Optional<DatabaseAddress> database = Optional.empty();
        if (databaseUrl != null) {
            try {
                database = Optional.of(DatabaseAddress.parse(databaseUrl));
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), "--database-url: " + e.getMessage());
            }
        }
        return new ServerConfig(
                host,
                port,
                data,
                database,
                Optional.ofNullable(city),
                Optional.ofNullable(rules),
                protection.protection());
    }

    private static void stop(Vertx vertx, HexDispatchServer server, PrintWriter out) {
        try {
            CompletableFuture<Void> closed = vertx.close().toCompletionStage().toCompletableFuture();
            server.stopped().toCompletionStage().toCompletableFuture().get(STOP_SECONDS_MAX, TimeUnit.SECONDS);
            out.println("Stopped; nothing acknowledged is lost.");
            out.flush();
            // A database that does not answer keeps connections from ending, and nothing depends on them any more.
            closed.completeOnTimeout(null, CLOSE_SECONDS_MAX, TimeUnit.SECONDS).get();
        } catch (ExecutionException | TimeoutException e) {
            out.println("Stopped, but not cleanly: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        out.flush();
    }

    private void greet(HexDispatchServer server, PrintWriter out) {
        String shownHost = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
        String address = (shownHost.contains(":") ? "[" + shownHost + "]" : shownHost) + ":" + server.port();
        out.println();
        out.println("HexDispatch is ready: " + server.map().current().title());
        String tls = server.speaksTls() ? "s" : "";
        String url = "http" + tls + "://" + address;
        out.println("  HTTP        " + url + "/api/v1");
        out.println("  WebSocket   ws" + tls + "://" + address + "/ws");
        out.println("  GIS         " + url + "/ogc    tiles    " + url + "/tiles/grids");
        out.println("  health      " + url + "/health/ready    figures  " + url + "/metrics");
        out.println("  data        " + server.dataFolder() + ", in " + server.database());
        if (demo) {
            greetNewcomer(server, url, out);
        } else {
            out.println("A token for a caller: hexdispatch token --role ROLE --for WHO --data " + server.dataFolder());
        }
        out.println();
        out.flush();
    }

    private static void greetNewcomer(HexDispatchServer server, String url, PrintWriter out) {
        out.println();
        out.println("A token for each role, good for " + DEMO_TOKENS_VALID.toDays() + " days:");
        for (Actor actor : DemoCity.actors(server.map().city().code(), server.rules())) {
            out.printf(
                    "  %-10s %-24s %s%n",
                    actor.role().text(), actor.id(), server.tokens().issue(actor, DEMO_TOKENS_VALID));
        }
        String source = server.tokens().issue(new Actor(Role.SOURCE, DemoCity.SOURCE), DEMO_TOKENS_VALID);
        String centre = server.tokens()
                .issue(new Actor(Role.CENTRE, server.map().city().code().value()), DEMO_TOKENS_VALID);
        out.println();
        out.println("Report an event, a dark traffic light in Gongyi:");
        out.println("  curl -s " + url
                + "/api/v1/events -H 'Content-Type: application/json' -H 'Authorization: Bearer "
                + source + "' -d '{\"source\":\"" + DemoCity.SOURCE
                + "\",\"sourceEventId\":\"hand-1\",\"category\":\"" + DemoCity.TRAFFIC_LIGHT
                + "\",\"location\":{\"lon\":113.02,\"lat\":34.75},\"text\":\"The traffic light is dark\"}'");
        out.println();
        out.println("Follow the orders:");
        out.println("  java -jar " + jar() + " watch --url " + url + " --token " + centre);
    }

    /** The jar that runs, as it would be typed from here. */
    private static Path jar() {
        Path jar = Path.of(System.getProperty("java.class.path"));
        Path here = Path.of("").toAbsolutePath();
        Path absolute = jar.toAbsolutePath();
        return absolute.startsWith(here) ? here.relativize(absolute) : absolute;
    }
}
