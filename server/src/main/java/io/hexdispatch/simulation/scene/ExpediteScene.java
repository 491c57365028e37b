package io.hexdispatch.simulation.scene;

import io.hexdispatch.simulation.books.Thing;
import io.hexdispatch.simulation.day.PlannedEvent;
import io.hexdispatch.simulation.play.Story;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** The centre makes it urgent. */
final class ExpediteScene implements Scene {
    private static final Thing URGENT = Thing.of("made urgent 加急");

    private final Ending ending;

    ExpediteScene(Ending ending) {
        this.ending = ending;
    }

    @Override
    public List<Thing> shows() {
        return List.of(URGENT);
    }

    @Override
    public double chance(PlannedEvent event) {
        return 0.01;
    }

    @Override
    public Future<Void> play(Story story) {
        return story.act(Ending.either(story), "expedite", new JsonObject().put("reason", "people wait outside"))
                .compose(done -> {
                    story.account().more("urgent");
                    story.happened(URGENT);
                    return ending.workAndEnd(story);
                });
    }
}
