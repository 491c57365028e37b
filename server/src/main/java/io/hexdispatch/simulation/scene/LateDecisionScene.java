package io.hexdispatch.simulation.scene;

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

/** Joint handling is opened and nobody decides in time, which is a minute while the simulation runs; then it is withdrawn. */
final class LateDecisionScene implements Scene {
    private static final String ROOT = "/api/v1/joint-handlings";
    private static final Thing LATE = Thing.of("joint handling without decision in time 研判超时");
    private static final long WAIT_SECONDS_MAX = 180;

    private final Ending ending;

    LateDecisionScene(Ending ending) {
        this.ending = ending;
    }

    @Override
    public Optional<String> needs() {
        return Optional.of(ROOT);
    }

    @Override
    public List<Thing> shows() {
        return List.of(LATE);
    }

    @Override
    public double chance(PlannedEvent event) {
        return event.part() == Part.ORDINARY ? 0.001 : 0;
    }

    @Override
    public boolean takesItsTime() {
        return true;
    }

    @Override
    public Future<Void> play(Story story) {
        Optional<String> other = story.otherUnit(story.openOrders().get(0).getString("unit"));
        return story.stage().isWholeDay() && other.isPresent()
                ? delay(story, other.get()).compose(done -> ending.workAndEnd(story))
                : ending.workAndEnd(story);
    }

    private static Future<Void> delay(Story story, String other) {
        Stage stage = story.stage();
        String number = story.number();
        Future<JsonObject> late = stage.terminals()
                .await(
                        stage.supervisor(),
                        "the late decision about " + number,
                        message -> isLate(message, number),
                        WAIT_SECONDS_MAX);
        return stage.caller()
                .act(
                        story.county(),
                        ROOT,
                        new JsonObject()
                                .put("event", number)
                                .put("grounds", new JsonArray().add("cross-department"))
                                .put("units", new JsonArray().add(other))
                                .put("text", "nobody wants to decide"))
                .compose(opened -> stage.pace().unlessStopped(late))
                .onSuccess(come -> come.ifPresent(told -> story.happened(LATE)))
                .compose(come -> stage.caller()
                        .act(
                                stage.cityCentre(),
                                ROOT + "/" + number + "/withdraw",
                                new JsonObject().put("reason", "the unit handles it alone")))
                .mapEmpty();
    }

    private static boolean isLate(JsonObject message, String number) {
        return message.getString("type").endsWith("jointhandling.changed")
                && number.equals(message.getString("subject"))
                && "overdue"
                        .equals(message.getJsonObject("data")
                                .getJsonObject("entry", new JsonObject())
                                .getString("action"));
    }
}
