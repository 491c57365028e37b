package io.hexdispatch.websocket;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.event.EventStatus;
import io.hexdispatch.flow.ActOnEvent;
import io.hexdispatch.flow.AnswerRollCall;
import io.hexdispatch.flow.Audit;
import io.hexdispatch.flow.Deliveries;
import io.hexdispatch.flow.Deliveries.Owed;
import io.hexdispatch.flow.Findings;
import io.hexdispatch.flow.ReadEvents;
import io.hexdispatch.flow.ReadFindings;
import io.hexdispatch.flow.TrackResponders;
import io.hexdispatch.flow.WorkOrder;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.order.OrderId;
import io.hexdispatch.supervision.FindingState;
import io.hexdispatch.wire.CloudEvent;
import io.hexdispatch.wire.Fields;
import io.hexdispatch.wire.Problem;
import io.hexdispatch.wire.StrictJson;
import io.hexdispatch.wire.StrictJson.NotJsonException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The WebSocket side: who connects gets what he is owed, then what is new, and sends commands. What is not acknowledged is sent
 * again. For one event loop.
 */
public final class DispatchSocket {
    /** The largest message taken from a client. */
    public static final int MESSAGE_BYTES_MAX = 64 * 1024;

    /** A client from which nothing comes for twice as long, not even a pong, is gone. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private static final Duration REDELIVERY_SWEEP = Duration.ofSeconds(5);
    private static final Duration ACKNOWLEDGE_WITHIN = Duration.ofSeconds(10);
    private static final int PAGE = 200;
    private static final int COMMANDS_UNDER_WAY_MAX = 256;

    private static final Logger LOG = LoggerFactory.getLogger(DispatchSocket.class);

    private final Connections connections;
    private final Messages messages;
    private final Deliveries deliveries;
    private final ReadEvents readEvents;
    private final ReadFindings readFindings;
    private final Commands commands;
    private final RollCallDelivery rollCallDelivery;
    private final RollCallCommands rollCallCommands;
    private final Clock clock;
    private boolean redelivering;

    /** @param connections where connected clients are noted, for whoever announces to them */
    public DispatchSocket(
            Vertx vertx,
            Connections connections,
            Messages messages,
            Deliveries deliveries,
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
        this.connections = connections;
        this.messages = messages;
        this.deliveries = deliveries;
        this.readEvents = readEvents;
        this.readFindings = readFindings;
        this.commands = new Commands(deliveries, workOrder, actOnEvent, trackResponders, audit, clock);
        this.rollCallDelivery = rollCallDelivery;
        this.rollCallCommands = new RollCallCommands(connections, rollCallMessages, answerRollCall);
        this.clock = clock;
        vertx.setPeriodic(HEARTBEAT.toMillis(), timer -> beat());
        vertx.setPeriodic(REDELIVERY_SWEEP.toMillis(), timer -> redeliver());
    }

    /** Whether a role has anything to do on a WebSocket. */
    public static boolean isFor(Role role) {
        return role != Role.SOURCE;
    }

    /** Turns an authenticated request into a WebSocket. */
    public void accept(HttpServerRequest request, Actor actor) {
        request.toWebSocket()
                .onSuccess(socket -> {
                    // Held as long as the socket lives, at 1.5 KB for each of many, and a token among them.
                    request.headers().clear();
                    serve(new Connection(actor, socket));
                })
                .onFailure(failure -> LOG.atDebug()
                        .addKeyValue("actor", actor)
                        .setCause(failure)
                        .log("no WebSocket"));
    }

    private void serve(Connection connection) {
        ServerWebSocket socket = connection.socket();
        connections.add(connection);
        socket.closeHandler(closed -> connections.remove(connection));
        int[] underWay = {0};
        TextMessages.receive(socket, MESSAGE_BYTES_MAX, text -> {
            connection.heard();
            if (++underWay[0] == COMMANDS_UNDER_WAY_MAX) {
                socket.pause();
            }
            command(connection, text).onComplete(done -> {
                if (underWay[0]-- == COMMANDS_UNDER_WAY_MAX) {
                    socket.resume();
                }
            });
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
                    case RESPONDER -> sendOwedOrders(connection, Optional.empty());
                    case UNIT ->
                        sendOwedOrders(connection, Optional.empty())
                                .compose(orders -> sendFindings(connection, FindingState.OPEN, Optional.empty()));
                    case CENTRE ->
                        sendWaitingEvents(connection)
                                .compose(events -> sendFindings(connection, FindingState.OPEN, Optional.empty()));
                    case ADMIN, SUPERVISOR ->
                        sendWaitingEvents(connection)
                                .compose(events -> sendFindings(connection, FindingState.OPEN, Optional.empty()))
                                .compose(open -> sendFindings(connection, FindingState.ANSWERED, Optional.empty()));
                    case SOURCE, GIS -> Future.succeededFuture();
                });
        sent.onFailure(failure -> {
            if (connection.socket().isClosed()) {
                return;
            }
            LOG.atWarn()
                    .addKeyValue("actor", connection.actor())
                    .setCause(failure)
                    .log("owed orders not sent");
            connection.socket().close((short) 1011, "what you are owed could not be read; connect again");
        });
    }

    private Future<Void> sendOwedOrders(Connection connection, Optional<OrderId> after) {
        return deliveries
                .owed(List.of(connection.actor()), clock.instant().plusSeconds(1), after, PAGE)
                .compose(page -> {
                    page.forEach(this::deliver);
                    if (page.size() < PAGE) {
                        return Future.succeededFuture();
                    }
                    return drained(connection)
                            .compose(ready -> sendOwedOrders(connection, Optional.of(idOf(page.get(page.size() - 1)))));
                });
    }

    /** What waits for a centre: events to dispatch by hand, to approve something of, to verify and to close. */
    private Future<Void> sendWaitingEvents(Connection connection) {
        return sendList(connection, Optional.empty(), true, false, Optional.empty())
                .compose(done -> sendList(connection, Optional.empty(), false, true, Optional.empty()))
                .compose(
                        done -> sendList(connection, Optional.of(EventStatus.RESOLVED), false, false, Optional.empty()))
                .compose(done ->
                        sendList(connection, Optional.of(EventStatus.VERIFIED), false, false, Optional.empty()));
    }

    private Future<Void> sendList(
            Connection connection,
            Optional<EventStatus> status,
            boolean queued,
            boolean requested,
            Optional<EventNumber> before) {
        return readEvents
                .list(
                        connection.actor(),
                        new ReadEvents.Wish(
                                Optional.empty(),
                                status,
                                Optional.empty(),
                                Optional.empty(),
                                queued,
                                requested,
                                before,
                                PAGE))
                .compose(page -> {
                    page.forEach(caseFile -> connection.send(messages.event(Messages.EVENT_WAITING, caseFile)));
                    if (page.size() < PAGE) {
                        return Future.succeededFuture();
                    }
                    CaseFile last = page.get(page.size() - 1);
                    return drained(connection)
                            .compose(ready -> sendList(
                                    connection,
                                    status,
                                    queued,
                                    requested,
                                    Optional.of(last.event().number())));
                });
    }

    /** What somebody has to answer, or to judge. */
    private Future<Void> sendFindings(Connection connection, FindingState state, Optional<Long> before) {
        return readFindings
                .list(new Findings.Query(
                        connection.actor(),
                        Optional.empty(),
                        Optional.of(state),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        before,
                        PAGE))
                .compose(page -> {
                    page.forEach(finding -> connection.send(messages.finding(finding, connection.actor())));
                    if (page.size() < PAGE) {
                        return Future.succeededFuture();
                    }
                    long last = page.get(page.size() - 1).id();
                    return drained(connection).compose(ready -> sendFindings(connection, state, Optional.of(last)));
                });
    }

    /** When the client has read enough for the next page; its going away ends the sending. */
    private Future<Void> drained(Connection connection) {
        ServerWebSocket socket = connection.socket();
        if (socket.isClosed()) {
            return Future.failedFuture("closed");
        }
        if (!socket.writeQueueFull()) {
            return Future.succeededFuture();
        }
        Promise<Void> promise = Promise.promise();
        socket.drainHandler(drained -> promise.tryComplete());
        return promise.future();
    }

    private void deliver(Owed owed) {
        owed.caseFile().order(owed.ordinal()).ifPresent(order -> {
            String message = messages.orderDispatched(owed.caseFile(), order);
            connections.of(owed.recipient()).forEach(connection -> connection.send(message));
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
            return connection.send(messages.commandRefused(
                    fields.json().getValue("id") instanceof String id ? Optional.of(id) : Optional.empty(),
                    Optional.empty(),
                    Problem.ofFaults(fields.faults())));
        }
        Future<?> outcome = rollCallCommands.takes(command.get())
                ? rollCallCommands.carryOut(connection, command.get())
                : commands.carryOut(connection.actor(), command.get())
                        .onSuccess(changed -> changed.ifPresent(
                                caseFile -> connection.send(messages.commandDone(command.get(), caseFile))));
        return outcome.onFailure(failure -> refuse(connection, command, problem(failure)));
    }

    private Future<Void> refuse(Connection connection, Optional<CloudEvent> command, Problem problem) {
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

    private void beat() {
        for (Connection connection : connections.all()) {
            if (connection.wasHeard()) {
                connection.ping();
            } else {
                LOG.atInfo().addKeyValue("actor", connection.actor()).log("gone without a word");
                connection.socket().close((short) 1001, "nothing was heard from you");
            }
        }
    }

    private void redeliver() {
        List<Actor> recipients = connections.recipients();
        if (recipients.isEmpty() || redelivering || deliveries.isBehindWithReceipts()) {
            return;
        }
        redelivering = true;
        redeliver(recipients, clock.instant().minus(ACKNOWLEDGE_WITHIN), Optional.empty())
                .onFailure(failure -> LOG.atWarn().setCause(failure).log("unacknowledged orders not read"))
                .onComplete(done -> redelivering = false);
    }

    private Future<Void> redeliver(List<Actor> recipients, Instant before, Optional<OrderId> after) {
        return deliveries.owed(recipients, before, after, PAGE).compose(page -> {
            page.forEach(this::deliver);
            return page.size() < PAGE
                    ? Future.succeededFuture()
                    : redeliver(recipients, before, Optional.of(idOf(page.get(page.size() - 1))));
        });
    }

    private static OrderId idOf(Owed owed) {
        return new OrderId(owed.caseFile().event().number(), owed.ordinal());
    }

    /** Tells every client that the server stops, so that it comes back later. */
    public Future<Void> close() {
        return Future.join(connections.all().stream()
                        .map(connection -> connection.socket().close((short) 1001, "the server stops"))
                        .toList())
                .mapEmpty();
    }
}
