package io.hexdispatch.simulation.scene;

import io.hexdispatch.access.Actor;
import io.hexdispatch.simulation.books.Thing;
import io.hexdispatch.simulation.day.PlannedEvent;
import io.hexdispatch.simulation.play.Story;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** One centre would void it, and another does not agree: it goes on. */
final class RefusedVoidScene implements Scene {
    private static final Thing NOT_VOIDED = Thing.of("voiding not agreed to 驳回作废");

    private final Ending ending;

    RefusedVoidScene(Ending ending) {
        this.ending = ending;
    }

    @Override
    public List<Thing> shows() {
        return List.of(NOT_VOIDED);
    }

    @Override
    public double chance(PlannedEvent event) {
        return 0.004;
    }

    @Override
    public Future<Void> play(Story story) {
        Actor centre = story.centre();
        JsonObject refusal = new JsonObject().put("action", "void").put("reason", "it is real: I saw it");
        return story.act(centre, "void", new JsonObject().put("reason", "nobody answers the telephone"))
                .compose(done -> story.act(VoidScene.second(story, centre), "refuse", refusal))
                .compose(done -> {
                    story.happened(NOT_VOIDED);
                    return ending.workAndEnd(story);
                });
    }
}
