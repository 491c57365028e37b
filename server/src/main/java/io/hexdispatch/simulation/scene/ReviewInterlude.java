package io.hexdispatch.simulation.scene;

import io.hexdispatch.simulation.books.Thing;
import io.hexdispatch.simulation.play.Stage;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** In the end the reviewer looks at the lists, draws a sample of the day, and notes what he finds. */
public final class ReviewInterlude implements Interlude {
    private static final String ROOT = "/api/v1/review/";
    private static final List<String> LISTS = List.of("callbacks", "dissatisfied", "suspended", "voided");
    private static final Thing LISTED = Thing.of("review lists looked at 复核清单");
    private static final Thing DRAWN = Thing.of("random sample drawn 抽查");
    private static final Thing FOUND = Thing.of("finding of a sample noted 抽查结果");
    private static final int SIZE = 20;

    @Override
    public Optional<String> needs() {
        return Optional.of("/api/v1/review/samples");
    }

    @Override
    public List<Thing> shows() {
        return List.of(LISTED, DRAWN, FOUND);
    }

    @Override
    public Future<Void> after(Stage stage) {
        Future<Void> lists = Future.succeededFuture();
        for (String list : LISTS) {
            lists = lists.compose(done -> stage.caller().read(stage.supervisor(), ROOT + list + "?limit=10"))
                    .compose(page -> {
                        stage.books().happened(LISTED, list);
                        return Future.succeededFuture();
                    });
        }
        return lists.compose(done -> sample(stage));
    }

    private static Future<Void> sample(Stage stage) {
        return stage.caller()
                .act(
                        stage.supervisor(),
                        ROOT + "samples",
                        new JsonObject()
                                .put("seed", stage.admin().id())
                                .put("from", stage.begunAt().toString())
                                .put("to", Instant.now().toString())
                                .put("size", SIZE))
                .compose(sample -> {
                    String id = String.valueOf(sample.getValue("id"));
                    stage.books().happened(DRAWN, "sample " + id);
                    return stage.caller().read(stage.supervisor(), ROOT + "samples/" + id);
                })
                .compose(sample -> {
                    JsonArray items = sample.getJsonArray("items");
                    List<Future<Void>> findings = new ArrayList<>();
                    for (int i = 0; i < items.size(); i++) {
                        String number = items.getJsonObject(i).getString("event");
                        boolean isDefective = i % 10 == 0;
                        findings.add(note(stage, String.valueOf(sample.getValue("id")), number, isDefective));
                    }
                    return Future.all(findings).mapEmpty();
                });
    }

    private static Future<Void> note(Stage stage, String sample, String number, boolean isDefective) {
        JsonObject finding = isDefective
                ? new JsonObject().put("finding", "defective").put("note", "no photograph")
                : new JsonObject().put("finding", "in-order");
        return stage.caller()
                .act(stage.supervisor(), ROOT + "samples/" + sample + "/items/" + number, finding)
                .onSuccess(done -> stage.books().happened(FOUND, number))
                .mapEmpty();
    }
}
