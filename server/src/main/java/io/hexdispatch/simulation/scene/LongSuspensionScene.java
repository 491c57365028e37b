package io.hexdispatch.simulation.scene;

import io.hexdispatch.simulation.books.Thing;
import io.hexdispatch.simulation.day.Part;
import io.hexdispatch.simulation.day.PlannedEvent;
import io.hexdispatch.simulation.play.Story;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A suspended event is suspended for longer than was agreed on first. */
final class LongSuspensionScene implements Scene {
    private static final Thing LONGER = Thing.of("suspended beyond the first end 挂账延长");

    private final Ending ending;

    LongSuspensionScene(Ending ending) {
        this.ending = ending;
    }

    @Override
    public List<Thing> shows() {
        return List.of(LONGER);
    }

    @Override
    public double chance(PlannedEvent event) {
        return event.part() == Part.ORDINARY ? 0.002 : 0;
    }

    @Override
    public Future<Void> play(Story story) {
        Instant begun = story.stage().begunAt();
        return SuspendScene.suspend(story, begun.plus(Duration.ofDays(5)).toString())
                .compose(done -> SuspendScene.suspend(
                        story, begun.plus(Duration.ofDays(9)).toString()))
                .compose(done -> {
                    story.happened(LONGER);
                    story.account().irregular("suspended-too-long");
                    return story.act(story.centre(), "resume", new JsonObject().put("reason", "the part is there"));
                })
                .compose(done -> {
                    story.account().becomes("DISPATCHED");
                    return ending.workAndEnd(story);
                });
    }
}
