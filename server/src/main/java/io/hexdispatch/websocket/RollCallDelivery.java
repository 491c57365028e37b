package io.hexdispatch.websocket;

import io.hexdispatch.flow.RollCalls;
import io.hexdispatch.flow.RollCalls.Owed;
import io.hexdispatch.rollcall.RollCall;
import io.hexdispatch.rollcall.RollCallId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees to it that whoever is called gets the call: when he connects, and again until his terminal says that it has it. For one event loop. */
public final class RollCallDelivery {
    private static final Duration SWEEP = Duration.ofSeconds(5);
    private static final Duration ACKNOWLEDGE_WITHIN = Duration.ofSeconds(10);
    private static final int PAGE = 500;

    private static final Logger LOG = LoggerFactory.getLogger(RollCallDelivery.class);

    private final Connections connections;
    private final RollCallMessages messages;
    private final RollCalls rollCalls;
    private final Clock clock;
    private boolean isUnderWay;

    public RollCallDelivery(
            Vertx vertx, Connections connections, RollCallMessages messages, RollCalls rollCalls, Clock clock) {
        this.connections = connections;
        this.messages = messages;
        this.rollCalls = rollCalls;
        this.clock = clock;
        vertx.setPeriodic(SWEEP.toMillis(), timer -> redeliver());
    }

    /** Sends what runs and waits for him to one who has just connected. */
    Future<Void> sendOwed(Connection connection) {
        return switch (connection.actor().role()) {
            case RESPONDER, CENTRE ->
                rollCalls.owed(connection.actor()).map(calls -> {
                    calls.forEach(call -> connection.send(messages.called(call)));
                    return null;
                });
            default -> Future.succeededFuture();
        };
    }

    private void redeliver() {
        if (isUnderWay || connections.size() == 0 || rollCalls.isBehind()) {
            return;
        }
        isUnderWay = true;
        Instant before = clock.instant().minus(ACKNOWLEDGE_WITHIN);
        rollCalls
                .running()
                .compose(running -> running.isEmpty()
                        ? Future.succeededFuture()
                        : redeliver(
                                running.stream().collect(Collectors.toMap(RollCall::id, messages::called)),
                                before,
                                Optional.empty()))
                .onFailure(failure -> LOG.atWarn().setCause(failure).log("undelivered roll calls not read"))
                .onComplete(done -> isUnderWay = false);
    }

    private Future<Void> redeliver(Map<RollCallId, String> running, Instant before, Optional<Owed> after) {
        return rollCalls.undelivered(before, after, PAGE).compose(page -> {
            page.forEach(owed -> send(running, owed));
            return page.size() < PAGE
                    ? Future.succeededFuture()
                    : redeliver(running, before, Optional.of(page.get(PAGE - 1)));
        });
    }

    private void send(Map<RollCallId, String> running, Owed owed) {
        String message = running.get(owed.id());
        if (message != null) {
            connections.of(owed.recipient()).forEach(connection -> connection.send(message));
        }
    }
}
