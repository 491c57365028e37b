package io.hexdispatch.simulation.scene;

import io.hexdispatch.simulation.books.Thing;
import io.hexdispatch.simulation.day.PlannedEvent;
import io.hexdispatch.simulation.play.Story;
import io.hexdispatch.source.SourceKind;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** It is reported, worked, verified and closed, as most are. */
final class OrdinaryScene implements Scene {
    private final Ending ending;

    OrdinaryScene(Ending ending) {
        this.ending = ending;
    }

    @Override
    public List<Thing> shows() {
        List<Thing> things = new ArrayList<>();
        for (SourceKind kind : SourceKind.values()) {
            things.add(Story.reportedBy(kind));
        }
        things.addAll(List.of(
                Story.COLD,
                Story.STORM,
                Story.DEDICATED,
                Story.DELIVERED,
                Story.ACCEPTED,
                Story.ARRIVED,
                Story.COMPLETED,
                Story.JOINT));
        return things;
    }

    @Override
    public double chance(PlannedEvent event) {
        return 1;
    }

    @Override
    public Future<Void> play(Story story) {
        return ending.workAndEnd(story);
    }
}
