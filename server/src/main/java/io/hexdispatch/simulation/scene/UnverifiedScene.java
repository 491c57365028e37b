package io.hexdispatch.simulation.scene;

import io.hexdispatch.simulation.books.Thing;
import io.hexdispatch.simulation.day.PlannedEvent;
import io.hexdispatch.simulation.play.Story;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Nobody needs to look: the centre closes it without a verification, and says why. */
final class UnverifiedScene implements Scene {
    private static final Thing UNVERIFIED = Thing.of("closed without a verification 免核查结案");

    @Override
    public List<Thing> shows() {
        return List.of(UNVERIFIED);
    }

    @Override
    public double chance(PlannedEvent event) {
        return 0.02;
    }

    @Override
    public Future<Void> play(Story story) {
        return story.workAll()
                .compose(done -> story.act(
                        Ending.either(story),
                        "close",
                        new JsonObject().put("reason", "the reporter says that it is done")))
                .onSuccess(done -> {
                    story.account().becomes("CLOSED");
                    story.account().irregular("unverified-closing");
                    story.happened(UNVERIFIED);
                });
    }
}
