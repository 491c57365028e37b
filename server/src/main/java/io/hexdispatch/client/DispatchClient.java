package io.hexdispatch.client;

import io.hexdispatch.client.SeenMessages.State;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A client of the server's WebSocket that stays connected: it comes back after every break, with a pause that grows and differs from
 * client to client, follows its areas again, hands on each message once, and acknowledges an order or a roll call when it has been
 * handled. It works on one event loop of the Vert.x that it is given; its methods may be called from any thread.
 */
public final class DispatchClient {
    private static final int MESSAGE_BYTES_MAX = 4 * 1024 * 1024;
    private static final Duration LASTING = Duration.ofSeconds(5);
    private static final int SILENT_BEATS_MAX = 2;

    /** What is acknowledged, and with what. */
    private static final Map<String, String> ACKNOWLEDGED =
            Map.of("order.dispatched", "order.acknowledge", "rollcall.called", "rollcall.acknowledge");

    /** What is no news of its own, and what has an order of its own. */
    private static final Set<String> NEVER_AGAIN =
            Set.of("area.snapshot", "area.changed", "area.positions", "area.ended", "command.refused");

    private final Vertx vertx;
    private final Context context;
    private final ClientOptions options;
    private final Listener listener;
    private final WebSocketClient client;
    private final Backoff backoff;
    private final SeenMessages seen;
    private final FollowedAreas areas = new FollowedAreas();
    private final Map<String, Promise<Message>> commands = new HashMap<>();
    private final Promise<Void> ended = Promise.promise();
    private WebSocket socket;
    private int silentBeats;
    private boolean isClosed;

    private DispatchClient(Vertx vertx, ClientOptions options, Listener listener) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.options = options;
        this.listener = listener;
        WebSocketClientOptions connecting = new WebSocketClientOptions()
                .setSsl(options.isSecure())
                .setMaxFrameSize(MESSAGE_BYTES_MAX)
                .setMaxMessageSize(MESSAGE_BYTES_MAX);
        options.trust().ifPresent(connecting::setTrustOptions);
        this.client = vertx.createWebSocketClient(connecting);
        this.backoff = new Backoff(options.pauseMin(), options.pauseMax(), () -> ThreadLocalRandom.current()
                .nextDouble());
        this.seen = new SeenMessages(options.seenMax());
    }

    /** Connects, now and whenever the connection breaks, until {@link #close}. */
    public static DispatchClient open(Vertx vertx, ClientOptions options, Listener listener) {
        DispatchClient opened = new DispatchClient(vertx, options, listener);
        opened.context.runOnContext(turn -> opened.connect());
        vertx.setPeriodic(
                options.heartbeat().toMillis(), timer -> opened.context.runOnContext(turn -> opened.beat(timer)));
        return opened;
    }

    /** Succeeds after {@link #close}; fails where the server refuses the token, which no further attempt would change. */
    public Future<Void> ended() {
        return ended.future();
    }

    /** Follows an area from now on, after every break anew: the snapshot and the changes come to the listener. */
    public void follow(String area, boolean withPositions) {
        context.runOnContext(turn -> {
            areas.add(area, withPositions);
            write("area.subscribe", area, new JsonObject().put("positions", withPositions));
        });
    }

    public void unfollow(String area) {
        context.runOnContext(turn -> {
            areas.remove(area);
            write("area.unsubscribe", area, new JsonObject());
        });
    }

    /**
     * Sends a command that is answered, such as {@code order.accept}. Fails with {@link CommandFailedException} where it is refused, or
     * the connection is lost before the answer; orders may be acted on again then without harm.
     */
    public Future<Message> command(String type, String subject, JsonObject data) {
        Promise<Message> answer = Promise.promise();
        context.runOnContext(turn -> {
            Optional<String> id = write(type, subject, data);
            if (id.isPresent()) {
                commands.put(id.get(), answer);
            } else {
                answer.fail(CommandFailedException.lost("there is no connection"));
            }
        });
        return answer.future();
    }

    /** Sends what is not answered, such as {@code responder.position}; without a connection it is left out. */
    public void tell(String type, String subject, JsonObject data) {
        context.runOnContext(turn -> write(type, subject, data));
    }

    /** Ends the connection for good. */
    public Future<Void> close() {
        Promise<Void> closed = Promise.promise();
        context.runOnContext(turn -> {
            isClosed = true;
            Future<Void> farewell = socket == null ? Future.succeededFuture() : socket.close();
            farewell.transform(done -> client.close()).onComplete(done -> {
                ended.tryComplete();
                closed.complete();
            });
        });
        return closed.future();
    }

    private void connect() {
        if (isClosed) {
            return;
        }
        client.connect(new WebSocketConnectOptions()
                        .setHost(options.url().getHost())
                        .setPort(options.port())
                        .setSsl(options.isSecure())
                        .setURI("/ws")
                        .addSubProtocol("cloudevents.json")
                        .addHeader("Authorization", "Bearer " + options.token()))
                .map(opened -> {
                    // Nothing may be lost between the handshake and the handlers.
                    opened.pause();
                    return opened;
                })
                .onComplete(attempt -> context.runOnContext(turn -> {
                    if (attempt.succeeded()) {
                        serve(attempt.result());
                    } else if (isAboutTheToken(attempt.cause())) {
                        isClosed = true;
                        ended.tryFail(attempt.cause());
                    } else {
                        connectLater("no connection: " + attempt.cause().getMessage());
                    }
                }));
    }

    private static boolean isAboutTheToken(Throwable failure) {
        return failure instanceof UpgradeRejectedException rejected
                && (rejected.getStatus() == 401 || rejected.getStatus() == 403);
    }

    private void connectLater(String why) {
        if (!isClosed) {
            Duration pause = backoff.next();
            listener.disconnected(why, pause);
            vertx.setTimer(pause.toMillis(), timer -> context.runOnContext(turn -> connect()));
        }
    }

    private void serve(WebSocket opened) {
        if (isClosed) {
            opened.close();
            return;
        }
        socket = opened;
        silentBeats = 0;
        opened.textMessageHandler(text -> context.runOnContext(turn -> receive(opened, text)));
        opened.pongHandler(pong -> silentBeats = 0);
        opened.exceptionHandler(failure -> {});
        opened.closeHandler(closed -> context.runOnContext(turn -> lost(
                opened,
                "the server closed the connection"
                        + (opened.closeReason() == null ? "" : ": " + opened.closeReason()))));
        vertx.setTimer(LASTING.toMillis(), timer -> {
            if (socket == opened) {
                backoff.reset();
            }
        });
        listener.connected();
        areas.wishes().forEach((area, wish) -> write("area.subscribe", area, wish));
        opened.resume();
    }

    private void lost(WebSocket closed, String why) {
        if (socket != closed) {
            return;
        }
        socket = null;
        Map<String, Promise<Message>> open = new HashMap<>(commands);
        commands.clear();
        open.values().forEach(answer -> answer.tryFail(CommandFailedException.lost(why)));
        connectLater(why);
    }

    private void beat(long timer) {
        if (isClosed) {
            vertx.cancelTimer(timer);
        } else if (socket != null) {
            WebSocket current = socket;
            if (++silentBeats > SILENT_BEATS_MAX) {
                lost(current, "nothing was heard from the server");
                current.close();
            } else {
                current.writePing(Buffer.buffer());
            }
        }
    }

    private Optional<String> write(String type, String subject, JsonObject data) {
        if (socket == null) {
            return Optional.empty();
        }
        String id = UUID.randomUUID().toString();
        JsonObject message = new JsonObject()
                .put("specversion", "1.0")
                .put("id", id)
                .put("source", "/client/java")
                .put("type", Message.TYPE_PREFIX + type)
                .put("data", data);
        if (!subject.isEmpty()) {
            message.put("subject", subject);
        }
        socket.writeTextMessage(message.encode());
        return Optional.of(id);
    }

    private void receive(WebSocket from, String text) {
        if (from != socket) {
            return;
        }
        silentBeats = 0;
        Message message = Message.of(new JsonObject(text));
        Promise<Message> asked = message.command().map(commands::remove).orElse(null);
        if (asked != null) {
            if (message.type().equals("command.refused")) {
                asked.tryFail(CommandFailedException.refused(message.data().getJsonObject("problem")));
            } else {
                asked.tryComplete(message);
            }
            return;
        }
        if (message.type().equals("connection.pong") || isBesideTheOrder(message)) {
            return;
        }
        if (NEVER_AGAIN.contains(message.type())) {
            listener.message(message);
            return;
        }
        handleOnce(message);
    }

    /** Whether a message of an area is not the next one; then the area is followed anew, with a snapshot. */
    private boolean isBesideTheOrder(Message message) {
        if (!message.data().containsKey("sequence") || areas.isNext(message.data())) {
            return false;
        }
        String area = message.data().getString("area");
        if (areas.contains(area)) {
            write("area.subscribe", area, areas.wishes().get(area));
        }
        return true;
    }

    private void handleOnce(Message message) {
        String key = message.type() + " " + message.id();
        State state = seen.note(key);
        if (state == State.HANDLED) {
            acknowledge(message);
        } else if (state == State.NEW) {
            Future<?> handled;
            try {
                handled = listener.message(message);
            } catch (RuntimeException failure) {
                handled = Future.failedFuture(failure);
            }
            handled.onComplete(done -> context.runOnContext(turn -> {
                if (done.succeeded()) {
                    seen.handled(key);
                    acknowledge(message);
                } else {
                    seen.forget(key);
                }
            }));
        }
    }

    private void acknowledge(Message message) {
        String with = ACKNOWLEDGED.get(message.type());
        if (with != null && options.isAcknowledging()) {
            write(with, message.subject().orElse(""), new JsonObject());
        }
    }
}
