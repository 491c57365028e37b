package io.hexdispatch.loadtests.scenario;

import io.hexdispatch.loadtests.scenario.ResponderLots.Unit;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * Responders at their terminals, who acknowledge and answer every roll call at once, and whoever calls them. To be called from one
 * thread; network and books live on one event loop.
 */
final class RollCallLoad implements AutoCloseable {
    private static final long SEED = 410_100;
    /** As many handshakes go on at a time; more would wait in the server's queue of new connections. */
    private static final int HANDSHAKES_MAX = 128;

    private static final int MESSAGE_BYTES_MAX = 1024 * 1024;
    private static final int SECONDS_MAX = 120;
    private static final int FAULTS_TOLD_MAX = 5;
    private static final int SIGNIFICANT_DIGITS = 3;

    /**
     * What came of a call. Times are in nanoseconds from the moment it was sent.
     *
     * @param called when it came to each terminal
     * @param answered when its answer was confirmed to each
     * @param countedNanos when the caller was told that all have answered
     */
    record Round(Histogram called, Histogram answered, long countedNanos, List<String> faults) {}

    private final URI server;
    private final BearerTokens tokens;
    private final String admin;
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Context loop = vertx.getOrCreateContext();
    private final HttpClient http = vertx.createHttpClient();
    private final WebSocketClient sockets;
    private final List<WebSocket> terminals = new ArrayList<>();

    private List<String> faults = new ArrayList<>();
    private Histogram called = new Histogram(SIGNIFICANT_DIGITS);
    private Histogram answered = new Histogram(SIGNIFICANT_DIGITS);
    private BitSet calledOnes = new BitSet();
    private BitSet answeredOnes = new BitSet();
    private long startNanos;
    private Promise<Long> ended = Promise.promise();

    RollCallLoad(URI server, BearerTokens tokens) {
        this.server = server;
        this.tokens = tokens;
        this.admin = tokens.token("admin", "load-test");
        this.sockets = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setMaxConnections(Integer.MAX_VALUE)
                .setMaxFrameSize(MESSAGE_BYTES_MAX)
                .setMaxMessageSize(MESSAGE_BYTES_MAX));
    }

    /** Takes responders in, numbered from 0. */
    void takeIn(CityPlaces places, int count) throws IOException {
        List<Unit> units =
                await(() -> call(HttpMethod.GET, "/api/v1/units", Buffer.buffer(), 200)).getJsonArray("units").stream()
                        .map(JsonObject.class::cast)
                        .map(unit -> new Unit(unit.getString("code"), unit.getString("area")))
                        .toList();
        for (JsonArray lot : ResponderLots.of(units, places, count, new SplittableRandom(SEED))) {
            await(() -> call(HttpMethod.PUT, "/api/v1/responders", lot.toBuffer(), 200));
        }
    }

    /** Connects the terminals of all of them, and the caller's. Gives the seconds that it took. */
    double connect(int count) throws IOException {
        long beganNanos = System.nanoTime();
        for (int from = 0; from < count; from += HANDSHAKES_MAX) {
            int first = from;
            int to = Math.min(count, from + HANDSHAKES_MAX);
            await(() -> {
                List<Future<?>> all = new ArrayList<>();
                for (int number = first; number < to; number++) {
                    all.add(terminal(number));
                }
                return Future.all(all);
            });
        }
        double seconds = (System.nanoTime() - beganNanos) / 1e9;
        await(() -> connect(admin).onSuccess(socket -> socket.textMessageHandler(this::takeCallers)));
        return seconds;
    }

    private Future<WebSocket> terminal(int number) {
        return connect(tokens.token("responder", "load-" + number))
                .onSuccess(socket -> socket.textMessageHandler(text -> take(number, socket, text)));
    }

    private Future<WebSocket> connect(String token) {
        return sockets.connect(new WebSocketConnectOptions()
                        .setHost(server.getHost())
                        .setPort(server.getPort())
                        .setURI("/ws")
                        .addSubProtocol("cloudevents.json")
                        .addHeader("Authorization", "Bearer " + token))
                .onSuccess(socket -> {
                    terminals.add(socket);
                    socket.closeHandler(closed -> fault("the server closed a socket: " + socket.closeReason()));
                });
    }

    private void take(int number, WebSocket socket, String text) {
        long nanos = System.nanoTime() - startNanos;
        WireReader.Message message = read(text);
        switch (message.type()) {
            case "rollcall.called" -> {
                if (calledOnes.get(number)) {
                    fault("load-" + number + " was called twice though it acknowledged");
                    return;
                }
                calledOnes.set(number);
                called.recordValue(nanos);
                socket.writeTextMessage(command("acknowledge", message.subject()));
                socket.writeTextMessage(command("answer", message.subject()));
            }
            case "rollcall.answered" -> {
                if (answeredOnes.get(number)) {
                    fault("load-" + number + " was counted twice");
                    return;
                }
                answeredOnes.set(number);
                answered.recordValue(nanos);
            }
            case "command.refused" -> fault("load-" + number + " was refused: " + text);
            default -> {
                // That the call ended, or other news.
            }
        }
    }

    private void takeCallers(String text) {
        if (read(text).type().equals("rollcall.ended")) {
            ended.tryComplete(System.nanoTime() - startNanos);
        }
    }

    private static WireReader.Message read(String text) {
        try {
            return WireReader.message(text);
        } catch (IOException e) {
            throw new IllegalStateException("a message cannot be read: " + text, e);
        }
    }

    private static String command(String what, String call) {
        return "{\"specversion\":\"1.0\",\"id\":\"" + what
                + "\",\"source\":\"/load-test\",\"type\":\"io.hexdispatch.rollcall." + what + "\",\"subject\":\"" + call
                + "\"}";
    }

    private void fault(String text) {
        if (faults.size() < FAULTS_TOLD_MAX) {
            faults.add(text);
        }
    }

    /** Calls all who are connected and waits until all have answered and know it. */
    Round call(int round) throws IOException, InterruptedException {
        JsonObject body = new JsonObject()
                .put("key", "load-" + System.currentTimeMillis() + "-" + round)
                .put("purpose", "drill")
                .put("message", "roll call of the load test")
                .put("limitSeconds", SECONDS_MAX)
                .put("remindAfterPercent", 0)
                .put("audience", new JsonObject().put("responders", "all").put("grids", new JsonArray().add("410100")));
        JsonObject call = await(() -> {
            faults = new ArrayList<>();
            called = new Histogram(SIGNIFICANT_DIGITS);
            answered = new Histogram(SIGNIFICANT_DIGITS);
            calledOnes = new BitSet();
            answeredOnes = new BitSet();
            ended = Promise.promise();
            startNanos = System.nanoTime();
            return call(HttpMethod.POST, "/api/v1/roll-calls", body.toBuffer(), 201);
        });
        long countedNanos = await(() -> ended.future());
        int count = call.getInteger("called");
        // The caller may be told before the last terminal is.
        long lastNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_MAX);
        while (await(() -> Future.succeededFuture(answeredOnes.cardinality())) < count
                && System.nanoTime() < lastNanos) {
            Thread.sleep(5);
        }
        JsonObject record =
                await(() -> call(HttpMethod.GET, "/api/v1/roll-calls/" + call.getString("id"), Buffer.buffer(), 200));
        return await(() -> {
            int inRecord = record.getJsonObject("tally").getInteger("answered");
            if (calledOnes.cardinality() != count || answeredOnes.cardinality() != count || inRecord != count) {
                fault("of " + count + " called " + calledOnes.cardinality() + " were reached, "
                        + answeredOnes.cardinality() + " were told that their answer counts, and the record has "
                        + inRecord);
            }
            return Future.succeededFuture(new Round(called, answered, countedNanos, List.copyOf(faults)));
        });
    }

    private Future<JsonObject> call(HttpMethod method, String path, Buffer body, int status) {
        RequestOptions options = new RequestOptions()
                .setMethod(method)
                .setHost(server.getHost())
                .setPort(server.getPort())
                .setURI(path)
                .putHeader("Authorization", "Bearer " + admin)
                .putHeader("Content-Type", "application/json");
        return http.request(options).compose(request -> request.send(body)).compose(response -> response.body()
                .compose(answer -> response.statusCode() == status
                        ? Future.succeededFuture(answer.toJsonObject())
                        : Future.failedFuture(
                                method + " " + path + ": status " + response.statusCode() + " " + answer)));
    }

    private <T> T await(Supplier<Future<T>> action) throws IOException {
        Promise<T> promise = Promise.promise();
        loop.runOnContext(turn -> action.get().onComplete(promise));
        try {
            return promise.future().toCompletionStage().toCompletableFuture().get(SECONDS_MAX, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            throw new IOException("nothing for " + SECONDS_MAX + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
