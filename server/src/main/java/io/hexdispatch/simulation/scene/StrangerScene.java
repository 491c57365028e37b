package io.hexdispatch.simulation.scene;

import io.hexdispatch.access.Actor;
import io.hexdispatch.simulation.books.Thing;
import io.hexdispatch.simulation.day.Part;
import io.hexdispatch.simulation.day.PlannedEvent;
import io.hexdispatch.simulation.play.Stage;
import io.hexdispatch.simulation.play.Story;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** Another county's centre tries to direct it, is refused, and that is written down. */
final class StrangerScene implements Scene {
    private static final Thing STRANGER = Thing.of("another county's centre refused, written down 越权");

    private final Ending ending;

    StrangerScene(Ending ending) {
        this.ending = ending;
    }

    @Override
    public List<Thing> shows() {
        return List.of(STRANGER);
    }

    @Override
    public double chance(PlannedEvent event) {
        return event.part() == Part.OUTSIDE ? 0 : 0.002;
    }

    @Override
    public Future<Void> play(Story story) {
        Optional<Actor> stranger = story.stage().city().counties().keySet().stream()
                .filter(county -> !county.equals(story.plan().county()))
                .sorted()
                .map(Stage::centre)
                .findFirst();
        if (stranger.isEmpty()) {
            return ending.workAndEnd(story);
        }
        return story.refused(
                        stranger.get(),
                        "remind",
                        new JsonObject().put("reason", "I would").put("card", "red"),
                        403)
                .onSuccess(done -> story.happened(STRANGER))
                .compose(done -> ending.workAndEnd(story));
    }
}
