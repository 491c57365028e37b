package io.hexdispatch.simulation.scene;

import io.hexdispatch.simulation.books.Thing;
import io.hexdispatch.simulation.day.PlannedEvent;
import io.hexdispatch.simulation.play.Story;
import io.vertx.core.Future;
import java.util.List;

/** It is still being worked when the day is over. */
final class OpenScene implements Scene {
    private static final Thing OPEN = Thing.of("still open at midnight 未结");

    @Override
    public List<Thing> shows() {
        return List.of(OPEN);
    }

    @Override
    public double chance(PlannedEvent event) {
        return 0.01;
    }

    @Override
    public Future<Void> play(Story story) {
        return story.accept(story.openOrders().get(0)).onSuccess(done -> story.happened(OPEN));
    }
}
