package io.hexdispatch.simulation.scene;

import io.hexdispatch.simulation.books.Thing;
import io.hexdispatch.simulation.day.Part;
import io.hexdispatch.simulation.day.PlannedEvent;
import io.hexdispatch.simulation.play.Story;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Nobody accepts it: it is warned of, overdue and told to the centre above, and only then worked. Its category has a minute for
 * acceptance and two for disposal while the simulation runs.
 */
final class NeglectScene implements Scene {
    private static final Thing WARNED = Thing.of("warned before a deadline 临期预警");
    private static final Thing OVERDUE = Thing.of("a deadline missed 超期");
    private static final Thing UNRESOLVED = Thing.of("not resolved by its deadline 超期未办结");
    private static final Thing ESCALATED = Thing.of("told to the next above 升级");
    private static final Thing LISTED = Thing.of("listed as overdue 超期清单");
    private static final long WAIT_SECONDS_MAX = 300;

    private final Ending ending;

    NeglectScene(Ending ending) {
        this.ending = ending;
    }

    @Override
    public List<Thing> shows() {
        return List.of(WARNED, OVERDUE, LISTED, UNRESOLVED, ESCALATED);
    }

    @Override
    public double chance(PlannedEvent event) {
        return event.part() == Part.NEGLECTED ? 1 : 0;
    }

    @Override
    public boolean takesItsTime() {
        return true;
    }

    @Override
    public Future<Void> play(Story story) {
        Future<Void> neglected =
                story.stage().isWholeDay() && !story.openOrders().isEmpty() ? neglect(story) : Future.succeededFuture();
        return neglected.compose(done -> ending.workAndEnd(story));
    }

    private static Future<Void> neglect(Story story) {
        String order = story.openOrders().get(0).getString("id");
        Future<Optional<JsonObject>> warning = await(story, "deadline.warning", order);
        Future<Optional<JsonObject>> overdue = await(story, "deadline.overdue", order);
        Future<Optional<JsonObject>> unresolved = await(story, "deadline.overdue", story.number());
        Future<Optional<JsonObject>> escalated = await(story, "deadline.escalated", order);
        return note(story, warning, WARNED)
                .compose(done -> note(story, overdue, OVERDUE))
                .compose(done -> story.stage().pace().isStopping() ? Future.succeededFuture() : listed(story, order))
                .compose(done -> note(story, unresolved, UNRESOLVED))
                .compose(done -> note(story, escalated, ESCALATED));
    }

    private static Future<Optional<JsonObject>> await(Story story, String type, String order) {
        Predicate<JsonObject> wanted =
                message -> message.getString("type").endsWith(type) && order.equals(message.getString("subject"));
        return story.stage()
                .pace()
                .unlessStopped(story.stage()
                        .terminals()
                        .await(story.stage().supervisor(), type + " of " + order, wanted, WAIT_SECONDS_MAX));
    }

    private static Future<Void> note(Story story, Future<Optional<JsonObject>> message, Thing thing) {
        return message.onSuccess(come -> come.ifPresent(told -> story.happened(thing)))
                .mapEmpty();
    }

    private static Future<Void> listed(Story story, String order) {
        return story.stage()
                .caller()
                .read(story.county(), "/api/v1/deadlines?overdue=true&limit=500")
                .compose(answer -> {
                    boolean isListed = answer.getJsonArray("deadlines").stream()
                            .map(JsonObject.class::cast)
                            .anyMatch(deadline -> order.equals(deadline.getString("order")));
                    if (!isListed) {
                        return Future.failedFuture("the overdue order " + order + " is not in the list of its county");
                    }
                    story.happened(LISTED);
                    return Future.succeededFuture();
                });
    }
}
