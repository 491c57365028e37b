package io.hexdispatch.loadtests.scenario;

import io.hexdispatch.loadtests.scenario.CityPlaces.Place;
import io.hexdispatch.loadtests.scenario.ResponderLots.Unit;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Reports events to a server at a fixed rate and takes the orders at the terminals of all units.
 *
 * <p>The load is open: when each event is due is fixed beforehand and does not depend on any answer, and latencies are counted from
 * there. A server that stalls thus finds the events of the meantime waiting, as it would in life, and their waits in the figures.
 *
 * <p>To be called from one thread, which paces the events; network and books live on one event loop.
 */
final class DispatchLoad implements AutoCloseable {
    private static final long SEED = 410_100;
    private static final Duration ANSWER_MAX = Duration.ofSeconds(30);
    private static final Duration SET_UP_MAX = Duration.ofSeconds(60);

    /** Whoever is so far behind does not catch up, and the events that wait would fill the memory. */
    private static final Duration BEHIND_MAX = Duration.ofSeconds(5);

    private static final int EVENTS_BEHIND_MIN = 1_000;
    private static final Duration START_DELAY = Duration.ofMillis(200);
    private static final Duration TELL_EVERY = Duration.ofSeconds(5);

    /** Told how it goes. */
    interface Progress {
        void tell(String line);
    }

    private final URI server;
    private final BearerTokens tokens;
    private final CityPlaces places;
    private final Progress progress;
    private final Reports reports;
    private final Ledger ledger;
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Context loop = vertx.getOrCreateContext();
    private final HttpClient http;
    private final RequestOptions post;
    private UnitTerminals terminals;
    private long submitted;

    /**
     * @param connections how many HTTP connections carry the reports at most
     * @param checksPlaces whether answers must name the right base grid
     */
    DispatchLoad(
            URI server,
            BearerTokens tokens,
            CityPlaces places,
            int connections,
            boolean checksPlaces,
            Progress progress) {
        String run = "load-" + System.currentTimeMillis() + "-";
        this.server = server;
        this.tokens = tokens;
        this.places = places;
        this.progress = progress;
        this.reports = new Reports(places, run, SEED);
        this.ledger = new Ledger(run, checksPlaces);
        this.http = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(connections));
        this.post = request(HttpMethod.POST, "/api/v1/events", tokens.token("source", Reports.SOURCE));
    }

    /**
     * Takes responders in and connects a terminal for every unit.
     *
     * @throws IOException if the server does not play along
     */
    void setUp(int responders) throws IOException {
        String admin = tokens.token("admin", Reports.SOURCE);
        JsonObject answer =
                await("the units", () -> call(request(HttpMethod.GET, "/api/v1/units", admin), Buffer.buffer()));
        List<Unit> units = answer.getJsonArray("units").stream()
                .map(JsonObject.class::cast)
                .map(unit -> new Unit(unit.getString("code"), unit.getString("area")))
                .toList();
        RequestOptions put = request(HttpMethod.PUT, "/api/v1/responders", admin);
        int taken = 0;
        for (JsonArray lot : ResponderLots.of(units, places, responders, new SplittableRandom(SEED))) {
            await("the responders", () -> call(put, lot.toBuffer()));
            taken += lot.size();
        }
        await("the terminals", () -> {
            terminals = new UnitTerminals(vertx, server, tokens, ledger, units.size());
            return terminals.connect(units.stream().map(Unit::code).toList());
        });
        progress.tell(taken + " responders taken in, " + units.size() + " units connected");
    }

    /**
     * Sends events at a rate and waits until every order has come, or can be taken for lost.
     *
     * @param rate events per second
     * @param warmUp how long the rate is held before anything is measured
     * @param measured how long it is measured then
     */
    Tally run(int rate, Duration warmUp, Duration measured) throws IOException, InterruptedException {
        long startNanos = System.nanoTime() + START_DELAY.toNanos();
        long measuredFromNanos = startNanos + warmUp.toNanos();
        Tally tally = new Tally(measuredFromNanos, measuredFromNanos + measured.toNanos());
        long events = Math.multiplyExact((long) rate, warmUp.plus(measured).toSeconds());
        long behindMax = Math.max(EVENTS_BEHIND_MIN, rate * BEHIND_MAX.toSeconds());
        long tellNanos = startNanos + TELL_EVERY.toNanos();
        for (long event = 0; event < events; event++) {
            long dueNanos = startNanos + event * 1_000_000_000L / rate;
            waitUntil(dueNanos);
            loop.runOnContext(turn -> send(tally, dueNanos, dueNanos - measuredFromNanos >= 0));
            submitted++;
            if (waiting() > behindMax) {
                loop.runOnContext(turn -> tally.abandon(System.nanoTime()));
                progress.tell(rate + "/s: given up after " + event + " events, because " + waiting()
                        + " of them wait for the server");
                break;
            }
            if (dueNanos - tellNanos >= 0) {
                progress.tell(rate + "/s: " + (event + 1) + " of " + events + " events sent, " + terminals.ordersCame()
                        + " orders have come in all, " + waiting() + " events wait");
                tellNanos += TELL_EVERY.toNanos();
            }
        }
        settle();
        return tally;
    }

    private long waiting() {
        return submitted - ledger.settled();
    }

    private static void waitUntil(long dueNanos) throws InterruptedException {
        for (long left = dueNanos - System.nanoTime(); left > 0; left = dueNanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while events were sent");
            }
        }
    }

    private void settle() throws IOException, InterruptedException {
        long deadlineNanos = System.nanoTime() + ANSWER_MAX.toNanos();
        while (waiting() > 0 && System.nanoTime() - deadlineNanos < 0) {
            Thread.sleep(5);
        }
        await("the books", () -> {
            ledger.close();
            return Future.succeededFuture();
        });
    }

    private void send(Tally tally, long dueNanos, boolean isMeasured) {
        Place place = reports.place();
        long number = ledger.open(tally, dueNanos, isMeasured, place.cell(), System.nanoTime());
        http.request(post)
                .compose(request -> request.send(reports.body(number, place)))
                .compose(response -> response.body().onSuccess(body -> {
                    long nowNanos = System.nanoTime();
                    if (response.statusCode() != 201) {
                        ledger.refused(number, "status " + response.statusCode() + " " + body);
                        return;
                    }
                    try {
                        ledger.filed(number, WireReader.answer(body.getBytes()), nowNanos);
                    } catch (IOException e) {
                        ledger.refused(number, "an answer 201 that cannot be read: " + e.getMessage());
                    }
                }))
                .onFailure(failure -> ledger.unanswered(number, failure.toString()));
    }

    private RequestOptions request(HttpMethod method, String path, String token) {
        return new RequestOptions()
                .setMethod(method)
                .setHost(server.getHost())
                .setPort(server.getPort())
                .setURI(path)
                .setIdleTimeout(ANSWER_MAX.toMillis())
                .putHeader("Authorization", "Bearer " + token)
                .putHeader("Content-Type", "application/json");
    }

    private Future<JsonObject> call(RequestOptions options, Buffer body) {
        return http.request(options).compose(request -> request.send(body)).compose(response -> response.body()
                .compose(answer -> response.statusCode() == 200
                        ? Future.succeededFuture(answer.toJsonObject())
                        : Future.failedFuture("status " + response.statusCode() + " " + answer)));
    }

    /** What went wrong with the terminals, the first few. */
    List<String> troubles() throws IOException {
        return await("the troubles", () -> Future.succeededFuture(List.copyOf(terminals.troubles())));
    }

    private <T> T await(String what, Supplier<Future<T>> action) throws IOException {
        Promise<T> promise = Promise.promise();
        loop.runOnContext(turn -> action.get().onComplete(promise));
        try {
            return promise.future()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(SET_UP_MAX.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException(what + ": " + e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            throw new IOException(what + ": nothing for " + SET_UP_MAX.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(what + ": interrupted", e);
        }
    }

    @Override
    public void close() throws IOException {
        await(
                "the terminals",
                () -> terminals == null
                        ? Future.succeededFuture()
                        : terminals.close().mapEmpty());
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
