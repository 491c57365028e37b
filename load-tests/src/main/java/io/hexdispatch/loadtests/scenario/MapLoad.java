package io.hexdispatch.loadtests.scenario;

import io.hexdispatch.loadtests.scenario.CityPlaces.Place;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks places up and reports events at fixed rates, while another thread changes the map, and holds every answer against what the map
 * of its version says and against when that map was live. The load is open, as that of {@link DispatchLoad}.
 *
 * <p>One thread starts and stops it and says what it does to the map; network and books live on one event loop.
 */
final class MapLoad implements AutoCloseable {
    private static final long SEED = 410_100;
    private static final Duration ANSWER_MAX = Duration.ofSeconds(30);
    private static final Duration START_DELAY = Duration.ofMillis(200);

    /**
     * A place in both maps.
     *
     * @param cellBefore the base grid that holds it in the one map
     * @param cellAfter the base grid that holds it in the other; another one where the place lies at a border
     */
    record Probe(double longitude, double latitude, String cellBefore, String cellAfter) {}

    /** A change of the map, from one version to another; where nothing is changed, from one to the same. */
    private static final class Change {
        private final String from;
        private final String to;
        private volatile boolean isAsked;
        private volatile boolean isDone;

        private Change(String from, String to) {
            this.from = from;
            this.to = to;
        }
    }

    private final String before;
    private final List<Probe> probes;
    private final Reports reports;
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Context loop = vertx.getOrCreateContext();
    private final HttpClient http;
    private final RequestOptions post;
    private final RequestOptions get;
    private final SplittableRandom random = new SplittableRandom(SEED);
    private long number;
    private Change change;
    private MapTally tally;
    private Thread pacing;
    private volatile boolean isStopping;

    /** @param before the version of the map that the probes call "before"; any other is the one after */
    MapLoad(URI server, BearerTokens tokens, String before, List<Probe> probes, int connections) {
        this.before = before;
        this.probes = probes;
        this.reports = new Reports(new CityPlaces(List.of()), "map-" + System.currentTimeMillis() + "-", SEED);
        this.http = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(connections));
        this.post = request(server, tokens.token("source", Reports.SOURCE))
                .setMethod(HttpMethod.POST)
                .setURI("/api/v1/events")
                .putHeader("Content-Type", "application/json");
        this.get = request(server, tokens.token("source", Reports.SOURCE)).setMethod(HttpMethod.GET);
    }

    private static RequestOptions request(URI server, String token) {
        return new RequestOptions()
                .setHost(server.getHost())
                .setPort(server.getPort())
                .setIdleTimeout(ANSWER_MAX.toMillis())
                .putHeader("Authorization", "Bearer " + token);
    }

    /** Starts sending, while the map {@code from} is live and before it becomes {@code to}. */
    void start(int lookupsPerSecond, int eventsPerSecond, String from, String to) {
        isStopping = false;
        change = new Change(from, to);
        tally = new MapTally();
        pacing = new Thread(() -> pace(lookupsPerSecond, eventsPerSecond), "pace");
        pacing.start();
    }

    /** To be said just before the server is asked for the other map. */
    void changeIsAsked() {
        change.isAsked = true;
    }

    /** To be said as soon as the server has answered that the other map is live. */
    void changeIsDone() {
        change.isDone = true;
    }

    /** Stops sending and waits for the answers that are still to come. */
    MapTally stop() throws InterruptedException, IOException {
        isStopping = true;
        pacing.join();
        long deadlineNanos = System.nanoTime() + ANSWER_MAX.toNanos();
        while (onLoop(tally::open) > 0 && System.nanoTime() - deadlineNanos < 0) {
            Thread.sleep(20);
        }
        return tally;
    }

    private long onLoop(java.util.function.LongSupplier question) throws IOException {
        CompletableFuture<Long> answer = new CompletableFuture<>();
        loop.runOnContext(turn -> answer.complete(question.getAsLong()));
        return answer.orTimeout(ANSWER_MAX.toSeconds(), TimeUnit.SECONDS).join();
    }

    private void pace(int lookupsPerSecond, int eventsPerSecond) {
        long startNanos = System.nanoTime() + START_DELAY.toNanos();
        long lookups = 0;
        long events = 0;
        while (!isStopping) {
            long lookupDueNanos = startNanos + lookups * 1_000_000_000L / lookupsPerSecond;
            long eventDueNanos = startNanos + events * 1_000_000_000L / eventsPerSecond;
            boolean isEvent = eventDueNanos <= lookupDueNanos;
            long dueNanos = isEvent ? eventDueNanos : lookupDueNanos;
            for (long left = dueNanos - System.nanoTime(); left > 0; left = dueNanos - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            if (isEvent) {
                events++;
                loop.runOnContext(turn -> send(post, 201, dueNanos));
            } else {
                lookups++;
                loop.runOnContext(turn -> send(get, 200, dueNanos));
            }
        }
    }

    private void send(RequestOptions options, int wanted, long dueNanos) {
        Probe probe = probes.get(random.nextInt(probes.size()));
        boolean isEvent = wanted == 201;
        boolean mustBeNew = change.isDone;
        MapTally.record(tally.toSent, System.nanoTime() - dueNanos);
        tally.sent++;
        RequestOptions own = isEvent
                ? options
                : new RequestOptions(options)
                        .setURI("/api/v1/locate?lon=" + probe.longitude + "&lat=" + probe.latitude);
        Buffer body = isEvent
                ? reports.body(number++, new Place(probe.cellBefore, probe.longitude, probe.latitude))
                : Buffer.buffer();
        http.request(own)
                .compose(request -> request.send(body))
                .compose(response -> response.body().onSuccess(answer -> {
                    if (response.statusCode() != wanted) {
                        tally.failed("status " + response.statusCode() + " " + answer);
                        return;
                    }
                    MapTally.record(isEvent ? tally.events : tally.lookups, System.nanoTime() - dueNanos);
                    check(probe, answer.getBytes(), mustBeNew);
                }))
                .onFailure(failure -> tally.failed(failure.toString()));
    }

    private void check(Probe probe, byte[] answer, boolean mustBeNew) {
        try {
            WireReader.Located located = WireReader.located(answer);
            boolean mustBeOld = !change.isAsked;
            boolean isOld = located.mapVersion().equals(change.from);
            if (!isOld && !located.mapVersion().equals(change.to)
                    || mustBeOld && !isOld
                    || mustBeNew && isOld && !change.from.equals(change.to)) {
                tally.wrong("map " + located.mapVersion() + " located a place while "
                        + (mustBeOld ? change.from : mustBeNew ? change.to : change.from + " or " + change.to)
                        + " was live");
            }
            String cell = located.mapVersion().equals(before) ? probe.cellBefore : probe.cellAfter;
            if (!located.cell().equals(cell)) {
                tally.wrong(probe.longitude + ", " + probe.latitude + " lies in base grid " + cell + " of map "
                        + located.mapVersion() + ", and the answer says " + located.cell());
            }
        } catch (IOException e) {
            tally.wrong("an answer that cannot be read: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        Promise<Void> closed = Promise.promise();
        http.close().onComplete(closed);
        closed.future()
                .transform(done -> vertx.close())
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }
}
