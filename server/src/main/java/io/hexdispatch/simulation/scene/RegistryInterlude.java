package io.hexdispatch.simulation.scene;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.grid.coordinate.LonLat;
import io.hexdispatch.simulation.books.Thing;
import io.hexdispatch.simulation.play.Answer;
import io.hexdispatch.simulation.play.Sources;
import io.hexdispatch.simulation.play.Stage;
import io.hexdispatch.source.SourceKind;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** A source is put into the registry, its mapping tried, its limit met, and it is switched off and taken out. */
public final class RegistryInterlude implements Interlude {
    private static final Thing TRIED = Thing.of("a source's mapping tried 映射试运行");
    private static final Thing LIMITED = Thing.of("a source over its limit refused 限流");
    private static final Thing OFF = Thing.of("a source switched off refused 停用来源");
    private static final Thing HISTORY = Thing.of("changes of a source kept 来源变更");

    @Override
    public List<Thing> shows() {
        return List.of(TRIED, LIMITED, OFF, HISTORY);
    }

    @Override
    public Future<Void> atNoon(Stage stage) {
        String key = "sim-" + stage.admin().id() + "-limited";
        Actor source = new Actor(Role.SOURCE, key);
        JsonObject definition = Sources.definition(SourceKind.HOTLINE_12345)
                .put("limit", new JsonObject().put("perSecond", 0.01).put("burst", 1));
        JsonObject sample = new JsonObject()
                .put(
                        "case",
                        new JsonObject().put("id", "1").put("kind", "91001").put("place", new JsonArray().add(113.0)))
                .put("what", "a sample");
        return stage.sources()
                .put(key, definition)
                .compose(done -> stage.caller()
                        .act(
                                stage.admin(),
                                "/api/v1/sources/" + key + "/trial",
                                new JsonObject().put("sample", sample)))
                .compose(trial -> {
                    if (trial.getBoolean("wouldBeFiled")
                            || trial.getJsonArray("errors").isEmpty()) {
                        return Future.failedFuture(
                                "the trial of a mapping found nothing wrong with a sample without lat");
                    }
                    stage.books().happened(TRIED, key);
                    return twice(stage, source, key);
                })
                .compose(done -> stage.sources().put(key, definition.put("on", false)))
                .compose(done -> report(stage, source, key, 3))
                .compose(answer -> expect(stage, answer, 403, OFF, key))
                .compose(done -> stage.caller().read(stage.admin(), "/api/v1/sources/" + key + "/history"))
                .compose(history -> {
                    if (history.getJsonArray("changes").size() < 2) {
                        return Future.failedFuture("the history of source " + key + " has less than its 2 changes");
                    }
                    stage.books().happened(HISTORY, key);
                    return stage.sources().remove(key);
                });
    }

    /** The first is within the limit; it is voided, because it is none of the day. */
    private static Future<Void> twice(Stage stage, Actor source, String key) {
        return report(stage, source, key, 1).compose(first -> report(stage, source, key, 2)
                .compose(answer -> expect(stage, answer, 429, LIMITED, key))
                .compose(done -> {
                    if (first.isRefusal()) {
                        return Future.failedFuture("a source within its limit was refused: " + first.detail());
                    }
                    String number = first.json().getString("number");
                    return stage.act(
                                    stage.cityCentre(),
                                    number,
                                    "void",
                                    new JsonObject().put("reason", "to try a limit"))
                            .compose(asked -> stage.act(
                                    stage.admin(), number, "approve", new JsonObject().put("action", "void")));
                })
                .mapEmpty());
    }

    private static Future<Answer> report(Stage stage, Actor source, String key, int id) {
        LonLat place = stage.city().townships().get(0).middle();
        return stage.caller()
                .post(
                        source,
                        "/api/v1/events",
                        new JsonObject()
                                .put("source", key)
                                .put("sourceEventId", String.valueOf(id))
                                .put("category", "91001")
                                .put(
                                        "location",
                                        new JsonObject()
                                                .put("lon", place.longitude())
                                                .put("lat", place.latitude()))
                                .put("text", "to try a limit"));
    }

    private static Future<Void> expect(Stage stage, Answer answer, int status, Thing thing, String example) {
        if (answer.status() != status) {
            return Future.failedFuture(
                    thing.name() + ": expected " + status + ", was " + answer.status() + ": " + answer.detail());
        }
        stage.books().happened(thing, example);
        return Future.succeededFuture();
    }
}
