package io.hexdispatch.simulation.play;

import io.hexdispatch.access.Actor;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Speaks HTTP with the server as whoever it is told to. What the server cannot take now is sent again. */
public final class Caller {
    private static final String JSON = "application/json";
    private static final long ANSWER_SECONDS_MAX = 60;
    private static final int TRIES_MAX = 8;
    private static final long AGAIN_MILLIS = 1_000;
    private static final int CONNECTIONS_MAX = 64;
    /** What is asked again: reports and actions can be repeated without harm. */
    private static final int BUSY = 503;

    private final Vertx vertx;
    private final URI server;
    private final Function<Actor, String> tokens;
    private final Map<Actor, String> issued = new HashMap<>();
    private final HttpClient http;

    /** @param tokens makes a token for an actor */
    public Caller(Vertx vertx, URI server, Function<Actor, String> tokens) {
        this.vertx = vertx;
        this.server = server;
        this.tokens = tokens;
        this.http = vertx.createHttpClient(
                new HttpClientOptions()
                        .setSsl("https".equals(server.getScheme()))
                        .setDefaultHost(server.getHost())
                        .setDefaultPort(port(server)),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS_MAX));
    }

    static int port(URI server) {
        return server.getPort() > 0 ? server.getPort() : "https".equals(server.getScheme()) ? 443 : 80;
    }

    String token(Actor actor) {
        return issued.computeIfAbsent(actor, tokens);
    }

    public Future<Answer> get(Actor actor, String path) {
        return patiently(HttpMethod.GET, actor, path, JSON, Buffer.buffer(), 1);
    }

    /** What is there, as JSON; fails with {@link RefusedAnswerException} where it is refused. */
    public Future<JsonObject> read(Actor actor, String path) {
        return get(actor, path).map(answer -> taken("GET " + path, answer).json());
    }

    public Future<Answer> post(Actor actor, String path, JsonObject body) {
        return patiently(HttpMethod.POST, actor, path, JSON, body.toBuffer(), 1);
    }

    /** Does something, and gives the answer's JSON; fails with {@link RefusedAnswerException} where it is refused. */
    public Future<JsonObject> act(Actor actor, String path, JsonObject body) {
        return post(actor, path, body)
                .map(answer -> taken("POST " + path, answer).json());
    }

    public Future<Answer> send(HttpMethod method, Actor actor, String path, String contentType, Buffer body) {
        return patiently(method, actor, path, contentType, body, 1);
    }

    static Answer taken(String what, Answer answer) {
        if (answer.isRefusal()) {
            throw new RefusedAnswerException(what, answer.status(), answer.detail());
        }
        return answer;
    }

    private Future<Answer> patiently(
            HttpMethod method, Actor actor, String path, String contentType, Buffer body, int attempt) {
        Future<Answer> once = once(method, actor, path, contentType, body);
        if (attempt >= TRIES_MAX) {
            return once;
        }
        return once.transform(done -> done.failed() || done.result().status() == BUSY
                ? vertx.timer(AGAIN_MILLIS, TimeUnit.MILLISECONDS)
                        .compose(later -> patiently(method, actor, path, contentType, body, attempt + 1))
                : once);
    }

    private Future<Answer> once(HttpMethod method, Actor actor, String path, String contentType, Buffer body) {
        return http.request(new RequestOptions().setMethod(method).setURI(path))
                .compose(request -> {
                    request.putHeader("Authorization", "Bearer " + token(actor));
                    if (method == HttpMethod.GET) {
                        return request.send();
                    }
                    return request.putHeader("Content-Type", contentType).send(body);
                })
                .compose(response -> response.body()
                        .map(bytes -> new Answer(
                                response.statusCode(), bytes, Optional.ofNullable(response.getHeader("Retry-After")))))
                .timeout(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
    }

    URI server() {
        return server;
    }
}
