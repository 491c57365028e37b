package io.hexdispatch.simulation.scene;

import io.hexdispatch.simulation.books.Thing;
import io.hexdispatch.simulation.day.Part;
import io.hexdispatch.simulation.day.PlannedEvent;
import io.hexdispatch.simulation.play.Story;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** Nobody says that it is his: it is handed on from unit to unit. */
final class ThriceHandedOnScene implements Scene {
    private static final Thing THRICE = Thing.of("handed on for the third time 多次退转");
    private static final int TIMES = 3;

    private final Ending ending;

    ThriceHandedOnScene(Ending ending) {
        this.ending = ending;
    }

    @Override
    public List<Thing> shows() {
        return List.of(THRICE);
    }

    @Override
    public double chance(PlannedEvent event) {
        return event.part() == Part.ORDINARY ? 0.002 : 0;
    }

    @Override
    public Future<Void> play(Story story) {
        return handOn(story, 1).compose(done -> ending.workAndEnd(story));
    }

    private static Future<Void> handOn(Story story, int time) {
        JsonObject order = story.openOrders().get(0);
        Optional<String> other = story.otherUnit(order.getString("unit"));
        if (other.isEmpty()) {
            return Future.succeededFuture();
        }
        JsonObject whose = new JsonObject().put("unit", other.get()).put("reason", "this is not ours, but theirs");
        return story.work(story.holder(order), order, "hand-on", "HANDED_ON", whose)
                .compose(done -> {
                    story.account().more("handedOn");
                    if (time < TIMES) {
                        return handOn(story, time + 1);
                    }
                    story.happened(THRICE);
                    story.account().irregular("returned-often");
                    return Future.succeededFuture();
                });
    }
}
