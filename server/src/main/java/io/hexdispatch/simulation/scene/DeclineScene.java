package io.hexdispatch.simulation.scene;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.simulation.books.Thing;
import io.hexdispatch.simulation.day.PlannedEvent;
import io.hexdispatch.simulation.play.Story;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** A responder cannot go, and the next of his unit gets the order. */
final class DeclineScene implements Scene {
    private static final Thing DECLINED = Thing.of("declined, the next of the unit was sent 拒单");

    private final Ending ending;

    DeclineScene(Ending ending) {
        this.ending = ending;
    }

    @Override
    public List<Thing> shows() {
        return List.of(DECLINED);
    }

    @Override
    public double chance(PlannedEvent event) {
        return 0.02;
    }

    @Override
    public Future<Void> play(Story story) {
        JsonObject order = story.openOrders().get(0);
        Actor holder = story.holder(order);
        if (holder.role() != Role.RESPONDER) {
            return ending.workAndEnd(story);
        }
        int before = story.orders().size();
        return story.work(holder, order, "decline", "RETURNED", new JsonObject().put("reason", "my van broke down"))
                .compose(done -> {
                    story.account().more("returned");
                    if (story.orders().size() == before) {
                        return Future.failedFuture(
                                "nobody was sent in the place of who declined " + order.getString("id"));
                    }
                    story.happened(DECLINED);
                    return ending.workAndEnd(story);
                });
    }
}
