package io.hexdispatch.websocket;

import io.hexdispatch.access.Grant;
import io.hexdispatch.access.Role;
import io.hexdispatch.assignment.Roster;
import io.hexdispatch.flow.ActOnEvent;
import io.hexdispatch.flow.AnswerRollCall;
import io.hexdispatch.flow.Audit;
import io.hexdispatch.flow.Deliveries;
import io.hexdispatch.flow.LiveMap;
import io.hexdispatch.flow.ReadEvents;
import io.hexdispatch.flow.ReadFindings;
import io.hexdispatch.flow.TrackResponders;
import io.hexdispatch.flow.WorkOrder;
import io.hexdispatch.supervision.FindingState;
import io.hexdispatch.wire.CloudEvent;
import io.hexdispatch.wire.Fields;
import io.hexdispatch.wire.Problem;
import io.hexdispatch.wire.StrictJson;
import io.hexdispatch.wire.StrictJson.NotJsonException;
import io.netty.channel.Channel;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The WebSocket side: who connects gets what he is owed, then what is new, and sends commands. For one event loop. */
public final class DispatchSocket {
    /** The largest message taken from a client. */
    public static final int MESSAGE_BYTES_MAX = 64 * 1024;

    static final String PING = CloudEvent.TYPE_PREFIX + "connection.ping";

    private static final Duration EXPIRY_SWEEP = Duration.ofSeconds(1);
    private static final short FAILED = 1011;

    private static final Logger LOG = LoggerFactory.getLogger(DispatchSocket.class);

    private final Vertx vertx;
    private final Connections connections;
    private final SocketSessions sessions;
    private final ToLongFunction<Grant> pace;
    private final Messages messages;
    private final OrderDelivery orderDelivery;
    private final WaitingNews waitingNews;
    private final Commands commands;
    private final PositionCommands positionCommands;
    private final AreaFeed areaFeed;
    private final AreaCommands areaCommands;
    private final RollCallDelivery rollCallDelivery;
    private final RollCallCommands rollCallCommands;
    private final UnreadBytes unread = UnreadBytes.ofHeap();
    private final Heartbeat heartbeat;
    private final Clock clock;
    private long refused;

    /**
     * @param connections where connected clients are noted, for whoever announces to them
     * @param pace counts a message of a token: 0, or after how many nanoseconds it may be counted, and then it was not
     */
    public DispatchSocket(
            Vertx vertx,
            Connections connections,
            SocketSessions sessions,
            ToLongFunction<Grant> pace,
            Messages messages,
            Deliveries deliveries,
            OrderDelivery orderDelivery,
            AreaFeed areaFeed,
            LiveMap map,
            Roster roster,
            ReadEvents readEvents,
            ReadFindings readFindings,
            WorkOrder workOrder,
            ActOnEvent actOnEvent,
            TrackResponders trackResponders,
            RollCallDelivery rollCallDelivery,
            RollCallMessages rollCallMessages,
            AnswerRollCall answerRollCall,
            Audit audit,
            Clock clock) {
        this.vertx = vertx;
        this.connections = connections;
        this.sessions = sessions;
        this.pace = pace;
        this.messages = messages;
        this.orderDelivery = orderDelivery;
        this.waitingNews = new WaitingNews(messages, readEvents, readFindings);
        this.commands = new Commands(deliveries, workOrder, actOnEvent, audit, clock);
        this.positionCommands = new PositionCommands(trackResponders, roster, clock);
        this.areaFeed = areaFeed;
        this.areaCommands = new AreaCommands(areaFeed, map);
        this.rollCallDelivery = rollCallDelivery;
        this.rollCallCommands = new RollCallCommands(connections, rollCallMessages, answerRollCall);
        this.clock = clock;
        vertx.setPeriodic(EXPIRY_SWEEP.toMillis(), timer -> sessions.endExpired(clock.instant()));
        this.heartbeat = new Heartbeat(vertx, connections, Heartbeat.PERIOD);
    }

    /** How long a client that is let go has to say farewell as well, before its connection is cut. */
    public static Duration farewellMax() {
        return Heartbeat.FAREWELL_MAX;
    }

    /** How many commands were refused. */
    public long refused() {
        return refused;
    }

    /** How many clients were let go because nothing was heard of them. */
    public long silent() {
        return heartbeat.silent();
    }

    /** How many clients were let go because they read too slowly. */
    public long tooSlow() {
        return unread.tooSlow();
    }

    /** What all clients together have not read yet, in bytes. */
    public long unreadBytes() {
        return unread.unread();
    }

    /** Whether a role has anything to do on a WebSocket. */
    public static boolean isFor(Role role) {
        return role != Role.SOURCE;
    }

    /**
     * Serves a client that is known.
     *
     * @param channel by which {@code socket} came
     * @param left to be run when it is gone
     */
    void serve(Grant grant, ServerWebSocket socket, Channel channel, Runnable left) {
        Connection connection = new Connection(grant, socket, channel, unread);
        connections.add(connection);
        connection.onLeaving(() -> {
            connections.remove(connection);
            areaFeed.forget(connection);
            left.run();
        });
        Inflow inflow = new Inflow(vertx, connection, () -> pace.applyAsLong(grant));
        TextMessages.receive(socket, MESSAGE_BYTES_MAX, text -> {
            connection.heard();
            if (grant.isOver(clock.instant())) {
                sessions.endExpired(clock.instant());
                return;
            }
            inflow.came();
            command(connection, text).onComplete(done -> inflow.done());
        });
        LOG.atDebug().addKeyValue("actor", connection.actor()).log("connected");
        // From here on new orders come at once, so none can fall between what is owed and what is new.
        sendOwed(connection);
    }

    private void sendOwed(Connection connection) {
        // Roll calls first: they are few, and their time is short.
        Future<Void> sent = rollCallDelivery
                .sendOwed(connection)
                .compose(done -> switch (connection.actor().role()) {
                    case RESPONDER -> orderDelivery.sendOwed(connection);
                    case UNIT ->
                        orderDelivery
                                .sendOwed(connection)
                                .compose(orders -> waitingNews.sendFindings(connection, FindingState.OPEN));
                    case CENTRE ->
                        waitingNews
                                .sendEvents(connection)
                                .compose(events -> waitingNews.sendFindings(connection, FindingState.OPEN));
                    case ADMIN, SUPERVISOR ->
                        waitingNews
                                .sendEvents(connection)
                                .compose(events -> waitingNews.sendFindings(connection, FindingState.OPEN))
                                .compose(open -> waitingNews.sendFindings(connection, FindingState.ANSWERED));
                    case SOURCE, GIS -> Future.succeededFuture();
                });
        sent.onFailure(failure -> {
            if (connection.isGone()) {
                return;
            }
            LOG.atWarn()
                    .addKeyValue("actor", connection.actor())
                    .setCause(failure)
                    .log("owed orders not sent");
            connection.letGo(FAILED, "what you are owed could not be read; connect again");
        });
    }

    private Future<?> command(Connection connection, String text) {
        Fields fields;
        try {
            if (!(StrictJson.read(text.getBytes(StandardCharsets.UTF_8)) instanceof JsonObject json)) {
                return refuse(connection, Optional.empty(), Problem.of(400, "a message is a JSON object"));
            }
            fields = Fields.of(json);
        } catch (NotJsonException e) {
            return refuse(connection, Optional.empty(), Problem.of(400, e.getMessage()));
        }
        Optional<CloudEvent> command = CloudEvent.read(fields);
        if (command.isEmpty()) {
            refused++;
            return connection.send(messages.commandRefused(
                    fields.json().getValue("id") instanceof String id ? Optional.of(id) : Optional.empty(),
                    Optional.empty(),
                    Problem.ofFaults(fields.faults())));
        }
        return carryOut(connection, command.get()).onFailure(failure -> refuse(connection, command, problem(failure)));
    }

    private Future<?> carryOut(Connection connection, CloudEvent command) {
        if (positionCommands.takes(command)) {
            return positionCommands.carryOut(connection.actor(), command);
        }
        if (rollCallCommands.takes(command)) {
            return rollCallCommands.carryOut(connection, command);
        }
        if (areaCommands.takes(command)) {
            return areaCommands.carryOut(connection, command);
        }
        if (command.type().equals(PING)) {
            return connection.send(messages.pong(command));
        }
        return commands.carryOut(connection.actor(), command)
                .onSuccess(changed ->
                        changed.ifPresent(caseFile -> connection.send(messages.commandDone(command, caseFile))));
    }

    private Future<Void> refuse(Connection connection, Optional<CloudEvent> command, Problem problem) {
        refused++;
        return connection.send(
                messages.commandRefused(command.map(CloudEvent::id), command.flatMap(CloudEvent::subject), problem));
    }

    private static Problem problem(Throwable failure) {
        return failure instanceof Commands.FaultyCommandException faulty
                ? Problem.ofFaults(faulty.faults().stream()
                        .map(fault -> new Fields.Fault("/data" + fault.pointer(), fault.detail()))
                        .toList())
                : Problem.of(failure);
    }

    /** Tells every client that the server stops, so that it comes back later. */
    public Future<Void> close() {
        return Future.join(connections.all().stream()
                        .map(connection -> connection.letGo(Connection.GOING_AWAY, "the server stops"))
                        .toList())
                .mapEmpty();
    }
}
