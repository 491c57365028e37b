package io.hexdispatch.simulation.scene;

import io.hexdispatch.simulation.books.Thing;
import io.hexdispatch.simulation.day.PlannedEvent;
import io.hexdispatch.simulation.play.Story;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** It is another unit's matter, and whoever has the order says whose. */
final class HandOnScene implements Scene {
    private static final Thing HANDED_ON = Thing.of("handed on to another unit 改派");

    private final Ending ending;

    HandOnScene(Ending ending) {
        this.ending = ending;
    }

    @Override
    public List<Thing> shows() {
        return List.of(HANDED_ON);
    }

    @Override
    public double chance(PlannedEvent event) {
        return 0.015;
    }

    @Override
    public Future<Void> play(Story story) {
        JsonObject order = story.openOrders().get(0);
        Optional<String> other = story.otherUnit(order.getString("unit"));
        if (other.isEmpty()) {
            return ending.workAndEnd(story);
        }
        JsonObject whose = new JsonObject().put("unit", other.get()).put("reason", "their repair caused it");
        return story.work(story.holder(order), order, "hand-on", "HANDED_ON", whose)
                .compose(done -> {
                    story.account().more("handedOn");
                    story.happened(HANDED_ON);
                    return ending.workAndEnd(story);
                });
    }
}
