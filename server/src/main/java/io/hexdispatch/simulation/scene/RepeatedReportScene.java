package io.hexdispatch.simulation.scene;

import io.hexdispatch.simulation.books.Thing;
import io.hexdispatch.simulation.day.PlannedEvent;
import io.hexdispatch.simulation.play.Story;
import io.hexdispatch.source.SourceKind;
import io.vertx.core.Future;
import java.util.List;

/** The source did not get its answer and reports it again: it stays one event. */
final class RepeatedReportScene implements Scene {
    private static final Thing TWICE = Thing.of("reported twice, one event 重复上报");

    private final Ending ending;

    RepeatedReportScene(Ending ending) {
        this.ending = ending;
    }

    @Override
    public List<Thing> shows() {
        return List.of(TWICE);
    }

    @Override
    public double chance(PlannedEvent event) {
        return event.source() == SourceKind.IOT || event.source() == SourceKind.VIDEO ? 0 : 0.01;
    }

    @Override
    public Future<Void> play(Story story) {
        return story.stage()
                .intake()
                .send(story.plan())
                .compose(answer -> answer.status() == 200
                        ? Future.succeededFuture()
                        : Future.failedFuture("the same report as " + story.number() + " again was answered with "
                                + answer.status() + " and not with 200"))
                .onSuccess(done -> story.happened(TWICE))
                .compose(done -> ending.workAndEnd(story));
    }
}
