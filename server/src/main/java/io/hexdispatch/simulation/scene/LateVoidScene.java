package io.hexdispatch.simulation.scene;

import io.hexdispatch.access.Actor;
import io.hexdispatch.simulation.books.Thing;
import io.hexdispatch.simulation.day.Part;
import io.hexdispatch.simulation.day.PlannedEvent;
import io.hexdispatch.simulation.play.Story;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** It is voided although somebody is on his way already. */
final class LateVoidScene implements Scene {
    private static final Thing LATE = Thing.of("voided after it was accepted 异常作废");

    @Override
    public List<Thing> shows() {
        return List.of(LATE);
    }

    @Override
    public double chance(PlannedEvent event) {
        return event.part() == Part.ORDINARY ? 0.002 : 0;
    }

    @Override
    public Future<Void> play(Story story) {
        Actor centre = story.centre();
        return story.accept(story.openOrders().get(0))
                .compose(done -> story.act(centre, "void", new JsonObject().put("reason", "it was somebody's joke")))
                .compose(done ->
                        story.act(VoidScene.second(story, centre), "approve", new JsonObject().put("action", "void")))
                .onSuccess(done -> {
                    VoidScene.voided(story);
                    story.happened(LATE);
                    story.account().irregular("abnormal-voiding");
                });
    }
}
