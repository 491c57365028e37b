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

/** It takes longer: the centre extends the time once by itself; the unit asks for more, and a second one approves or refuses that. */
final class ExtendScene implements Scene {
    private static final Thing FIRST = Thing.of("extended by the centre 延期");
    private static final Thing ASKED = Thing.of("second extension asked for 申请延期");
    private static final Thing APPROVED = Thing.of("second extension approved 批准延期");
    private static final Thing REFUSED = Thing.of("second extension refused 驳回延期");

    private final Ending ending;

    ExtendScene(Ending ending) {
        this.ending = ending;
    }

    @Override
    public List<Thing> shows() {
        return List.of(FIRST, ASKED, APPROVED, REFUSED);
    }

    @Override
    public double chance(PlannedEvent event) {
        return 0.02;
    }

    @Override
    public Future<Void> play(Story story) {
        Actor unit = new Actor(Role.UNIT, story.openOrders().get(0).getString("unit"));
        boolean isRefused = story.dice().nextInt(3) == 0;
        JsonObject answer = new JsonObject().put("action", "extend");
        return story.act(story.centre(), "extend", until(story, 10))
                .compose(done -> {
                    story.account().more("extensions");
                    story.happened(FIRST);
                    return story.act(unit, "extend", until(story, 20));
                })
                .compose(done -> {
                    story.happened(ASKED);
                    return isRefused
                            ? story.act(story.centre(), "refuse", answer.put("reason", "it must be done by then"))
                            : story.act(story.county(), "approve", answer);
                })
                .compose(done -> {
                    if (!isRefused) {
                        story.account().more("extensions");
                    }
                    story.happened(isRefused ? REFUSED : APPROVED);
                    return ending.workAndEnd(story);
                });
    }

    private static JsonObject until(Story story, int days) {
        return new JsonObject()
                .put("reason", "a part must be made")
                .put(
                        "until",
                        story.stage().begunAt().plus(Duration.ofDays(days)).toString());
    }
}
