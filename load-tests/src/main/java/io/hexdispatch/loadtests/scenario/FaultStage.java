package io.hexdispatch.loadtests.scenario;

import io.hexdispatch.grid.demo.DefaultCity;
import io.hexdispatch.loadtests.scenario.FaultedServer.Holdings;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;

/** A server of its own with a source and terminals, on which one fault is inflicted and everything checked afterwards. */
final class FaultStage implements AutoCloseable, Fault.Scene {
    private static final int RESPONDERS = 500;
    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(90);
    private static final long HEAP_BYTES_MORE_MAX = 64_000_000;
    /** What an open event may cost: its deadlines, and its share of the books of responders. */
    private static final long HEAP_BYTES_PER_EVENT = 1_000;

    private static final long DESCRIPTORS_MORE_MAX = 40;
    private static final long THREADS_MORE_MAX = 15;

    private final FaultedServer server;
    private final CityPlaces places;
    private final SplittableRandom random;
    private final DispatchLoad.Progress progress;
    private final Path folder;
    private final List<String> faults = Collections.synchronizedList(new ArrayList<>());
    private BearerTokens tokens;
    private FaultClients clients;
    private String firstVersion;
    private String secondVersion;

    /** What came of a fault. */
    record Outcome(
            Fault fault,
            int rounds,
            long acknowledged,
            long refusals,
            long failures,
            Duration silence,
            FaultCheck.Findings findings,
            Holdings before,
            Holdings after,
            List<String> faults) {
        boolean isWhole() {
            return faults.isEmpty();
        }
    }

    FaultStage(FaultedServer server, Path folder, CityPlaces places, long seed, DispatchLoad.Progress progress) {
        this.server = server;
        this.folder = folder;
        this.places = places;
        this.random = new SplittableRandom(seed);
        this.progress = progress;
    }

    Outcome play(Fault fault, int rounds, int rate) throws IOException, InterruptedException {
        server.start();
        server.awaitReady();
        tokens = BearerTokens.of(server.data());
        clients = new FaultClients(server.address(), tokens, places, random.nextLong());
        clients.setUp(RESPONDERS);
        clients.begin(rate);
        TimeUnit.SECONDS.sleep(8);
        if (fault == Fault.ACTIVATE_MAP) {
            secondVersion();
        }
        Holdings before = server.holdings();
        long acknowledgedBefore = clients.books().acknowledged();
        for (int round = 1; round <= rounds; round++) {
            fault.inflict(this);
            Duration back = server.awaitReady();
            tell(fault.text() + " " + round + " of " + rounds + ": ready again after " + back.toMillis() + " ms, "
                    + clients.books().acknowledged() + " acknowledged, "
                    + clients.books().open() + " wait");
            TimeUnit.SECONDS.sleep(2);
        }
        if (!clients.settle(SETTLED_WITHIN)) {
            wrong(clients.books().open() + " reports were not acknowledged within " + SETTLED_WITHIN.toSeconds()
                    + " s after the end");
        }
        server.awaitReady();
        FaultCheck.Findings findings =
                new FaultCheck(server.address(), clients, tokens.token("admin", "faults")).check();
        faults.addAll(findings.faults());
        if (server.isDeadlocked()) {
            wrong("threads wait for each other for ever");
        }
        server.complaints().stream().limit(3).forEach(line -> wrong("the log says: " + line));
        Holdings after = server.holdings();
        compare(before, after, clients.books().acknowledged() - acknowledgedBefore);
        return new Outcome(
                fault,
                rounds,
                clients.books().acknowledged(),
                clients.books().refusals(),
                clients.books().failures(),
                Duration.ofNanos(clients.books().longestSilenceNanos()),
                findings,
                before,
                after,
                List.copyOf(faults));
    }

    private void compare(Holdings before, Holdings after, long events) {
        if (after.heapBytes() > before.heapBytes() + HEAP_BYTES_MORE_MAX + HEAP_BYTES_PER_EVENT * events) {
            wrong("the heap grew from " + before.heapBytes() / 1_000_000 + " to " + after.heapBytes() / 1_000_000
                    + " MB");
        }
        if (after.descriptors() > before.descriptors() + DESCRIPTORS_MORE_MAX) {
            wrong("the open descriptors grew from " + before.descriptors() + " to " + after.descriptors());
        }
        if (after.threads() > before.threads() + THREADS_MORE_MAX) {
            wrong("the threads grew from " + before.threads() + " to " + after.threads());
        }
    }

    @Override
    public FaultedServer server() {
        return server;
    }

    @Override
    public SplittableRandom random() {
        return random;
    }

    @Override
    public void wrong(String what) {
        progress.tell("BROKEN: " + what);
        faults.add(what);
    }

    @Override
    public void tell(String line) {
        progress.tell(line);
    }

    @Override
    public int onNetwork(ToIntFunction<LoopbackProxy> action) throws IOException {
        return clients.await("the network", () -> Future.succeededFuture(action.applyAsInt(clients.proxy())));
    }

    @Override
    public BearerTokens tokens() {
        return tokens;
    }

    @Override
    public String metric(String name) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(server.address().resolve("/metrics"))
                                .build(),
                        BodyHandlers.ofLines())
                .body()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length() + 1))
                .findFirst()
                .orElse("no " + name);
    }

    @Override
    public BoundaryCalls boundaries() {
        return new BoundaryCalls(server.address(), tokens);
    }

    @Override
    public String firstVersion() {
        return firstVersion;
    }

    @Override
    public String secondVersion() throws IOException, InterruptedException {
        if (secondVersion == null) {
            BoundaryCalls calls = boundaries();
            firstVersion = calls.live();
            Path file = folder.resolve("again.zip");
            ShapefileZip.write(DefaultCity.generate().grids(), file);
            secondVersion = calls.load(file).version();
            Files.delete(file);
        }
        return secondVersion;
    }

    @Override
    public void close() throws IOException {
        try {
            if (clients != null) {
                clients.close();
            }
        } finally {
            server.close();
        }
    }
}
