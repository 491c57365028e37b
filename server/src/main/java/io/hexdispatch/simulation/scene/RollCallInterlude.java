package io.hexdispatch.simulation.scene;

import io.hexdispatch.simulation.books.Thing;
import io.hexdispatch.simulation.play.Stage;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** At noon the city calls its counties' centres, who answer at their terminals, and tells the responders of a county about the storm. */
public final class RollCallInterlude implements Interlude {
    private static final String ROOT = "/api/v1/roll-calls";
    private static final Thing CALLED = Thing.of("roll call of all counties, all answered 调度点名");
    private static final Thing BROADCAST = Thing.of("broadcast delivered to a county's responders 广播");
    private static final int LIMIT_SECONDS = 60;
    private static final int LOOKS_MAX = 40;
    private static final long LOOK_MILLIS = 500;

    @Override
    public Optional<String> needs() {
        return Optional.of("/api/v1/roll-calls");
    }

    @Override
    public List<Thing> shows() {
        return List.of(CALLED, BROADCAST);
    }

    @Override
    public Future<Void> atNoon(Stage stage) {
        return counties(stage).compose(done -> broadcast(stage));
    }

    private static Future<Void> counties(Stage stage) {
        return call(stage, "roll-call", new JsonObject().put("centres", new JsonArray().add("county")))
                .compose(call -> {
                    String id = call.getString("id");
                    List<Future<Void>> answers = new ArrayList<>();
                    stage.city()
                            .counties()
                            .keySet()
                            .forEach(county -> answers.add(stage.caller()
                                    .act(
                                            Stage.centre(county),
                                            ROOT + "/" + id + "/answer",
                                            new JsonObject().put("text", "all in"))
                                    .mapEmpty()));
                    return Future.all(answers)
                            .compose(done -> stage.caller().read(stage.cityCentre(), ROOT + "/" + id));
                })
                .compose(ended -> {
                    JsonObject tally = ended.getJsonObject("tally");
                    int counties = stage.city().counties().size();
                    if (tally.getInteger("called") != counties || tally.getInteger("answered") != counties) {
                        return Future.failedFuture(
                                counties + " counties were called and answered, and the tally says " + tally);
                    }
                    stage.books().happened(CALLED, ended.getString("id"));
                    return Future.succeededFuture();
                });
    }

    private static Future<Void> broadcast(Stage stage) {
        String county = stage.city().counties().keySet().iterator().next();
        return call(
                        stage,
                        "broadcast",
                        new JsonObject().put("responders", "on-duty").put("grids", new JsonArray().add(county)))
                .compose(call -> delivered(stage, call.getString("id"), 1))
                .onSuccess(id -> stage.books().happened(BROADCAST, id))
                .mapEmpty();
    }

    /** The terminals of this simulation say at once that they have it; others of the county may not be there. */
    private static Future<String> delivered(Stage stage, String id, int time) {
        return stage.caller().read(stage.cityCentre(), ROOT + "/" + id).compose(call -> {
            if (call.getJsonObject("tally").getInteger("delivered") > 0) {
                return Future.succeededFuture(id);
            }
            return time == LOOKS_MAX
                    ? Future.failedFuture(
                            "a broadcast to a county's responders came to nobody: " + call.getJsonObject("tally"))
                    : stage.vertx()
                            .timer(LOOK_MILLIS, TimeUnit.MILLISECONDS)
                            .compose(later -> delivered(stage, id, time + 1));
        });
    }

    private static Future<JsonObject> call(Stage stage, String kind, JsonObject audience) {
        return stage.caller()
                .act(
                        stage.cityCentre(),
                        ROOT,
                        new JsonObject()
                                .put("key", stage.admin().id() + "-" + kind)
                                .put("kind", kind)
                                .put("purpose", "drill")
                                .put("message", "a storm comes in the afternoon")
                                .put("limitSeconds", LIMIT_SECONDS)
                                .put("audience", audience));
    }
}
