package io.hexdispatch.simulation.scene;

import io.hexdispatch.simulation.books.Thing;
import io.hexdispatch.simulation.play.Stage;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** In the end the cold township must be seen as a hot spot and its buildings as places that repeat, and become a topic. */
public final class HotSpotInterlude implements Interlude {
    private static final Thing SPOT = Thing.of("hot spot of the heating failure found 热点");
    private static final Thing REPEATED = Thing.of("a place that repeats found 重复问题");
    private static final Thing TREND = Thing.of("trend of the city read 趋势");
    private static final Thing TOPIC = Thing.of("a topic made of a hot spot 专题");
    private static final String COLD = "category=91002";

    @Override
    public Optional<String> needs() {
        return Optional.of("/api/v1/hot-spots");
    }

    @Override
    public List<Thing> shows() {
        return List.of(SPOT, REPEATED, TREND, TOPIC);
    }

    @Override
    public Future<Void> after(Stage stage) {
        return read(stage, "/api/v1/hot-spots?" + COLD, SPOT)
                .compose(done -> read(stage, "/api/v1/repeated-places?" + COLD, REPEATED))
                .compose(done -> read(stage, "/api/v1/trends?" + COLD, TREND))
                .compose(done ->
                        stage.caller().act(stage.cityCentre(), "/api/v1/topics/proposals?" + COLD, new JsonObject()))
                .compose(proposed -> {
                    if (proposed.getJsonArray("topics").isEmpty()) {
                        return Future.failedFuture("a heating failure made no topic: " + proposed.encode());
                    }
                    stage.books()
                            .happened(
                                    TOPIC,
                                    "topic "
                                            + proposed.getJsonArray("topics")
                                                    .getJsonObject(0)
                                                    .getValue("id"));
                    return Future.succeededFuture();
                });
    }

    private static Future<Void> read(Stage stage, String path, Thing thing) {
        return stage.caller().read(stage.cityCentre(), path).compose(answer -> {
            stage.books().happened(thing, path.substring("/api/v1/".length()));
            return Future.succeededFuture();
        });
    }
}
