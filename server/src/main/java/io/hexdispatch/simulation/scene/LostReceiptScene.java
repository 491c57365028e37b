package io.hexdispatch.simulation.scene;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.simulation.books.Thing;
import io.hexdispatch.simulation.day.Part;
import io.hexdispatch.simulation.day.PlannedEvent;
import io.hexdispatch.simulation.play.Intake;
import io.hexdispatch.simulation.play.Stage;
import io.hexdispatch.simulation.play.Story;
import io.hexdispatch.source.SourceKind;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** The receipt of an order is lost, so the server sends the order again. */
final class LostReceiptScene implements Scene {
    private static final Thing AGAIN = Thing.of("order sent again, unacknowledged before 重发");

    private final Ending ending;

    LostReceiptScene(Ending ending) {
        this.ending = ending;
    }

    @Override
    public List<Thing> shows() {
        return List.of(AGAIN);
    }

    /** Of sources alone whose own ids are known before. */
    @Override
    public double chance(PlannedEvent event) {
        return event.part() == Part.ORDINARY && event.source() == SourceKind.GRID_MEMBER ? 0.01 : 0;
    }

    @Override
    public boolean takesItsTime() {
        return true;
    }

    @Override
    public void prepare(Stage stage, PlannedEvent event) {
        stage.terminals().loseReceiptsOf(stage.sources().key(event.source()), Intake.id(event));
    }

    @Override
    public Future<Void> play(Story story) {
        JsonObject order = story.openOrders().get(0);
        Actor unit = new Actor(Role.UNIT, order.getString("unit"));
        return story.stage()
                .pace()
                .unlessStopped(story.stage()
                        .terminals()
                        .receivedAgain(unit, order.getString("id"))
                        .map(done -> order))
                .onSuccess(come -> come.ifPresent(again -> story.happened(AGAIN)))
                .compose(done -> ending.workAndEnd(story));
    }
}
