package io.hexdispatch.simulation.scene;

import io.hexdispatch.simulation.books.Thing;
import io.hexdispatch.simulation.play.Answer;
import io.hexdispatch.simulation.play.Stage;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * In the end the cold buildings must be seen as places that repeat, and one becomes a topic that somebody takes up. What is unusual shows
 * only in a city that has a past; a server without one refuses to say, and that is as it should be.
 */
public final class HotSpotInterlude implements Interlude {
    private static final Thing REPEATED = Thing.of("a place that repeats found 重复问题");
    private static final Thing MADE = Thing.of("a topic made of it 专题");
    private static final Thing WORKED = Thing.of("a topic accepted, measured and closed 治理");
    private static final Thing UNUSUAL = Thing.of("hot spots and trends read 热点趋势");
    private static final String COLD = "category=91002";

    @Override
    public Optional<String> needs() {
        return Optional.of("/api/v1/hot-spots");
    }

    @Override
    public List<Thing> shows() {
        return List.of(REPEATED, MADE, WORKED, UNUSUAL);
    }

    @Override
    public Future<Void> after(Stage stage) {
        return stage.caller()
                .read(stage.cityCentre(), "/api/v1/repeated-places?" + COLD + "&from=" + stage.begunAt())
                .compose(found -> {
                    JsonArray places = found.getJsonArray("places");
                    if (places.isEmpty()) {
                        return Future.failedFuture("no building of the heating failure repeats: " + found.encode());
                    }
                    stage.books()
                            .happened(
                                    REPEATED,
                                    places.getJsonObject(0)
                                            .getJsonArray("events")
                                            .getJsonObject(0)
                                            .getString("number"));
                    return topic(stage, places.getJsonObject(0));
                })
                .compose(done -> unusual(stage, "/api/v1/hot-spots?" + COLD))
                .compose(done -> unusual(stage, "/api/v1/trends?" + COLD));
    }

    private static Future<Void> topic(Stage stage, JsonObject place) {
        JsonObject wish = new JsonObject()
                .put(
                        "title",
                        "停暖楼栋 (a cold building), simulation " + stage.admin().id())
                .put("category", "91002")
                .put("origin", "REPEATED_PLACE")
                .put(
                        "place",
                        new JsonObject()
                                .put("lon", place.getDouble("lon"))
                                .put("lat", place.getDouble("lat"))
                                .put("radiusMetres", 60));
        return act(stage, "", wish).compose(topic -> {
            String id = String.valueOf(topic.getValue("id"));
            stage.books().happened(MADE, "topic " + id);
            return act(stage, "/" + id + "/accept", new JsonObject())
                    .compose(done -> act(stage, "/" + id + "/measure", new JsonObject().put("note", "the pipe is new")))
                    .compose(done -> act(stage, "/" + id + "/close", new JsonObject().put("note", "it is warm")))
                    .onSuccess(done -> stage.books().happened(WORKED, "topic " + id))
                    .mapEmpty();
        });
    }

    private static Future<JsonObject> act(Stage stage, String path, JsonObject body) {
        return stage.caller().act(stage.cityCentre(), "/api/v1/topics" + path, body);
    }

    private static Future<Void> unusual(Stage stage, String path) {
        return stage.caller().get(stage.cityCentre(), path).compose(answer -> {
            if (answer.isRefusal() && !saysThatItHasNoPast(answer)) {
                return Future.failedFuture(path + " was answered with " + answer.status() + ": " + answer.detail());
            }
            stage.books().happened(UNUSUAL, path.substring("/api/v1/".length()));
            return Future.succeededFuture();
        });
    }

    private static boolean saysThatItHasNoPast(Answer answer) {
        return answer.status() == 400 && answer.detail().contains("first event");
    }
}
