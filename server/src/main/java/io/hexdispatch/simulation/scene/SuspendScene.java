package io.hexdispatch.simulation.scene;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.simulation.books.Thing;
import io.hexdispatch.simulation.day.PlannedEvent;
import io.hexdispatch.simulation.play.Story;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;

/** It cannot be solved soon: the unit asks to suspend it, the centre approves, and resumes it when the part is there. */
final class SuspendScene implements Scene {
    static final Thing ASKED = Thing.of("suspension asked for 申请挂账");
    static final Thing SUSPENDED = Thing.of("suspended with approval 挂账");
    private static final Thing RESUMED = Thing.of("resumed by the centre 恢复");

    private final Ending ending;

    SuspendScene(Ending ending) {
        this.ending = ending;
    }

    @Override
    public List<Thing> shows() {
        return List.of(ASKED, SUSPENDED, RESUMED);
    }

    @Override
    public double chance(PlannedEvent event) {
        return 0.01;
    }

    @Override
    public Future<Void> play(Story story) {
        return suspend(story, story.stage().begunAt().plus(Duration.ofDays(5)).toString())
                .compose(done -> story.stage().pace().pause(story.minutes(30, 90)))
                .compose(
                        now -> story.act(story.centre(), "resume", new JsonObject().put("reason", "the part is there")))
                .compose(done -> {
                    story.account().becomes("DISPATCHED");
                    story.happened(RESUMED);
                    return ending.workAndEnd(story);
                });
    }

    /** By the unit's wish and the centre's approval. */
    static Future<Void> suspend(Story story, String until) {
        Actor unit = new Actor(Role.UNIT, story.openOrders().get(0).getString("unit"));
        JsonObject wish = new JsonObject().put("reason", "a part must be made").put("until", until);
        return story.act(unit, "suspend", wish)
                .compose(done -> {
                    story.happened(ASKED);
                    return story.act(story.centre(), "approve", new JsonObject().put("action", "suspend"));
                })
                .onSuccess(done -> {
                    story.account().becomes("SUSPENDED");
                    story.account().more("suspensions");
                    story.happened(SUSPENDED);
                });
    }
}
