package io.hexdispatch.simulation.scene;

import io.hexdispatch.simulation.books.Thing;
import io.hexdispatch.simulation.day.PlannedEvent;
import io.hexdispatch.simulation.play.Story;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Optional;

/** Others report the same; it is worked when those are merged into it, and they end with it. */
final class FirstReportScene implements Scene {
    private static final Thing ENDED = Thing.of("merged events closed with the first 合并结案");

    private final Ending ending;
    private final Reunion reunion;

    FirstReportScene(Ending ending, Reunion reunion) {
        this.ending = ending;
        this.reunion = reunion;
    }

    @Override
    public Optional<String> needs() {
        return Optional.of("/api/v1/duplicates");
    }

    @Override
    public List<Thing> shows() {
        return List.of(ENDED);
    }

    @Override
    public double chance(PlannedEvent event) {
        return 0;
    }

    @Override
    public boolean takesItsTime() {
        return true;
    }

    @Override
    public Future<Void> play(Story story) {
        reunion.first().complete(story);
        Future<Void> all = Future.all(
                        reunion.settled().stream().map(Promise::future).toList())
                .mapEmpty();
        return story.stage()
                .pace()
                .unlessStopped(all)
                .compose(settled -> ending.workAndEnd(story))
                .onSuccess(done -> reunion.merged().forEach(other -> {
                    other.account().becomes(story.account().status());
                    other.happened(ENDED);
                }));
    }
}
