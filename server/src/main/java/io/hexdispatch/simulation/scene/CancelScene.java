package io.hexdispatch.simulation.scene;

import io.hexdispatch.access.Actor;
import io.hexdispatch.simulation.books.Thing;
import io.hexdispatch.simulation.day.PlannedEvent;
import io.hexdispatch.simulation.play.Story;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** The centre takes an order back and sends another unit. */
final class CancelScene implements Scene {
    private static final Thing CANCELLED = Thing.of("order taken back by the centre 撤销");

    private final Ending ending;

    CancelScene(Ending ending) {
        this.ending = ending;
    }

    @Override
    public List<Thing> shows() {
        return List.of(CANCELLED);
    }

    @Override
    public double chance(PlannedEvent event) {
        return 0.005;
    }

    @Override
    public Future<Void> play(Story story) {
        JsonObject order = story.openOrders().get(0);
        Optional<String> other = story.otherUnit(order.getString("unit"));
        if (other.isEmpty()) {
            return ending.workAndEnd(story);
        }
        Actor centre = story.county();
        String id = order.getString("id");
        return story.stage()
                .caller()
                .act(centre, "/api/v1/orders/" + id + "/cancel", new JsonObject().put("reason", "the wrong unit"))
                .compose(answer -> {
                    story.account().order(id, "CANCELLED");
                    story.happened(CANCELLED);
                    return story.takeUp(answer);
                })
                .compose(done -> story.dispatchByHand(centre, other.get(), "this is the right unit"))
                .onSuccess(done -> story.happened(OutsideScene.BY_HAND))
                .compose(done -> ending.workAndEnd(story));
    }
}
