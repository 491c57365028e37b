package io.hexdispatch.simulation.scene;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.simulation.books.Thing;
import io.hexdispatch.simulation.day.Part;
import io.hexdispatch.simulation.day.PlannedEvent;
import io.hexdispatch.simulation.play.Stage;
import io.hexdispatch.simulation.play.Story;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A suspension ends by itself, because its time is over. */
final class SuspensionEndsScene implements Scene {
    private static final Thing ENDED = Thing.of("suspension ended by the clock 挂账到期");
    private static final Duration SHORT = Duration.ofSeconds(10);
    private static final long WAIT_SECONDS_MAX = 120;

    private final Ending ending;

    SuspensionEndsScene(Ending ending) {
        this.ending = ending;
    }

    @Override
    public List<Thing> shows() {
        return List.of(ENDED);
    }

    @Override
    public double chance(PlannedEvent event) {
        return event.part() == Part.ORDINARY ? 0.002 : 0;
    }

    @Override
    public boolean takesItsTime() {
        return true;
    }

    @Override
    public Future<Void> play(Story story) {
        Stage stage = story.stage();
        String number = story.number();
        Actor unit = new Actor(Role.UNIT, story.openOrders().get(0).getString("unit"));
        Future<JsonObject> resumed = stage.terminals()
                .await(
                        unit,
                        "the end of the suspension of " + number,
                        message -> isResumed(message, number),
                        WAIT_SECONDS_MAX);
        // Its time is the server's, whose clock is trusted to stand within some seconds of this one.
        return SuspendScene.suspend(story, Instant.now().plus(SHORT).toString())
                .compose(done -> stage.pace().unlessStopped(resumed))
                .compose(message -> end(story, message));
    }

    private Future<Void> end(Story story, Optional<JsonObject> message) {
        if (message.isEmpty()) {
            return Future.succeededFuture();
        }
        story.account().becomes("DISPATCHED");
        story.happened(ENDED);
        return ending.workAndEnd(story);
    }

    private static boolean isResumed(JsonObject message, String number) {
        return message.getString("type").endsWith("event.changed")
                && number.equals(message.getString("subject"))
                && message.getJsonObject("data")
                        .getJsonObject("event")
                        .getString("status")
                        .equals("DISPATCHED")
                && "resume"
                        .equals(message.getJsonObject("data")
                                .getJsonObject("event")
                                .getJsonObject("course", new JsonObject())
                                .getJsonObject("last", new JsonObject())
                                .getString("action"));
    }
}
