package io.hexdispatch.server;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.http.HttpApi;
import io.hexdispatch.postgres.DatabaseAddress;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** A whole server with its own PostgreSQL, started once for all tests of a run and asked over its sockets alone. */
final class RunningServer implements AutoCloseable {
    /** Long, for machines on which much else runs. */
    private static final long START_SECONDS_MAX = 240;

    /** Longer than any test moves the clock. */
    private static final Duration TOKEN_VALID = Duration.ofDays(3_000);

    private static final AtomicLong IDS = new AtomicLong();

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = HttpClient.newHttpClient();
    private final HexDispatchServer server;

    RunningServer(Path data) throws Exception {
        this(data, Optional.empty());
    }

    /** @param city the boundaries that it begins with, as GeoJSON */
    RunningServer(Path data, Path city) throws Exception {
        this(data, Optional.of(city));
    }

    private RunningServer(Path data, Optional<Path> city) throws Exception {
        this(data, city, Optional.empty(), Clock.systemUTC());
    }

    /** @param rules the rules that it begins with, as YAML */
    RunningServer(Path data, Optional<Path> city, Optional<Path> rules, Clock clock) throws Exception {
        server = new HexDispatchServer(new ServerConfig("127.0.0.1", 0, data, Optional.empty(), city, rules), clock);
        vertx.deployVerticle(server).toCompletionStage().toCompletableFuture().get(START_SECONDS_MAX, TimeUnit.SECONDS);
    }

    /** @param protection that is tried, where the shared server has no limits */
    RunningServer(Path data, Protection protection) throws Exception {
        server = new HexDispatchServer(new ServerConfig(
                "127.0.0.1", 0, data, Optional.empty(), Optional.empty(), Optional.empty(), protection));
        vertx.deployVerticle(server).toCompletionStage().toCompletableFuture().get(START_SECONDS_MAX, TimeUnit.SECONDS);
    }

    /** Gives tests the shared server as a parameter. */
    static final class Shared implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == RunningServer.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(Namespace.create(RunningServer.class))
                    .getOrComputeIfAbsent(RunningServer.class, type -> {
                        try {
                            return new RunningServer(Files.createTempDirectory("hexdispatch-test"));
                        } catch (Exception e) {
                            throw new IllegalStateException("the server for the tests does not start", e);
                        }
                    });
        }
    }

    int port() {
        return server.port();
    }

    Vertx vertx() {
        return vertx;
    }

    DatabaseAddress database() {
        return server.database();
    }

    List<HttpApi.Route> routes() {
        return server.routes();
    }

    Map<String, Set<Role>> otherProtocols() {
        return server.otherProtocols();
    }

    String token(Role role, String id) {
        return server.tokens().issue(new Actor(role, id), TOKEN_VALID);
    }

    String token(Role role, String id, Duration validFor) {
        return server.tokens().issue(new Actor(role, id), validFor);
    }

    /** A text that no other test uses. */
    static String unique(String prefix) {
        return prefix + "-" + IDS.incrementAndGet();
    }

    record Answer(int status, HttpResponse<String> response) {
        JsonObject json() {
            return new JsonObject(response.body());
        }
    }

    Answer get(String path, String token) {
        return send(request(path, token).GET().build());
    }

    Answer post(String path, String token, JsonObject body) {
        return post(path, token, "application/json", body.encode());
    }

    Answer post(String path, String token, String contentType, String body) {
        return send(request(path, token)
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    Answer put(String path, String token, String body) {
        return send(request(path, token)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(body))
                .build());
    }

    /** The body of an answer that is no text. */
    byte[] bytes(String path, String token) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = http.send(request(path, token).GET().build(), BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IllegalStateException(path + " is answered with " + response.statusCode());
        }
        return response.body();
    }

    HttpRequest.Builder request(String path, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(30));
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            Contract.check(new Contract.Exchange(
                    request.method(),
                    request.uri().getRawPath(),
                    request.headers().firstValue("Content-Type").orElse(null),
                    jsonBody(request),
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.body()));
            return new Answer(response.statusCode(), response);
        } catch (IOException e) {
            throw new IllegalStateException(request + " was not answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Brings a boundary file in, waits until it is checked, and gives the version. */
    String loadBoundaries(Path file, String name) throws IOException {
        String gis = token(Role.GIS, "gis");
        Answer accepted = send(request("/api/v1/boundaries?file=" + name, gis)
                .POST(BodyPublishers.ofFile(file))
                .build());
        String job = accepted.response().headers().firstValue("Location").orElseThrow();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        JsonObject state = accepted.json();
        while (!state.getString("state").equals("DONE")) {
            if (state.getString("state").equals("FAILED") || System.nanoTime() > deadline) {
                throw new IllegalStateException(state.encode());
            }
            state = get(job, gis).json();
        }
        return state.getString("version");
    }

    /** What a request sends, where it is JSON; null otherwise. */
    private static String jsonBody(HttpRequest request) {
        boolean isJson = request.headers().firstValue("Content-Type").orElse("").startsWith("application/json");
        if (!isJson || request.bodyPublisher().isEmpty()) {
            return null;
        }
        BodySubscriber<String> body = BodySubscribers.ofString(StandardCharsets.UTF_8);
        request.bodyPublisher().get().subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                body.onSubscribe(subscription);
            }

            @Override
            public void onNext(ByteBuffer part) {
                body.onNext(List.of(part));
            }

            @Override
            public void onError(Throwable failure) {
                body.onError(failure);
            }

            @Override
            public void onComplete() {
                body.onComplete();
            }
        });
        return body.getBody().toCompletableFuture().join();
    }

    /** Takes a responder in who can do everything. */
    void putResponder(String id, String unit, double longitude, double latitude, int openOrdersMax) {
        putResponder(id, unit, longitude, latitude, openOrdersMax, Optional.empty());
    }

    /** @param homeGrid the grid that he belongs to, in which he goes before others */
    void putResponder(
            String id, String unit, double longitude, double latitude, int openOrdersMax, Optional<String> homeGrid) {
        JsonObject responder = new JsonObject()
                .put("id", id)
                .put("name", id)
                .put("unit", unit)
                .put("skills", new JsonArray(List.copyOf(server.rules().skills())))
                .put("openOrdersMax", openOrdersMax)
                .put("location", new JsonObject().put("lon", longitude).put("lat", latitude));
        homeGrid.ifPresent(grid -> responder.put("homeGrid", grid));
        Answer answer = put(
                "/api/v1/responders",
                token(Role.ADMIN, "test"),
                new JsonArray().add(responder).encode());
        if (answer.status() != 200) {
            throw new IllegalStateException(answer.response().body());
        }
    }

    /** Has an event worked by all who have an order of it, verified and closed. */
    void closeEvent(String number) {
        String admin = token(Role.ADMIN, "wang");
        for (Object order : get("/api/v1/events/" + number, admin).json().getJsonArray("orders")) {
            String id = ((JsonObject) order).getString("id");
            post("/api/v1/orders/" + id + "/accept", admin, new JsonObject());
            post("/api/v1/orders/" + id + "/complete", admin, new JsonObject());
        }
        post("/api/v1/events/" + number + "/verify", admin, new JsonObject().put("method", "visit"));
        Answer closed = post("/api/v1/events/" + number + "/close", admin, new JsonObject());
        if (!"CLOSED".equals(closed.json().getString("status"))) {
            throw new IllegalStateException(closed.response().body());
        }
    }

    static JsonObject report(String source, String id, String category, double longitude, double latitude) {
        return new JsonObject()
                .put("source", source)
                .put("sourceEventId", id)
                .put("category", category)
                .put("location", new JsonObject().put("lon", longitude).put("lat", latitude))
                .put("text", "test");
    }

    Terminal terminal(Role role, String id) {
        return Terminal.connect(vertx, port(), token(role, id));
    }

    /** Ends the server and its database; JUnit does it for the shared one when the last test is over. */
    @Override
    public void close() {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the server does not stop", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
