package io.hexdispatch.simulation.scene;

import io.hexdispatch.simulation.books.Thing;
import io.hexdispatch.simulation.day.PlannedEvent;
import io.hexdispatch.simulation.play.Story;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** A centre would close it before anything is done, and learns what is possible. */
final class TooSoonScene implements Scene {
    private static final Thing TOO_SOON = Thing.of("an action in the wrong state refused 状态不符");

    private final Ending ending;

    TooSoonScene(Ending ending) {
        this.ending = ending;
    }

    @Override
    public List<Thing> shows() {
        return List.of(TOO_SOON);
    }

    @Override
    public double chance(PlannedEvent event) {
        return 0.003;
    }

    @Override
    public Future<Void> play(Story story) {
        return story.refused(Ending.either(story), "close", new JsonObject().put("reason", "done"), 409)
                .onSuccess(done -> story.happened(TOO_SOON))
                .compose(done -> ending.workAndEnd(story));
    }
}
