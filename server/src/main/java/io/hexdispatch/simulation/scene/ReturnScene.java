package io.hexdispatch.simulation.scene;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.simulation.books.Thing;
import io.hexdispatch.simulation.day.PlannedEvent;
import io.hexdispatch.simulation.play.Story;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** A unit gives the order back, and the centre sends another unit. */
final class ReturnScene implements Scene {
    private static final Thing RETURNED = Thing.of("returned to the centre 回退");

    private final Ending ending;

    ReturnScene(Ending ending) {
        this.ending = ending;
    }

    @Override
    public List<Thing> shows() {
        return List.of(RETURNED);
    }

    @Override
    public double chance(PlannedEvent event) {
        return 0.01;
    }

    @Override
    public Future<Void> play(Story story) {
        JsonObject order = story.openOrders().get(0);
        Optional<String> other = story.otherUnit(order.getString("unit"));
        if (other.isEmpty()) {
            return ending.workAndEnd(story);
        }
        Actor unit = new Actor(Role.UNIT, order.getString("unit"));
        return story.work(unit, order, "decline", "RETURNED", new JsonObject().put("reason", "we cannot do this"))
                .compose(done -> {
                    story.account().more("returned");
                    story.happened(RETURNED);
                    return story.dispatchByHand(Ending.either(story), other.get(), "the other unit cannot do it");
                })
                .onSuccess(done -> story.happened(OutsideScene.BY_HAND))
                .compose(done -> ending.workAndEnd(story));
    }
}
