package io.hexdispatch.loadtests.scenario;

import io.hexdispatch.loadtests.scenario.FaultBooks.Reported;
import io.hexdispatch.loadtests.scenario.ResponderLots.Unit;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A source and the terminals of all units, which behave as they ought to in bad times: the source sends a report again until it is
 * acknowledged, and a terminal connects again until it is connected, acknowledges every order, and works some of them.
 */
final class FaultClients implements AutoCloseable {
    private static final int MESSAGE_BYTES_MAX = 1024 * 1024;
    private static final Duration ANSWER_MAX = Duration.ofSeconds(20);
    private static final Duration CALL_MAX = Duration.ofSeconds(60);
    private static final long PACE_MILLIS = 10;
    private static final int RETRY_MILLIS_MIN = 500;
    private static final int RETRY_MILLIS_MAX = 1_500;
    private static final int RECONNECT_MILLIS_MAX = 1_000;
    private static final int WORKED_ONE_IN = 3;
    private static final int HTTP_CONNECTIONS = 64;

    /** More are not kept waiting: a source that cannot report holds its breath. */
    private static final int OPEN_MAX = 5_000;

    /** It warns of each connection that is cut off, which is what happens here; held, because loggers that nobody holds forget. */
    private final Logger warnings = Logger.getLogger("io.vertx.core.http.impl.HttpClientConnectionInternal");

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Context loop = vertx.getOrCreateContext();
    private final HttpClient http = vertx.createHttpClient(
            new HttpClientOptions().setConnectTimeout(5_000), new PoolOptions().setHttp1MaxSize(HTTP_CONNECTIONS));
    private final FaultBooks books = new FaultBooks();
    private final BearerTokens tokens;
    private final CityPlaces places;
    private final Reports reports;
    private final String run;
    private final SplittableRandom random;
    private final Map<String, WebSocket> sockets = new HashMap<>();
    private final URI server;
    private LoopbackProxy proxy;
    private URI way;
    private WebSocketClient webSockets;
    private long reported;
    private long pacer;
    private boolean isClosing;

    FaultClients(URI server, BearerTokens tokens, CityPlaces places, long seed) {
        this.server = server;
        this.tokens = tokens;
        this.places = places;
        this.run = "fault-" + System.currentTimeMillis() + "-";
        this.reports = new Reports(places, run, seed);
        this.random = new SplittableRandom(seed);
        warnings.setLevel(Level.OFF);
    }

    FaultBooks books() {
        return books;
    }

    /** What the ids of all its reports begin with. */
    String run() {
        return run;
    }

    LoopbackProxy proxy() {
        return proxy;
    }

    /** Takes responders in and connects all units, everything by way of the proxy. */
    void setUp(int responders) throws IOException {
        proxy = new LoopbackProxy(vertx, server, random.nextLong());
        way = await("the proxy", () -> proxy.listen());
        String admin = tokens.token("admin", Reports.SOURCE);
        List<Unit> units = await("the units", () -> call(HttpMethod.GET, "/api/v1/units", admin, Buffer.buffer()))
                .getJsonArray("units")
                .stream()
                .map(JsonObject.class::cast)
                .map(unit -> new Unit(unit.getString("code"), unit.getString("area")))
                .toList();
        for (JsonArray lot : ResponderLots.of(units, places, responders, new SplittableRandom(1))) {
            await("the responders", () -> call(HttpMethod.PUT, "/api/v1/responders", admin, lot.toBuffer()));
        }
        await("the terminals", () -> {
            webSockets = vertx.createWebSocketClient(new WebSocketClientOptions()
                    .setMaxConnections(units.size())
                    .setConnectTimeout(5_000)
                    .setMaxFrameSize(MESSAGE_BYTES_MAX)
                    .setMaxMessageSize(MESSAGE_BYTES_MAX));
            return Future.all(units.stream().map(unit -> connect(unit.code())).toList());
        });
    }

    /** Reports so many events a second from now on. */
    void begin(int rate) throws IOException {
        await("the load", () -> {
            long beganNanos = System.nanoTime();
            long before = reported;
            pacer = vertx.setPeriodic(PACE_MILLIS, tick -> {
                long due = before + rate * (System.nanoTime() - beganNanos) / 1_000_000_000L;
                for (; reported < due; reported++) {
                    if (books.open() < OPEN_MAX) {
                        report();
                    }
                }
            });
            return Future.succeededFuture();
        });
    }

    /** Reports nothing new, and waits until all that was reported is acknowledged; gives whether it was. */
    boolean settle(Duration max) throws IOException, InterruptedException {
        await("the load", () -> {
            vertx.cancelTimer(pacer);
            return Future.succeededFuture();
        });
        long untilNanos = System.nanoTime() + max.toNanos();
        while (books.open() > 0 && System.nanoTime() - untilNanos < 0) {
            Thread.sleep(20);
        }
        return books.open() == 0;
    }

    private void report() {
        CityPlaces.Place place = reports.place();
        Reported event = books.report(run + reported, System.nanoTime());
        send(event, reports.body(reported, place));
    }

    private void send(Reported event, Buffer body) {
        if (isClosing) {
            return;
        }
        event.tries++;
        http.request(options(HttpMethod.POST, "/api/v1/events", tokens.token("source", Reports.SOURCE)))
                .compose(request -> request.send(body))
                .compose(response -> response.body().map(answer -> answered(event, response.statusCode(), answer)))
                .timeout(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS)
                .otherwise(failure -> {
                    books.failed();
                    return false;
                })
                .onSuccess(isOver -> {
                    if (!isOver) {
                        vertx.setTimer(random.nextInt(RETRY_MILLIS_MIN, RETRY_MILLIS_MAX), tick -> send(event, body));
                    }
                });
    }

    private boolean answered(Reported event, int status, Buffer answer) {
        switch (status) {
            case 200, 201 -> {
                books.acknowledged(event, answer.toJsonObject().getString("number"));
                return true;
            }
            case 503 -> books.refused();
            default -> books.wrong(event.id + " was answered with " + status + " " + answer);
        }
        return false;
    }

    private Future<Void> connect(String unit) {
        return webSockets
                .connect(new WebSocketConnectOptions()
                        .setHost(way.getHost())
                        .setPort(way.getPort())
                        .setURI("/ws")
                        .addSubProtocol("cloudevents.json")
                        .addHeader("Authorization", "Bearer " + tokens.token("unit", unit)))
                .onSuccess(socket -> {
                    sockets.put(unit, socket);
                    socket.textMessageHandler(text -> take(socket, unit, text));
                    socket.exceptionHandler(broken -> {});
                    socket.closeHandler(closed -> connectAgain(unit));
                })
                .mapEmpty();
    }

    private void connectAgain(String unit) {
        if (!isClosing) {
            vertx.setTimer(1 + random.nextInt(RECONNECT_MILLIS_MAX), tick -> connect(unit)
                    .onFailure(notYet -> connectAgain(unit)));
        }
    }

    private void take(WebSocket socket, String unit, String text) {
        try {
            WireReader.Message message = WireReader.message(text);
            if (message.isOrder()) {
                books.came(message.subject());
                command(socket, "order.acknowledge", message.subject());
                if (message.subject().hashCode() % WORKED_ONE_IN == 0) {
                    command(socket, "order.accept", message.subject());
                    vertx.setTimer(300, tick -> command(socket, "order.complete", message.subject()));
                }
            }
        } catch (IOException e) {
            books.wrong("a message to " + unit + " cannot be read: " + e.getMessage());
        }
    }

    private static void command(WebSocket socket, String type, String order) {
        if (!socket.isClosed()) {
            socket.writeTextMessage("{\"specversion\":\"1.0\",\"id\":\"" + type + "/" + order
                    + "\",\"source\":\"/load-test\",\"type\":\"io.hexdispatch." + type + "\",\"subject\":\"" + order
                    + "\",\"data\":{}}");
        }
    }

    private RequestOptions options(HttpMethod method, String path, String token) {
        return new RequestOptions()
                .setMethod(method)
                .setHost(way.getHost())
                .setPort(way.getPort())
                .setURI(path)
                .putHeader("Authorization", "Bearer " + token)
                .putHeader("Content-Type", "application/json");
    }

    private Future<JsonObject> call(HttpMethod method, String path, String token, Buffer body) {
        return http.request(options(method, path, token))
                .compose(request -> request.send(body))
                .compose(response -> response.body()
                        .compose(answer -> response.statusCode() == 200
                                ? Future.succeededFuture(answer.toJsonObject())
                                : Future.failedFuture(path + ": status " + response.statusCode() + " " + answer)));
    }

    /** Does something on the loop, where the books may be read. */
    <T> T await(String what, Supplier<Future<T>> action) throws IOException {
        Promise<T> promise = Promise.promise();
        loop.runOnContext(turn -> {
            try {
                action.get().onComplete(promise);
            } catch (RuntimeException e) {
                promise.fail(e);
            }
        });
        try {
            return promise.future()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(CALL_MAX.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException(what + ": " + e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            throw new IOException(what + ": nothing for " + CALL_MAX.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(what + ": interrupted", e);
        }
    }

    @Override
    public void close() throws IOException {
        await("the clients", () -> {
            isClosing = true;
            return Future.succeededFuture();
        });
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException brokenConnections) {
            // They are left to the system.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
