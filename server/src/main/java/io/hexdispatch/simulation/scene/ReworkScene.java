package io.hexdispatch.simulation.scene;

import io.hexdispatch.access.Actor;
import io.hexdispatch.simulation.books.Thing;
import io.hexdispatch.simulation.day.PlannedEvent;
import io.hexdispatch.simulation.play.Story;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** What was done does not hold: the verification fails, and the unit does it again. */
final class ReworkScene implements Scene {
    private static final Thing FAILED = Thing.of("verification failed 核查不通过");
    private static final Thing REWORKED = Thing.of("sent back for rework 返工");

    private final Ending ending;

    ReworkScene(Ending ending) {
        this.ending = ending;
    }

    @Override
    public List<Thing> shows() {
        return List.of(FAILED, REWORKED);
    }

    @Override
    public double chance(PlannedEvent event) {
        return 0.02;
    }

    @Override
    public Future<Void> play(Story story) {
        Actor centre = Ending.either(story);
        JsonObject failed =
                new JsonObject().put("method", "visit").put("outcome", "failed").put("reason", "it still runs");
        return story.workAll()
                .compose(done -> story.stage().pace().pause(story.minutes(10, 60)))
                .compose(now -> story.act(centre, "verify", failed))
                .compose(done -> {
                    story.account().more("failedVerifications");
                    story.happened(FAILED);
                    return story.act(centre, "rework", new JsonObject().put("reason", "do it again"));
                })
                .compose(done -> {
                    story.account().more("reworked");
                    story.happened(REWORKED);
                    return ending.workAndEnd(story);
                });
    }
}
