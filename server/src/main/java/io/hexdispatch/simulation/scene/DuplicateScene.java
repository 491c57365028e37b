package io.hexdispatch.simulation.scene;

import io.hexdispatch.access.Actor;
import io.hexdispatch.simulation.books.Thing;
import io.hexdispatch.simulation.day.PlannedEvent;
import io.hexdispatch.simulation.play.Stage;
import io.hexdispatch.simulation.play.Story;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** It was reported before by another source: the centre merges it, on the server's proposal or by itself, or says that it is another. */
final class DuplicateScene implements Scene {
    private static final Thing PROPOSED = Thing.of("duplicate proposed by the server 疑似重复");
    private static final Thing MERGED = Thing.of("merged on a proposal 合并");
    private static final Thing BY_HAND = Thing.of("merged by hand 人工合并");
    private static final Thing DISMISSED = Thing.of("proposal dismissed 非重复");
    private static final Thing SEPARATED = Thing.of("separated again 拆分");
    private static final String ROOT = "/api/v1/duplicates";
    private static final int LOOKS_MAX = 40;
    private static final long LOOK_MILLIS = 500;

    private final Ending ending;
    private final Reunion reunion;
    private final int place;

    /** @param place which of those that follow it is, from 0 */
    DuplicateScene(Ending ending, Reunion reunion, int place) {
        this.ending = ending;
        this.reunion = reunion;
        this.place = place;
    }

    @Override
    public Optional<String> needs() {
        return Optional.of("/api/v1/duplicates");
    }

    @Override
    public List<Thing> shows() {
        return List.of(PROPOSED, MERGED, BY_HAND, DISMISSED, SEPARATED);
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
        return story.stage()
                .pace()
                .unlessStopped(reunion.first().future())
                .compose(first -> first.isEmpty() ? Future.succeededFuture(false) : settle(story, first.get()))
                .onComplete(done -> reunion.settled().get(place).tryComplete())
                .compose(isMerged -> {
                    if (isMerged) {
                        reunion.merged().add(story);
                        return Future.succeededFuture();
                    }
                    return story.openOrders().isEmpty() ? Future.succeededFuture() : ending.workAndEnd(story);
                });
    }

    /** Whether it stays merged. */
    private Future<Boolean> settle(Story story, Story first) {
        return switch (place) {
            case 0 -> mergeAsProposed(story, first);
            case 1 -> mergeByHand(story, first).map(done -> merged(story, BY_HAND));
            case 2 -> dismissAsProposed(story);
            default ->
                mergeByHand(story, first).map(done -> merged(story, BY_HAND)).compose(done -> separate(story));
        };
    }

    /** The server may have found another building nearby, which is not this matter, or one that is done with meanwhile. */
    private Future<Boolean> mergeAsProposed(Story story, Story first) {
        return proposal(story)
                .compose(proposal -> proposal.filter(open -> first.number().equals(open.getString("principal")))
                        .map(open -> decide(story, open, "merge").map(done -> merged(story, MERGED)))
                        .orElseGet(() -> mergeByHand(story, first).map(done -> merged(story, BY_HAND))));
    }

    private static Future<Boolean> dismissAsProposed(Story story) {
        return proposal(story).compose(proposal -> proposal.map(
                        open -> decide(story, open, "dismiss").onSuccess(done -> story.happened(DISMISSED)))
                .orElseGet(Future::succeededFuture)
                .map(done -> false));
    }

    private static boolean merged(Story story, Thing thing) {
        story.orders().forEach(order -> story.account().order(order.getString("id"), "CANCELLED"));
        story.account().becomes("MERGED");
        story.happened(thing);
        return true;
    }

    private static Future<Void> mergeByHand(Story story, Story first) {
        return story.stage()
                .caller()
                .act(
                        story.county(),
                        "/api/v1/events/" + story.number() + "/merge",
                        new JsonObject().put("into", first.number()).put("reason", "the same building"))
                .mapEmpty();
    }

    private Future<Boolean> separate(Story story) {
        Actor county = story.county();
        return story.stage()
                .caller()
                .act(
                        county,
                        "/api/v1/events/" + story.number() + "/separate",
                        new JsonObject().put("reason", "another stairway"))
                .compose(answer -> {
                    story.account().becomes("FILED");
                    story.happened(SEPARATED);
                    String unit = story.otherUnit("").orElseThrow();
                    return story.takeUp(answer).compose(done -> story.dispatchByHand(county, unit, "it is another"));
                })
                .map(done -> {
                    story.happened(OutsideScene.BY_HAND);
                    return false;
                });
    }

    private static Future<Void> decide(Story story, JsonObject proposal, String what) {
        return story.stage()
                .caller()
                .act(
                        story.county(),
                        ROOT + "/" + proposal.getValue("id") + "/" + what,
                        new JsonObject().put("reason", "looked at it"))
                .mapEmpty();
    }

    /**
     * What the server proposes for the event, soon after its filing and not at once; empty where that has lapsed already, because
     * the other was done with first.
     */
    private static Future<Optional<JsonObject>> proposal(Story story) {
        return look(story, 1).onSuccess(found -> story.happened(PROPOSED));
    }

    private static Future<Optional<JsonObject>> look(Story story, int time) {
        Stage stage = story.stage();
        return find(story, "proposed")
                .compose(open -> open.isPresent()
                        ? Future.succeededFuture(open)
                        : find(story, "dismissed").compose(lapsed -> {
                            if (lapsed.isPresent()) {
                                return Future.succeededFuture(Optional.empty());
                            }
                            return time == LOOKS_MAX || stage.pace().isStopping()
                                    ? Future.failedFuture("no duplicate was proposed for " + story.number())
                                    : stage.vertx()
                                            .timer(LOOK_MILLIS, TimeUnit.MILLISECONDS)
                                            .compose(later -> look(story, time + 1));
                        }));
    }

    private static Future<Optional<JsonObject>> find(Story story, String state) {
        return story.stage()
                .caller()
                .read(story.county(), ROOT + "?state=" + state + "&limit=500")
                .map(page -> page.getJsonArray("duplicates").stream()
                        .map(JsonObject.class::cast)
                        .filter(proposal -> story.number().equals(proposal.getString("event")))
                        .findFirst());
    }
}
