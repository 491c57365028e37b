package io.hexdispatch.simulation.play;

import io.hexdispatch.access.Actor;
import io.hexdispatch.wire.CloudEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** All dispatch clients of the city: responders, units and centres, each at a WebSocket of its own. */
public final class Terminals {
    /** The most that are open at once. */
    public static final int TERMINALS_MAX = 4_000;

    private static final int MESSAGE_BYTES_MAX = 1024 * 1024;
    private static final int CONNECT_AT_ONCE = 16;
    private static final long PAUSE_MILLIS = 1_000;

    private final Vertx vertx;
    private final Caller caller;
    private final WebSocketClient client;
    private final Map<Actor, Terminal> terminals = new HashMap<>();
    private final Set<String> careless = new HashSet<>();
    private boolean isClosing;

    public Terminals(Vertx vertx, Caller caller) {
        this.vertx = vertx;
        this.caller = caller;
        this.client = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setSsl("https".equals(caller.server().getScheme()))
                .setMaxConnections(TERMINALS_MAX)
                .setMaxFrameSize(MESSAGE_BYTES_MAX)
                .setMaxMessageSize(MESSAGE_BYTES_MAX));
    }

    /** Opens them all, some at a time. */
    public Future<Void> open(List<Actor> actors) {
        if (terminals.size() + actors.size() > TERMINALS_MAX) {
            return Future.failedFuture(actors.size() + " terminals; at most " + TERMINALS_MAX + " are opened");
        }
        Future<Void> all = Future.succeededFuture();
        for (int from = 0; from < actors.size(); from += CONNECT_AT_ONCE) {
            List<Actor> some = actors.subList(from, Math.min(actors.size(), from + CONNECT_AT_ONCE));
            all = all.compose(done -> {
                List<Future<Void>> opening = new ArrayList<>();
                some.forEach(actor -> opening.add(open(actor)));
                return Future.all(opening).mapEmpty();
            });
        }
        return all;
    }

    private Future<Void> open(Actor actor) {
        Terminal terminal = new Terminal(actor, careless);
        terminals.put(actor, terminal);
        return connect(terminal);
    }

    private Future<Void> connect(Terminal terminal) {
        URI server = caller.server();
        return client.connect(new WebSocketConnectOptions()
                        .setHost(server.getHost())
                        .setPort(Caller.port(server))
                        .setURI("/ws")
                        .addSubProtocol(CloudEvent.SUBPROTOCOL)
                        .addHeader("Authorization", "Bearer " + caller.token(terminal.actor())))
                .map(socket -> {
                    terminal.connected(socket);
                    socket.exceptionHandler(broken -> {});
                    socket.closeHandler(closed -> again(terminal));
                    return null;
                });
    }

    private void again(Terminal terminal) {
        if (!isClosing) {
            vertx.timer(PAUSE_MILLIS, TimeUnit.MILLISECONDS)
                    .compose(later -> connect(terminal))
                    .onFailure(failure -> again(terminal));
        }
    }

    public int count() {
        return terminals.size();
    }

    public boolean has(Actor actor) {
        return terminals.containsKey(actor);
    }

    /** When an order has come to the terminal of its holder. */
    public Future<Void> received(Actor holder, String order) {
        return terminals.get(holder).received(order);
    }

    /** The orders of an event are not acknowledged when they first come, so that the server has to send them again. */
    public void loseReceiptsOf(String source, String sourceEventId) {
        careless.add(source + "/" + sourceEventId);
    }

    /** When an order whose receipt was lost has come again; at once where none was lost. */
    public Future<Void> receivedAgain(Actor holder, String order) {
        return terminals.get(holder).receivedAgain(order);
    }

    /** The next message to somebody that is wanted, such as a warning. */
    public Future<JsonObject> await(Actor actor, String what, Predicate<JsonObject> wanted, long seconds) {
        return terminals.get(actor).await(what, wanted, seconds);
    }

    /** Carries a command out, and gives the data of its answer. */
    public Future<JsonObject> command(Actor actor, String type, String subject, JsonObject data) {
        return terminals.get(actor).command(type, subject, data);
    }

    /** Sends what is not answered. */
    public void send(Actor actor, String type, String subject, JsonObject data) {
        terminals.get(actor).send(type, subject, data);
    }

    public void close() {
        isClosing = true;
        client.close();
    }
}
