package io.hexdispatch.simulation.scene;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.simulation.books.Thing;
import io.hexdispatch.simulation.day.Part;
import io.hexdispatch.simulation.day.PlannedEvent;
import io.hexdispatch.simulation.play.Stage;
import io.hexdispatch.simulation.play.Story;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** Two units each say that it is the other's: the county opens joint handling, both say what they think, and the city decides. */
final class JointHandlingScene implements Scene {
    private static final String ROOT = "/api/v1/joint-handlings";
    private static final Thing OPENED = Thing.of("joint handling opened 三跨研判");
    private static final Thing OPINION = Thing.of("opinion given 会商意见");
    private static final Thing DECIDED = Thing.of("joint handling decided, with a lead 确定牵头");

    private final Ending ending;

    JointHandlingScene(Ending ending) {
        this.ending = ending;
    }

    @Override
    public Optional<String> needs() {
        return Optional.of("/api/v1/joint-handlings");
    }

    @Override
    public List<Thing> shows() {
        return List.of(OPENED, OPINION, DECIDED);
    }

    @Override
    public double chance(PlannedEvent event) {
        return event.part() == Part.ORDINARY ? 0.01 : 0;
    }

    @Override
    public Future<Void> play(Story story) {
        String unit = story.openOrders().get(0).getString("unit");
        Optional<String> other = story.otherUnit(unit);
        if (other.isEmpty()) {
            return ending.workAndEnd(story);
        }
        Stage stage = story.stage();
        return stage.caller()
                .act(
                        story.county(),
                        ROOT,
                        new JsonObject()
                                .put("event", story.number())
                                .put("grounds", new JsonArray().add("cross-department"))
                                .put("units", new JsonArray().add(other.get()))
                                .put("text", "each says that it is the other's"))
                .compose(opened -> {
                    story.happened(OPENED);
                    return opinion(story, unit).compose(done -> opinion(story, other.get()));
                })
                .compose(done -> stage.caller()
                        .act(
                                stage.cityCentre(),
                                ROOT + "/" + story.number() + "/decide",
                                new JsonObject()
                                        .put("lead", other.get())
                                        .put("coHandling", new JsonArray().add(unit))
                                        .put("text", "the other unit leads")))
                .compose(done -> stage.caller().read(stage.admin(), "/api/v1/events/" + story.number()))
                .compose(event -> decided(story, event, unit, other.get()))
                .compose(done -> ending.workAndEnd(story));
    }

    private static Future<Void> opinion(Story story, String unit) {
        return story.stage()
                .caller()
                .act(
                        new Actor(Role.UNIT, unit),
                        ROOT + "/" + story.number() + "/opinion",
                        new JsonObject().put("text", "the other one's"))
                .onSuccess(done -> story.happened(OPINION))
                .mapEmpty();
    }

    /** After it exactly the units that the decision names have open orders, each in the part that it gives them. */
    private static Future<Void> decided(Story story, JsonObject event, String helper, String lead) {
        story.orders().forEach(order -> story.account().order(order.getString("id"), "CANCELLED"));
        return story.takeUp(event).compose(taken -> {
            boolean isRight = story.openOrders().size() == 2
                    && story.openOrders().stream().allMatch(order -> order.getString("unit")
                            .equals(order.getString("role").equals("LEAD") ? lead : helper));
            if (!isRight) {
                return Future.failedFuture(
                        "after the decision about " + story.number() + " its open orders are " + story.openOrders());
            }
            story.happened(DECIDED);
            return Future.succeededFuture();
        });
    }
}
