package io.hexdispatch.order;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What must change so that one unit leads an event and certain others help it, and nobody else works on it. Who has the part already
 * keeps his order; what is done stays done.
 *
 * @param cancelled the orders that are open, or wait for another in their place, and have no part any more
 * @param missing the parts for which there is no order yet, the lead first
 */
public record Redirection(List<Order> cancelled, List<Part> missing) {
    /** What a unit is to be. */
    public record Part(OrderRole role, String unit) {}

    public Redirection {
        cancelled = List.copyOf(cancelled);
        missing = List.copyOf(missing);
    }

    public static Redirection of(CaseFile caseFile, String lead, List<String> coHandling) {
        Set<Part> parts = new LinkedHashSet<>();
        parts.add(new Part(OrderRole.LEAD, lead));
        coHandling.forEach(unit -> parts.add(new Part(OrderRole.CO_HANDLING, unit)));
        List<Part> missing = new ArrayList<>(parts);
        List<Order> cancelled = new ArrayList<>();
        for (Order order : Standing.round(caseFile.orders())) {
            if (order.status() == OrderStatus.DONE) {
                // Who led and is done has helped as well; who helped has not led.
                missing.removeIf(part -> part.unit().equals(order.unit())
                        && (part.role() == OrderRole.CO_HANDLING || order.role() == OrderRole.LEAD));
            }
        }
        for (Order order : caseFile.orders()) {
            boolean waits = order.status() == OrderStatus.RETURNED && isWithoutReplacement(caseFile, order);
            if (order.status().isOpen() && parts.contains(new Part(order.role(), order.unit()))) {
                missing.remove(new Part(order.role(), order.unit()));
            } else if (order.status().isOpen() || waits) {
                cancelled.add(order);
            }
        }
        return new Redirection(cancelled, missing);
    }

    private static boolean isWithoutReplacement(CaseFile caseFile, Order order) {
        return Standing.round(caseFile.orders()).contains(order)
                && caseFile.orders().stream().noneMatch(other -> other.replaces()
                        .filter(ordinal -> ordinal == order.ordinal())
                        .isPresent());
    }
}
