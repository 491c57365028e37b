package io.hexdispatch.simulation.play;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.assignment.Unit;
import io.hexdispatch.simulation.books.Account;
import io.hexdispatch.simulation.books.Thing;
import io.hexdispatch.simulation.day.Part;
import io.hexdispatch.simulation.day.PlannedEvent;
import io.hexdispatch.source.SourceKind;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * One event's life as it is played: what is done with it, by whom, and what the books say of it. Each step succeeds when the server
 * has said that it is done. Chance comes from the plan alone. For the thread of the simulation alone.
 */
public final class Story {
    public static final Thing DELIVERED = Thing.of("order delivered and acknowledged 送达");
    public static final Thing ACCEPTED = Thing.of("order accepted 接单");
    public static final Thing ARRIVED = Thing.of("arrived on the scene 到场");
    public static final Thing COMPLETED = Thing.of("order completed 办结");
    public static final Thing JOINT = Thing.of("several units had to be done 协办");
    public static final Thing DEDICATED = Thing.of("a dedicated grid answered 重点专属网格");
    public static final Thing COLD = Thing.of("heating failure 供热故障");
    public static final Thing STORM = Thing.of("storm 暴雨");

    private final Stage stage;
    private final PlannedEvent plan;
    private final Account account;
    private final SplittableRandom dice;
    private JsonObject event = new JsonObject();

    public Story(Stage stage, PlannedEvent plan) {
        this.stage = stage;
        this.plan = plan;
        this.account = stage.books().open(plan, stage.sources().key(plan.source()));
        this.dice = stage.day().dice(plan);
    }

    /** The line of the table for what a source reports. */
    public static Thing reportedBy(SourceKind kind) {
        return Thing.of("reported: " + kind.text() + " " + kind.chineseName());
    }

    public Stage stage() {
        return stage;
    }

    public PlannedEvent plan() {
        return plan;
    }

    public Account account() {
        return account;
    }

    /** Chance that belongs to this event alone. */
    public SplittableRandom dice() {
        return dice;
    }

    public String number() {
        return account.number().orElse("(not filed)");
    }

    /** The event as the server last answered it. */
    public JsonObject event() {
        return event;
    }

    public void happened(Thing thing) {
        stage.books().happened(thing, number());
    }

    /** The source reports it, and whoever has an order of it gets it. */
    public Future<Void> begin() {
        return stage.intake().report(plan).compose(filed -> {
            account.filed(filed.getString("number"));
            happened(reportedBy(plan.source()));
            if (plan.part() == Part.HEATING_FAILURE) {
                happened(COLD);
            } else if (plan.part() == Part.STORM) {
                happened(STORM);
            }
            if (grid(filed, "DEDICATED").isPresent()) {
                happened(DEDICATED);
            }
            return takeUp(filed);
        });
    }

    /** Takes the server's word for what orders there are now, and waits until those that are new have come to their holders. */
    public Future<Void> takeUp(JsonObject answered) {
        event = answered;
        List<Future<Void>> deliveries = new ArrayList<>();
        for (JsonObject order : openOrders()) {
            String id = order.getString("id");
            if (!account.knowsOrder(id)) {
                account.order(id, "DISPATCHED");
                deliveries.add(delivered(order, id));
            }
        }
        if (!deliveries.isEmpty() && account.orders("ACCEPTED", "ON_SCENE", "DONE") == 0) {
            account.becomes("DISPATCHED");
        }
        return Future.all(deliveries).mapEmpty();
    }

    private Future<Void> delivered(JsonObject order, String id) {
        Actor unit = new Actor(Role.UNIT, order.getString("unit"));
        Actor holder = stage.crew().holder(order);
        return stage.terminals()
                .received(unit, id)
                .compose(done -> stage.terminals().received(holder, id))
                .onSuccess(done -> stage.books().happened(DELIVERED, id));
    }

    public List<JsonObject> orders() {
        return event.getJsonArray("orders").stream().map(JsonObject.class::cast).toList();
    }

    /** The orders that somebody has to work. */
    public List<JsonObject> openOrders() {
        return orders().stream()
                .filter(order -> List.of("DISPATCHED", "ACCEPTED", "ON_SCENE").contains(order.getString("status")))
                .toList();
    }

    public Actor holder(JsonObject order) {
        return stage.crew().holder(order);
    }

    /** The centre that answers for its place: a township's, a dedicated grid's, or the city's. */
    public Actor centre() {
        return Stage.centre(event.getString("centre"));
    }

    /** The centre of its county; the city's where it lies in none. */
    public Actor county() {
        return grid(event, "COUNTY").map(Stage::centre).orElse(stage.cityCentre());
    }

    private static Optional<String> grid(JsonObject event, String level) {
        return event.getJsonArray("grids").stream()
                .map(JsonObject.class::cast)
                .filter(grid -> grid.getString("level").equals(level))
                .map(grid -> grid.getString("code"))
                .findFirst();
    }

    /** Does something with the event as a whole, and takes up what comes of it. */
    public Future<Void> act(Actor by, String action, JsonObject body) {
        return stage.act(by, number(), action, body).compose(this::takeUp);
    }

    /** Tries what must be refused with a status. A 403 is expected in the audit, too. */
    public Future<Void> refused(Actor by, String action, JsonObject body, int status) {
        return stage.act(by, number(), action, body).transform(done -> {
            if (done.failed() && done.cause() instanceof RefusedAnswerException refused && refused.status() == status) {
                if (status == 403) {
                    stage.refusals().note(by, action, number());
                }
                return Future.succeededFuture();
            }
            return Future.failedFuture(action + " of " + number() + " by " + by + " should have been refused with "
                    + status + " and was " + (done.failed() ? done.cause().getMessage() : "done"));
        });
    }

    /** Works an order, whose state is then another. */
    public Future<Void> work(Actor by, JsonObject order, String action, String becomes, JsonObject data) {
        String id = order.getString("id");
        return stage.terminals().command(by, "order." + action, id, data).compose(answer -> {
            account.order(id, becomes);
            return takeUp(answer.getJsonObject("event"));
        });
    }

    public Future<Void> accept(JsonObject order) {
        return work(holder(order), order, "accept", "ACCEPTED", new JsonObject())
                .onSuccess(done -> {
                    account.becomes("IN_PROGRESS");
                    happened(ACCEPTED);
                });
    }

    private Future<Void> arrive(JsonObject order) {
        Actor holder = holder(order);
        if (holder.role() == Role.RESPONDER && !plan.county().isEmpty()) {
            stage.terminals()
                    .send(
                            holder,
                            "responder.position",
                            "",
                            new JsonObject()
                                    .put("lon", plan.place().longitude())
                                    .put("lat", plan.place().latitude()));
        }
        return work(holder, order, "arrive", "ON_SCENE", new JsonObject()).onSuccess(done -> happened(ARRIVED));
    }

    private Future<Void> complete(JsonObject order) {
        return work(holder(order), order, "complete", "DONE", new JsonObject()).onSuccess(done -> {
            if (account.orders("DISPATCHED", "ACCEPTED", "ON_SCENE") == 0) {
                account.becomes("RESOLVED");
            }
            happened(COMPLETED);
        });
    }

    /** Whoever holds an open order accepts it, goes there where there is a scene, and completes it; one after another. */
    public Future<Void> workAll() {
        List<JsonObject> open = openOrders();
        if (open.isEmpty()) {
            return Future.failedFuture("nobody has an order of " + number());
        }
        if (open.size() > 1) {
            happened(JOINT);
        }
        Future<Void> all = Future.succeededFuture();
        for (JsonObject order : open) {
            all = all.compose(done -> work(order));
        }
        return all;
    }

    private Future<Void> work(JsonObject order) {
        boolean isAccepted = !order.getString("status").equals("DISPATCHED");
        boolean hasScene = dice.nextInt(10) < 8;
        Future<Void> accepted = isAccepted
                ? Future.succeededFuture()
                : stage.pace().pause(minutes(1, 8)).compose(now -> accept(order));
        return accepted.compose(done -> stage.pace().pause(minutes(10, 40)))
                .compose(now -> hasScene ? arrive(order) : Future.succeededFuture())
                .compose(done -> stage.pace().pause(minutes(15, 90)))
                .compose(now -> complete(order));
    }

    /** Some minutes, in seconds. */
    public double minutes(int least, int most) {
        return 60 * (least + dice.nextDouble() * (most - least));
    }

    /** Where nobody is competent a centre chooses a unit. */
    public Future<Void> dispatchByHand(Actor by, String unit, String reason) {
        return stage.caller()
                .act(
                        by,
                        "/api/v1/events/" + number() + "/orders",
                        new JsonObject().put("unit", unit).put("reason", reason))
                .compose(this::takeUp);
    }

    /** A unit of the same area as another, which has no order of this event. */
    public Optional<String> otherUnit(String unit) {
        String area = stage.city()
                .rules()
                .unit(unit)
                .map(Unit::area)
                .orElse(stage.city().city());
        List<String> had =
                orders().stream().map(order -> order.getString("unit")).toList();
        List<String> others = stage.city().units().stream()
                .filter(each -> each.area().equals(area) && !had.contains(each.code()))
                .map(Unit::code)
                .sorted()
                .toList();
        return others.isEmpty() ? Optional.empty() : Optional.of(others.get(dice.nextInt(others.size())));
    }
}
