package io.hexdispatch.http;

import static io.vertx.core.http.HttpMethod.GET;

import io.hexdispatch.flow.LiveMap;
import io.hexdispatch.wire.Problem;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.function.Supplier;

/** For those who watch the server: is it alive, can it take events, what are its figures. Open to all who reach the port. */
public final class HealthRoutes {
    private final LiveMap map;
    private final Supplier<Future<?>> database;
    private final Supplier<String> metrics;

    /**
     * @param database succeeds where the database answers
     * @param metrics the figures as Prometheus reads them
     */
    public HealthRoutes(LiveMap map, Supplier<Future<?>> database, Supplier<String> metrics) {
        this.map = map;
        this.database = database;
        this.metrics = metrics;
    }

    public void mount(HttpApi api) {
        api.open(GET, "/health/live", context -> Answers.json(context, 200, new JsonObject().put("status", "UP")));
        api.open(GET, "/health/ready", context -> database.get()
                .onSuccess(done -> Answers.json(
                        context,
                        200,
                        new JsonObject()
                                .put("status", "UP")
                                .put("mapVersion", map.current().version())))
                .onFailure(failure -> Answers.problem(context, Problem.of(503, "the database does not answer"))));
        api.open(GET, "/metrics", context -> context.response()
                .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                .end(metrics.get()));
    }
}
