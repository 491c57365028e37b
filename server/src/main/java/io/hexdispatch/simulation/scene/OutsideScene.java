package io.hexdispatch.simulation.scene;

import io.hexdispatch.simulation.books.Thing;
import io.hexdispatch.simulation.day.Part;
import io.hexdispatch.simulation.day.PlannedEvent;
import io.hexdispatch.simulation.play.Story;
import io.vertx.core.Future;
import java.util.List;

/** It lies in no grid: it waits in the city's queue until somebody dispatches it by hand. */
final class OutsideScene implements Scene {
    static final Thing BY_HAND = Thing.of("dispatched by hand 人工派遣");
    private static final Thing QUEUED = Thing.of("a place in no grid, in the city's queue 待派");

    private final Ending ending;

    OutsideScene(Ending ending) {
        this.ending = ending;
    }

    @Override
    public List<Thing> shows() {
        return List.of(QUEUED, BY_HAND);
    }

    @Override
    public double chance(PlannedEvent event) {
        return event.part() == Part.OUTSIDE ? 1 : 0;
    }

    @Override
    public Future<Void> play(Story story) {
        if (!story.event().containsKey("queueReason")) {
            return Future.failedFuture(story.number() + " lies in no grid and does not say so");
        }
        story.happened(QUEUED);
        String unit = story.otherUnit("").orElseThrow();
        return story.dispatchByHand(story.centre(), unit, "the caller stands there")
                .onSuccess(done -> story.happened(BY_HAND))
                .compose(done -> ending.workAndEnd(story));
    }
}
