package io.hexdispatch.simulation.scene;

import io.hexdispatch.simulation.books.Thing;
import io.hexdispatch.simulation.day.PlannedEvent;
import io.hexdispatch.simulation.play.Story;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** The centre reminds whoever has an order: in ordinary words, by a yellow card or a red one. */
final class RemindScene implements Scene {
    private static final List<String> CARDS = List.of("ordinary", "yellow", "red");
    private static final List<Thing> REMINDED = List.of(
            Thing.of("reminded, ordinary 普通督办"),
            Thing.of("reminded, yellow card 黄牌督办"),
            Thing.of("reminded, red card 红牌督办"));

    private final Ending ending;

    RemindScene(Ending ending) {
        this.ending = ending;
    }

    @Override
    public List<Thing> shows() {
        return REMINDED;
    }

    @Override
    public double chance(PlannedEvent event) {
        return 0.015;
    }

    @Override
    public Future<Void> play(Story story) {
        int card = story.dice().nextInt(CARDS.size());
        return story.act(
                        Ending.either(story),
                        "remind",
                        new JsonObject().put("reason", "it is late").put("card", CARDS.get(card)))
                .compose(done -> {
                    story.account().more(CARDS.get(card) + " card");
                    story.happened(REMINDED.get(card));
                    return ending.workAndEnd(story);
                });
    }
}
