package io.hexdispatch.simulation.scene;

import io.hexdispatch.access.Actor;
import io.hexdispatch.simulation.books.Thing;
import io.hexdispatch.simulation.play.Story;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How events end that were worked: verified, closed, and some of them called back. */
final class Ending {
    private static final Thing BY_VISIT = Thing.of("verified by a visit 现场核查");
    private static final Thing BY_PHOTO = Thing.of("verified by a photo 照片核查");
    private static final Thing CLOSED = Thing.of("closed 结案");
    private static final List<Thing> RATED = IntStream.rangeClosed(1, 5)
            .mapToObj(stars -> Thing.of("called back, rated " + stars + " 回访"))
            .toList();

    private static final int DISSATISFIED = 2;

    /** How many of a hundred are called back. */
    private static final int CALLED_BACK_PERCENT = 25;

    List<Thing> shows() {
        return Stream.concat(Stream.of(BY_VISIT, BY_PHOTO, CLOSED), RATED.stream())
                .toList();
    }

    /** Everybody who has an order works it, and the event ends. */
    Future<Void> workAndEnd(Story story) {
        return story.workAll().compose(done -> end(story));
    }

    /** A resolved event ends. */
    Future<Void> end(Story story) {
        return verify(story)
                .compose(done -> story.stage().pace().pause(story.minutes(1, 30)))
                .compose(now -> close(story))
                .compose(done -> story.dice().nextInt(100) < CALLED_BACK_PERCENT
                        ? callBack(story, stars(story))
                        : Future.succeededFuture());
    }

    Future<Void> verify(Story story) {
        boolean byPhoto = story.dice().nextInt(10) < 4;
        JsonObject verification = byPhoto
                ? new JsonObject().put("method", "photo").put("photo", "https://photos.example/" + story.number())
                : new JsonObject().put("method", "visit");
        return story.stage()
                .pace()
                .pause(story.minutes(5, 60))
                .compose(now -> story.act(either(story), "verify", verification))
                .onSuccess(done -> {
                    story.account().becomes("VERIFIED");
                    story.happened(byPhoto ? BY_PHOTO : BY_VISIT);
                });
    }

    Future<Void> close(Story story) {
        return story.act(either(story), "close", new JsonObject()).onSuccess(done -> {
            story.account().becomes("CLOSED");
            story.happened(CLOSED);
        });
    }

    /** The centre asks whoever reported it, or the source says it by itself. */
    Future<Void> callBack(Story story, int stars) {
        Actor by = story.dice().nextBoolean()
                ? story.stage().sources().actor(story.plan().source())
                : either(story);
        return story.act(by, "call-back", new JsonObject().put("rating", stars)).onSuccess(done -> {
            story.account().rated(stars);
            if (stars <= DISSATISFIED) {
                story.account().irregular("dissatisfied-call-back");
            }
            story.happened(RATED.get(stars - 1));
        });
    }

    private static int stars(Story story) {
        int chance = story.dice().nextInt(100);
        return chance < 4 ? 1 : chance < 10 ? 2 : chance < 25 ? 3 : chance < 60 ? 4 : 5;
    }

    /** The centre that answers for the place, or the one above it. */
    static Actor either(Story story) {
        return story.dice().nextInt(3) == 0 ? story.centre() : story.county();
    }
}
