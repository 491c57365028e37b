package io.hexdispatch.simulation.scene;

import io.hexdispatch.access.Actor;
import io.hexdispatch.simulation.books.Thing;
import io.hexdispatch.simulation.day.Part;
import io.hexdispatch.simulation.day.PlannedEvent;
import io.hexdispatch.simulation.play.Stage;
import io.hexdispatch.simulation.play.Story;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** It was no event: one centre says so, may not agree with itself, and another approves. */
final class VoidScene implements Scene {
    private static final Thing ALONE = Thing.of("voiding alone refused, written down 审计");
    private static final Thing VOIDED = Thing.of("voided by two pairs of eyes 作废");

    @Override
    public List<Thing> shows() {
        return List.of(ALONE, VOIDED);
    }

    @Override
    public double chance(PlannedEvent event) {
        return event.part() == Part.OUTSIDE ? 0 : 0.012;
    }

    @Override
    public Future<Void> play(Story story) {
        Actor centre = story.centre();
        JsonObject approval = new JsonObject().put("action", "void");
        return story.act(centre, "void", new JsonObject().put("reason", "somebody played with the telephone"))
                .compose(done -> story.refused(centre, "approve", approval.copy(), 403))
                .compose(done -> {
                    story.happened(ALONE);
                    return story.act(second(story, centre), "approve", approval);
                })
                .onSuccess(done -> {
                    voided(story);
                    story.happened(VOIDED);
                });
    }

    /** With it, its open orders end. */
    static void voided(Story story) {
        story.orders().forEach(order -> story.account().order(order.getString("id"), "CANCELLED"));
        story.account().becomes("VOIDED");
    }

    /** Who is not below the first: the county, or the city where that was the county's. */
    static Actor second(Story story, Actor first) {
        Stage stage = story.stage();
        return !story.county().equals(first)
                ? story.county()
                : stage.cityCentre().equals(first) ? stage.admin() : stage.cityCentre();
    }
}
