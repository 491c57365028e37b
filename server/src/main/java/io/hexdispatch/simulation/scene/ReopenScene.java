package io.hexdispatch.simulation.scene;

import io.hexdispatch.simulation.books.Thing;
import io.hexdispatch.simulation.day.PlannedEvent;
import io.hexdispatch.simulation.play.Story;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Closed is not done: whoever reported it is not satisfied, and it is opened again; some even twice. */
final class ReopenScene implements Scene {
    private static final Thing REOPENED = Thing.of("reopened after a bad rating 重开");
    private static final Thing TWICE = Thing.of("reopened for the second time 多次重开");

    private final Ending ending;

    ReopenScene(Ending ending) {
        this.ending = ending;
    }

    @Override
    public List<Thing> shows() {
        return List.of(REOPENED, TWICE);
    }

    @Override
    public double chance(PlannedEvent event) {
        return 0.01;
    }

    @Override
    public Future<Void> play(Story story) {
        boolean isTwice = story.dice().nextInt(4) == 0;
        return reopened(story)
                .compose(done -> {
                    if (!isTwice) {
                        return Future.succeededFuture();
                    }
                    return reopened(story).onSuccess(again -> {
                        story.happened(TWICE);
                        story.account().irregular("reopened-often");
                    });
                })
                .compose(done -> story.workAll())
                .compose(done -> ending.verify(story))
                .compose(done -> ending.close(story))
                .compose(done -> ending.callBack(story, 4));
    }

    private Future<Void> reopened(Story story) {
        int stars = 1 + story.dice().nextInt(2);
        return story.workAll()
                .compose(done -> ending.verify(story))
                .compose(done -> ending.close(story))
                .compose(done -> ending.callBack(story, stars))
                .compose(done -> story.act(
                        Ending.either(story),
                        "reopen",
                        new JsonObject().put("reason", "the reporter is not satisfied")))
                .onSuccess(done -> {
                    story.account().more("reopened");
                    story.account().irregular("unverified-closing");
                    story.happened(REOPENED);
                });
    }
}
