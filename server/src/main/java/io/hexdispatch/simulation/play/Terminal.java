package io.hexdispatch.simulation.play;

import io.hexdispatch.access.Actor;
import io.hexdispatch.wire.CloudEvent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.WebSocket;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A dispatch client: it acknowledges every order that comes, and sends commands. */
final class Terminal {
    private static final long ANSWER_SECONDS_MAX = 60;

    private record Waiting(Predicate<JsonObject> wanted, Promise<JsonObject> promise) {}

    private final Actor actor;
    private final Map<String, Integer> timesReceived = new HashMap<>();
    private final Map<String, Promise<JsonObject>> commands = new HashMap<>();
    private final List<Waiting> waiting = new ArrayList<>();
    /** Orders that it received without a word, until they come a second time. */
    private final Map<String, Promise<Void>> unacknowledged = new HashMap<>();

    /** Events, as source and id of the source, whose orders are to be received so. */
    private final Set<String> careless;

    private WebSocket socket;
    private long lastCommand;

    Terminal(Actor actor, Set<String> careless) {
        this.actor = actor;
        this.careless = careless;
    }

    Actor actor() {
        return actor;
    }

    void connected(WebSocket now) {
        socket = now;
        now.textMessageHandler(text -> receive(new JsonObject(text)));
    }

    boolean isConnected() {
        return socket != null && !socket.isClosed();
    }

    private void receive(JsonObject message) {
        String type = message.getString("type").substring(CloudEvent.TYPE_PREFIX.length());
        JsonObject data = message.getJsonObject("data");
        switch (type) {
            case "order.dispatched" -> dispatched(message.getString("subject"), data.getJsonObject("event"));
            case "rollcall.called" -> send("rollcall.acknowledge", message.getString("subject"), new JsonObject());
            case "command.done" -> answer(data).ifPresent(promise -> promise.tryComplete(data));
            case "command.refused" ->
                answer(data)
                        .ifPresent(promise -> promise.tryFail(new RefusedAnswerException(
                                "a command of " + actor,
                                data.getJsonObject("problem").getInteger("status"),
                                data.getJsonObject("problem").getString("detail"))));
            default -> {}
        }
        for (Waiting one : List.copyOf(waiting)) {
            if (one.wanted().test(message)) {
                waiting.remove(one);
                one.promise().tryComplete(message);
            }
        }
    }

    private void dispatched(String order, JsonObject event) {
        int times = timesReceived.merge(order, 1, Integer::sum);
        Promise<Void> lost = unacknowledged.get(order);
        if (times == 1 && careless.contains(event.getString("source") + "/" + event.getString("sourceEventId"))) {
            unacknowledged.put(order, Promise.promise());
            return;
        }
        if (lost != null) {
            unacknowledged.remove(order);
            lost.complete();
        }
        send("order.acknowledge", order, new JsonObject());
    }

    private Optional<Promise<JsonObject>> answer(JsonObject data) {
        return Optional.ofNullable(data.getString("command")).map(commands::remove);
    }

    /** Whether an order came, ever. */
    boolean hasReceived(String order) {
        return timesReceived.containsKey(order);
    }

    /** When an order has come; fails where it does not. */
    Future<Void> received(String order) {
        if (hasReceived(order)) {
            return Future.succeededFuture();
        }
        return await(
                        "order " + order,
                        message -> order.equals(message.getString("subject")) && hasReceived(order),
                        ANSWER_SECONDS_MAX)
                .mapEmpty();
    }

    /** When an order whose receipt was lost has come again; at once where none was lost. */
    Future<Void> receivedAgain(String order) {
        Promise<Void> again = unacknowledged.get(order);
        return again == null ? Future.succeededFuture() : again.future().timeout(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
    }

    /** The next message that is wanted; fails where none comes in time. */
    Future<JsonObject> await(String what, Predicate<JsonObject> wanted, long seconds) {
        Waiting one = new Waiting(wanted, Promise.promise());
        waiting.add(one);
        return one.promise().future().timeout(seconds, TimeUnit.SECONDS).recover(late -> {
            waiting.remove(one);
            return Future.failedFuture(what + " did not come to " + actor);
        });
    }

    /** Carries a command out, and gives the data of its answer; fails with {@link RefusedAnswerException} where it is refused. */
    Future<JsonObject> command(String type, String subject, JsonObject data) {
        if (!isConnected()) {
            return Future.failedFuture(actor + " is not connected");
        }
        Promise<JsonObject> promise = Promise.promise();
        String id = send(type, subject, data);
        commands.put(id, promise);
        return promise.future().timeout(ANSWER_SECONDS_MAX, TimeUnit.SECONDS).onFailure(late -> commands.remove(id));
    }

    /** Sends a command that is not answered, and gives its id. */
    String send(String type, String subject, JsonObject data) {
        String id = actor.id() + "/" + ++lastCommand;
        if (isConnected()) {
            JsonObject message = new JsonObject()
                    .put("specversion", "1.0")
                    .put("id", id)
                    .put("source", "/simulation")
                    .put("type", CloudEvent.TYPE_PREFIX + type)
                    .put("data", data);
            if (!subject.isEmpty()) {
                message.put("subject", subject);
            }
            socket.writeTextMessage(message.encode());
        }
        return id;
    }
}
