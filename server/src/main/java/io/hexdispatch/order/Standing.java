package io.hexdispatch.order;

import io.hexdispatch.event.EventNumber;
import io.hexdispatch.event.EventStatus;
import java.util.List;
import java.util.Optional;

/**
 * The state of an event that follows from its orders, and why it waits for a person, if it does. The orders of earlier rounds, before
 * the work was sent back or the event opened again, count no more.
 */
record Standing(EventStatus status, Optional<String> queueReason) {
    static Standing of(EventNumber number, List<Order> all) {
        List<Order> orders = round(all);
        Optional<String> queueReason = waitingForReplacement(all)
                .map(order -> "order " + new OrderId(number, order.ordinal()) + " was returned by " + order.unit()
                        + order.reason().map(reason -> ": " + reason).orElse(""));
        boolean open = orders.stream().anyMatch(order -> order.status().isOpen());
        boolean done = orders.stream().anyMatch(order -> order.status() == OrderStatus.DONE);
        boolean accepted = orders.stream()
                .anyMatch(order -> order.status() == OrderStatus.ACCEPTED || order.status() == OrderStatus.ON_SCENE);
        if (done && !open && queueReason.isEmpty()) {
            return new Standing(EventStatus.RESOLVED, Optional.empty());
        }
        if (done || accepted) {
            return new Standing(EventStatus.IN_PROGRESS, queueReason);
        }
        if (open) {
            return new Standing(EventStatus.DISPATCHED, queueReason);
        }
        return new Standing(EventStatus.FILED, queueReason.or(() -> Optional.of("no order is left")));
    }

    /** The orders of the present round: it begins with the last order in the place of one that was done. */
    static List<Order> round(List<Order> orders) {
        for (int i = orders.size() - 1; i >= 0; i--) {
            boolean begins = orders.get(i)
                    .replaces()
                    .filter(ordinal -> orders.get(ordinal - 1).status() == OrderStatus.DONE)
                    .isPresent();
            if (begins) {
                return orders.subList(i, orders.size());
            }
        }
        return orders;
    }

    /** The returned order in whose place none stands. */
    static Optional<Order> waitingForReplacement(List<Order> orders) {
        return round(orders).stream()
                .filter(order -> order.status() == OrderStatus.RETURNED)
                .filter(order -> orders.stream().noneMatch(other -> other.replaces()
                        .filter(ordinal -> ordinal == order.ordinal())
                        .isPresent()))
                .findFirst();
    }
}
