package io.hexdispatch.websocket;

import io.hexdispatch.access.Actor;
import io.hexdispatch.flow.Deliveries;
import io.hexdispatch.flow.Deliveries.Owed;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.order.Order;
import io.hexdispatch.order.OrderId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings orders to the terminals of their recipients: new ones at once, what is owed when a client connects, and again what nobody
 * acknowledges. For one event loop.
 */
public final class OrderDelivery {
    private static final Duration REDELIVERY_SWEEP = Duration.ofSeconds(5);
    private static final Duration ACKNOWLEDGE_WITHIN = Duration.ofSeconds(10);
    /** Receipts that come sooner take the times of sending with them. */
    private static final Duration SENDS_KEPT_AFTER = Duration.ofSeconds(3);

    /** Whatever the clock says, and said when an order was written. */
    private static final Instant EVER = Instant.parse("9999-12-31T00:00:00Z");

    private static final int PAGE = 200;

    private static final Logger LOG = LoggerFactory.getLogger(OrderDelivery.class);

    private final Connections connections;
    private final Messages messages;
    private final Deliveries deliveries;
    private final Clock clock;
    private boolean isUnderWay;
    private long sentAgain;

    public OrderDelivery(Vertx vertx, Connections connections, Messages messages, Deliveries deliveries, Clock clock) {
        this.connections = connections;
        this.messages = messages;
        this.deliveries = deliveries;
        this.clock = clock;
        vertx.setPeriodic(REDELIVERY_SWEEP.toMillis(), timer -> redeliver());
    }

    /** How often an order was sent again because nobody acknowledged it. */
    public long sentAgain() {
        return sentAgain;
    }

    /** Sends an order that was committed just now. */
    void dispatch(CaseFile caseFile, Order order) {
        OnDemand message = new OnDemand(() -> messages.orderDispatched(caseFile, order));
        for (Actor recipient : order.recipients()) {
            send(message, caseFile.idOf(order), recipient, connections.of(recipient), false);
        }
    }

    /** Sends what he is owed to one who has just connected, oldest first and no faster than he reads. */
    Future<Void> sendOwed(Connection connection) {
        return sendOwed(connection, Optional.empty());
    }

    private Future<Void> sendOwed(Connection connection, Optional<OrderId> after) {
        return deliveries.owed(List.of(connection.actor()), EVER, after, PAGE).compose(page -> {
            page.forEach(owed -> deliver(owed, List.of(connection), false));
            return page.size() < PAGE
                    ? Future.succeededFuture()
                    : connection
                            .whenCaughtUp()
                            .compose(ready -> sendOwed(connection, Optional.of(idOf(page.get(PAGE - 1)))));
        });
    }

    private void redeliver() {
        List<Actor> recipients = connections.recipients();
        if (isUnderWay || deliveries.isBehindWithReceipts()) {
            return;
        }
        isUnderWay = true;
        Instant before = clock.instant().minus(ACKNOWLEDGE_WITHIN);
        Future<Void> sent =
                recipients.isEmpty() ? Future.succeededFuture() : redeliver(recipients, before, Optional.empty());
        sent.compose(done -> deliveries.keepSends(clock.instant().minus(SENDS_KEPT_AFTER)))
                .onFailure(failure -> LOG.atWarn().setCause(failure).log("unacknowledged orders not read or noted"))
                .onComplete(done -> isUnderWay = false);
    }

    private Future<Void> redeliver(List<Actor> recipients, Instant before, Optional<OrderId> after) {
        return deliveries.owed(recipients, before, after, PAGE).compose(page -> {
            page.forEach(owed -> deliver(owed, connections.of(owed.recipient()), true));
            return page.size() < PAGE
                    ? Future.succeededFuture()
                    : redeliver(recipients, before, Optional.of(idOf(page.get(page.size() - 1))));
        });
    }

    private void deliver(Owed owed, Collection<Connection> to, boolean again) {
        owed.caseFile()
                .order(owed.ordinal())
                .ifPresent(order -> send(
                        new OnDemand(() -> messages.orderDispatched(owed.caseFile(), order)),
                        idOf(owed),
                        owed.recipient(),
                        to,
                        again));
    }

    /** @param again whether a terminal that has not read what was sent before is passed by: it comes to it yet */
    private void send(OnDemand message, OrderId order, Actor recipient, Collection<Connection> to, boolean again) {
        boolean sent = false;
        for (Connection connection : to) {
            if (!(again && connection.isBehind())) {
                sent |= !connection.send(message.text()).failed();
            }
        }
        if (sent) {
            deliveries.sent(order, recipient, clock.instant());
            sentAgain += again ? 1 : 0;
        }
    }

    private static OrderId idOf(Owed owed) {
        return new OrderId(owed.caseFile().event().number(), owed.ordinal());
    }

    /** A message written once for all who get it, and not at all where nobody does. */
    static final class OnDemand {
        private final Supplier<String> writer;
        private String text;

        OnDemand(Supplier<String> writer) {
            this.writer = writer;
        }

        String text() {
            if (text == null) {
                text = writer.get();
            }
            return text;
        }
    }
}
