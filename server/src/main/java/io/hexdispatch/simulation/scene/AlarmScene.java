package io.hexdispatch.simulation.scene;

import io.hexdispatch.simulation.books.Thing;
import io.hexdispatch.simulation.day.PlannedEvent;
import io.hexdispatch.simulation.play.Answer;
import io.hexdispatch.simulation.play.Story;
import io.hexdispatch.source.SourceKind;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** A device that says the same again and again is one event with a count, and says in the end that it is over. */
final class AlarmScene implements Scene {
    private static final Thing REPEATED = Thing.of("alarm raised again, still one event 重复报警");
    private static final Thing CLEARED = Thing.of("alarm cleared by the device 报警解除");
    private static final int AGAIN_MAX = 5;

    private final Ending ending;

    AlarmScene(Ending ending) {
        this.ending = ending;
    }

    @Override
    public List<Thing> shows() {
        return List.of(REPEATED, CLEARED);
    }

    @Override
    public double chance(PlannedEvent event) {
        return event.source() == SourceKind.IOT || event.source() == SourceKind.VIDEO ? 0.4 : 0;
    }

    @Override
    public Future<Void> play(Story story) {
        int times = 1 + story.dice().nextInt(AGAIN_MAX);
        Future<Void> all = Future.succeededFuture();
        for (int i = 1; i <= times; i++) {
            int further = i;
            all = all.compose(done -> story.stage().pace().pause(20))
                    .compose(now -> story.stage().intake().alarm(story.plan(), further))
                    .compose(answer -> raised(story, answer, further + 1))
                    .onSuccess(done -> story.happened(REPEATED));
        }
        return all.compose(done -> story.stage().intake().clear(story.plan()))
                .compose(answer -> raised(story, answer, times + 1))
                .onSuccess(done -> story.happened(CLEARED))
                .compose(done -> ending.workAndEnd(story));
    }

    private static Future<Void> raised(Story story, Answer answer, int times) {
        if (answer.isRefusal()) {
            return Future.failedFuture("an alarm of " + story.number() + " was refused: " + answer.detail());
        }
        JsonObject alarm = answer.json();
        return alarm.getInteger("count") == times && story.number().equals(alarm.getString("event"))
                ? Future.succeededFuture()
                : Future.failedFuture(
                        "the alarm of " + story.number() + " was raised " + times + " times, and the server says "
                                + alarm.getInteger("count") + " of " + alarm.getString("event"));
    }
}
